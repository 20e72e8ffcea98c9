"""The network in torch: the encoder as BERT lays it out, and the heads that `extract.encoder.heads` names."""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from riwaya.extract.encoder import heads as H
from riwaya.train.base import Base, Config


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        w = config.width
        self.heads = config.heads
        self.q, self.k, self.v, self.ao = (nn.Linear(w, w) for _ in range(4))
        self.fi, self.fo = nn.Linear(w, config.inner), nn.Linear(config.inner, w)
        self.aln, self.oln = nn.LayerNorm(w, config.epsilon), nn.LayerNorm(w, config.epsilon)

    def forward(self, x: Tensor, mask: Tensor, dropout: float) -> Tensor:
        b, t, w = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(b, t, self.heads, w // self.heads).transpose(1, 2)

        # no dropout on the attention itself: with it, torch leaves its fast path on the CPU, five times slower
        a = F.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), mask)
        x = self.aln(x + F.dropout(self.ao(a.transpose(1, 2).reshape(b, t, w)), dropout, self.training))
        y = self.fo(F.gelu(self.fi(x)))
        return self.oln(x + F.dropout(y, dropout, self.training))


class Encoder(nn.Module):
    """Token ids [batch, tokens] to states [batch, tokens, width]; `mask` is true where there is a token."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.word = nn.Embedding(config.vocabulary, config.width)
        self.position = nn.Embedding(config.positions, config.width)
        self.norm = nn.LayerNorm(config.width, config.epsilon)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.dropout = 0.1
        self.frozen = 0

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        attend = mask[:, None, None, :]
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            x = self.norm(self.word(ids) + self.position(places))
            x = F.dropout(x, self.dropout, self.training)
            for layer in self.layers[: self.frozen]:
                x = layer(x, attend, self.dropout)
        for layer in self.layers[self.frozen :]:
            x = layer(x, attend, self.dropout)
        return x

    def freeze(self, layers: int) -> None:
        """Leave the embedding and this many first layers as they are: a fifth of a step's time for three of twelve."""
        self.frozen = layers
        if layers:
            for part in (self.position, self.norm, *self.layers[:layers]):
                part.requires_grad_(False)

    def load(self, base: Base) -> None:
        """Take the weights of a base, which have the same names but for `layers.`."""
        state = {}
        for name, value in base.weights.items():
            key = f"layers.{name}" if name[0].isdigit() else name
            state[key if "." in key else f"{key}.weight"] = torch.from_numpy(np.ascontiguousarray(value))
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
            if name.endswith(".weight"):
                nn.init.normal_(value, std=0.02 if name != "hidden.weight" else 1 / math.sqrt(width))
            self.w[name.replace(".", "/")] = nn.Parameter(value)
        with torch.no_grad():
            self.w["trigger/bias"][0] = 3.0  # most words are no trigger
            self.w["prior/bias"].fill_(-4.0)  # most words fill no role

    def dense(self, name: str, x: Tensor) -> Tensor:
        return F.linear(x, self.w[f"{name}/weight"], self.w[f"{name}/bias"])

    def dump(self) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
        return {k.replace("/", "."): v.detach().float().numpy().copy() for k, v in self.w.items()}

    def load(self, weights: dict[str, np.ndarray]) -> None:  # type: ignore[type-arg]
        with torch.no_grad():
            for k, v in self.w.items():
                v.copy_(torch.from_numpy(weights[k.replace("/", ".")]))
