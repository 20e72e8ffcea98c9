"""The network in torch: the encoder as BERT lays it out, and the heads that `extract.encoder.heads` names."""

import math
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from riwaya.extract.encoder import heads as H
from riwaya.train.base import Base, Config

HALF = torch.bfloat16
"""What the layers compute in; weights, norms' statistics and losses are kept in float32."""


def _linear(x: Tensor, *parts: nn.Linear) -> Tensor:
    """One product for layers that read the same input."""
    weight = torch.cat([p.weight for p in parts]).to(HALF)
    bias = torch.cat([p.bias for p in parts]).to(HALF)
    return F.linear(x, weight, bias)


def _normed(norm: nn.LayerNorm, x: Tensor) -> Tensor:
    return F.layer_norm(x, norm.normalized_shape, norm.weight.to(HALF), norm.bias.to(HALF), norm.eps)


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        w = config.width
        self.heads = config.heads
        self.q, self.k, self.v, self.ao = (nn.Linear(w, w) for _ in range(4))
        self.fi, self.fo = nn.Linear(w, config.inner), nn.Linear(config.inner, w)
        self.aln, self.oln = nn.LayerNorm(w, config.epsilon), nn.LayerNorm(w, config.epsilon)

    def forward(self, x: Tensor, lengths: Sequence[int], dropout: float) -> Tensor:
        t, w = x.shape
        size = w // self.heads
        qkv = _linear(x, self.q, self.k, self.v).view(t, 3, self.heads, size)
        attended = []
        for part in qkv.split(list(lengths)):
            q, k, v = part.permute(1, 2, 0, 3).unbind(0)
            # written out: torch's own kernel for heads this small takes twice as long on the CPU
            a = torch.softmax(torch.matmul(q * size**-0.5, k.transpose(-1, -2)), -1)
            attended.append(torch.matmul(a, v).transpose(0, 1).reshape(-1, w))
        x = _normed(self.aln, x + F.dropout(_linear(torch.cat(attended), self.ao), dropout, self.training))
        y = _linear(F.gelu(_linear(x, self.fi)), self.fo)
        return _normed(self.oln, x + F.dropout(y, dropout, self.training))


class Encoder(nn.Module):
    """Token ids [tokens] of windows laid end to end, `lengths` tokens each, to states [tokens, width].

    No token of padding is computed: the sentences' lengths differ so much that padding cost a third of a step.
    """

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.word = nn.Embedding(config.vocabulary, config.width)
        self.position = nn.Embedding(config.positions, config.width)
        self.norm = nn.LayerNorm(config.width, config.epsilon)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.dropout = 0.1

    def forward(self, ids: Tensor, lengths: Sequence[int]) -> Tensor:
        places = torch.cat([torch.arange(n) for n in lengths])
        x = self.norm(self.word(ids) + self.position(places)).to(HALF)
        x = F.dropout(x, self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, lengths, self.dropout)
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


class Heads(nn.Module):
    """The weights that `heads.shapes` names; the loss is in `train.loss`."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.w = nn.ParameterDict()
        for name, shape in H.shapes(width).items():
            value = torch.zeros(shape)
            if name.endswith(".weight") or name == "typed":
                wide = name in ("hidden.weight", "ask.weight")
                nn.init.normal_(value, std=1 / math.sqrt(width) if wide else 0.02)
            self.w[name.replace(".", "/")] = nn.Parameter(value)
        with torch.no_grad():
            self.w["trigger/bias"][0] = 3.0  # most words are no trigger
            self.w["prior/bias"].fill_(-4.0)  # most words fill no role
            self.w["same_distance"].fill_(-1.0)

    def dense(self, name: str, x: Tensor) -> Tensor:
        return F.linear(x, self.w[f"{name}/weight"], self.w[f"{name}/bias"])

    def dump(self) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
        return {k.replace("/", "."): v.detach().float().numpy().copy() for k, v in self.w.items()}

    def load(self, weights: dict[str, np.ndarray]) -> None:  # type: ignore[type-arg]
        with torch.no_grad():
            for k, v in self.w.items():
                v.copy_(torch.from_numpy(weights[k.replace("/", ".")]))
