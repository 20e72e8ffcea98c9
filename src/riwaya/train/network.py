"""The network in torch: the encoder as BERT lays it out, and the heads that `extract.encoder.heads` names."""

import math
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from riwaya.extract.encoder import heads as H
from riwaya.train.base import Base, Config


def _fast() -> torch.dtype:
    """bfloat16 where the processor has products of it, which take half the time of float32's; where they are imitated
    they take fifty times as long."""
    tests = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")  # torch has no public name for them
    return torch.bfloat16 if any(getattr(torch.cpu, name, bool)() for name in tests) else torch.float32


HALF = _fast()
"""What the layers compute in; weights, norms' statistics and losses are kept in float32."""


def _linear(x: Tensor, *parts: nn.Linear) -> Tensor:
    """One product for layers that read the same input."""
    weight = torch.cat([p.weight for p in parts]).to(HALF)
    bias = torch.cat([p.bias for p in parts]).to(HALF)
    return F.linear(x, weight, bias)


def _normed(norm: nn.LayerNorm, x: Tensor) -> Tensor:
    return F.layer_norm(x, norm.normalized_shape, norm.weight.to(HALF), norm.bias.to(HALF), norm.eps)


class Dropout:
    """Hides a share of what passes. Its masks are cut at random places from one long row of random bits: drawing
    them anew took a fifth of a training step."""

    SIZE = 1 << 23

    def __init__(self, share: float) -> None:
        self.share = share
        self._row = (torch.rand(self.SIZE) >= share).to(HALF) / (1 - share)

    def __call__(self, x: Tensor) -> Tensor:
        n = x.numel()
        if n >= self.SIZE:
            return F.dropout(x, self.share)
        at = int(torch.randint(self.SIZE - n, ()))
        return x * self._row[at : at + n].view(x.shape)


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        w = config.width
        self.heads = config.heads
        self.q, self.k, self.v, self.ao = (nn.Linear(w, w) for _ in range(4))
        self.fi, self.fo = nn.Linear(w, config.inner), nn.Linear(config.inner, w)
        self.aln, self.oln = nn.LayerNorm(w, config.epsilon), nn.LayerNorm(w, config.epsilon)

    def forward(self, x: Tensor, lengths: Sequence[int] | None, dropout: Dropout | None) -> Tensor:
        """`x` is [tokens, width], windows of `lengths` laid end to end, or [windows, tokens, width] without lengths."""
        size = x.shape[-1] // self.heads
        qkv = _linear(x, self.q, self.k, self.v).view(*x.shape[:-1], 3, self.heads, size)
        attended = []
        for part in [qkv] if lengths is None else qkv.split(list(lengths)):
            q, k, v = part.movedim(-3, 0).transpose(-2, -3).unbind(0)
            # written out: torch's own kernel for heads this small takes twice as long on the CPU
            a = torch.softmax(torch.matmul(q * size**-0.5, k.transpose(-1, -2)), -1)
            attended.append(torch.matmul(a, v).transpose(-2, -3).flatten(-2))
        y = _linear(torch.cat(attended), self.ao)
        x = _normed(self.aln, x + (dropout(y) if dropout else y))
        y = _linear(F.gelu(_linear(x, self.fi)), self.fo)
        return _normed(self.oln, x + (dropout(y) if dropout else y))


class Encoder(nn.Module):
    """Token ids [tokens] of windows laid end to end, `lengths` tokens each, to states [tokens, width].

    No token of padding is computed: the sentences' lengths differ so much that padding cost a third of a step.
    """

    def __init__(self, config: Config, dropout: float = 0.0) -> None:
        super().__init__()
        self.config = config
        self.word = nn.Embedding(config.vocabulary, config.width)
        self.position = nn.Embedding(config.positions, config.width)
        self.norm = nn.LayerNorm(config.width, config.epsilon)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.dropout = Dropout(dropout) if dropout else None

    def forward(self, ids: Tensor, lengths: Sequence[int]) -> Tensor:
        places = torch.cat([torch.arange(n) for n in lengths])
        x = self.norm(self.word(ids) + self.position(places)).to(HALF)
        dropout = self.dropout if self.training else None
        x = dropout(x) if dropout else x
        for layer in self.layers:
            x = layer(x, lengths, dropout)
        return x

    def load(self, base: Base) -> None:
        """Take the weights of a base, which have the same names but for `layers.`."""
        state = {}
        for name, value in base.weights.items():
            key = f"layers.{name}" if name[0].isdigit() else name
            state[key if "." in key else f"{key}.weight"] = torch.from_numpy(np.array(value, dtype=np.float32))
        self.load_state_dict(state)

    def dump(self) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
        """The weights under a base's names."""
        out = {}
        for key, value in self.state_dict().items():
            name = key.removeprefix("layers.")
            out[name.removesuffix(".weight") if name in ("word.weight", "position.weight") else name] = (
                value.numpy().copy()
            )
        return out


READER = Config(H.READ, H.READ_LAYERS, H.READ_HEADS, H.READ_INNER, 0, 0, 1e-5)
"""The layers of the second reading, as an encoder's are named."""


class Heads(nn.Module):
    """The weights that `heads.shapes` names and the layers of the second reading; the loss is in `train.loss`."""

    def __init__(self, width: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.w = nn.ParameterDict()
        self.reader = nn.ModuleList(Layer(READER) for _ in range(READER.layers))
        self.dropout = Dropout(dropout) if dropout else None
        for name, shape in H.shapes(width).items():
            value = torch.zeros(shape)
            if name.endswith(".weight") or name in ("typed", "read_distance", "read_kind"):
                wide = name in ("hidden.weight", "ask.weight", "read_in.weight", "read_asked.weight")
                nn.init.normal_(value, std=1 / math.sqrt(width) if wide else 0.02)
            self.w[name.replace(".", "/")] = nn.Parameter(value)
        with torch.no_grad():
            self.w["trigger/bias"][0] = 3.0  # most words are no trigger
            self.w["prior/bias"].fill_(-4.0)  # most words fill no role
            self.w["same_distance"].fill_(-1.0)

    def dense(self, name: str, x: Tensor) -> Tensor:
        return F.linear(x, self.w[f"{name}/weight"], self.w[f"{name}/bias"])

    def read(self, x: Tensor) -> Tensor:
        """The second reading's layers over [triggers, words + sentences, READ]."""
        y = x.to(HALF)
        for layer in self.reader:
            y = layer(y, None, self.dropout if self.training else None)
        return y.float()

    def dump(self) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
        """Every weight by name; the second reading's layers as `reader.0.q.weight` and so on."""
        out = {k.replace("/", "."): v.detach().float().numpy().copy() for k, v in self.w.items()}
        return out | {f"reader.{k}": v.numpy().copy() for k, v in self.reader.state_dict().items()}

    def load(self, weights: dict[str, np.ndarray]) -> None:  # type: ignore[type-arg]
        with torch.no_grad():
            for k, v in self.w.items():
                v.copy_(torch.from_numpy(np.array(weights[k.replace("/", ".")], dtype=np.float32)))
        layers = {k.removeprefix("reader."): v for k, v in weights.items() if k.startswith("reader.")}
        self.reader.load_state_dict({k: torch.from_numpy(np.array(v, dtype=np.float32)) for k, v in layers.items()})
