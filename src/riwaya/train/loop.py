"""The training loop: layer-wise rates, a running average of the weights, resumable after every epoch."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from riwaya.extract.encoder.windows import PAD
from riwaya.train.base import MASK, Base
from riwaya.train.data import Example
from riwaya.train.loss import example_loss
from riwaya.train.network import Encoder, Heads

ROUND = 64
"""Batches are padded to a multiple of this: every new shape costs torch's CPU kernels seconds to prepare."""


@dataclass(slots=True)
class Settings:
    """What a run may vary; the defaults are what the shipped model was trained with."""

    epochs: int = 12
    batch: int = 4
    rate: float = 1.0e-4
    head_rate: float = 1.0e-3
    layer_decay: float = 0.93
    warmup: float = 0.08
    dropout: float = 0.1
    hidden_words: float = 0.08
    """Share of tokens that are masked in each step, so that no single word decides."""
    negatives: int = 40
    """Articles without claims in each epoch."""
    average: float = 0.995
    frozen: int = 3
    """First layers left as pre-training made them."""
    seed: int = 7
    threads: int = 2


class Trainer:
    """Holds the network through a run. `fit` calls `each_epoch(epoch)` after every epoch with averaged weights in."""

    def __init__(self, base: Base, settings: Settings, heads: dict[str, object] | None = None) -> None:
        torch.manual_seed(settings.seed)
        torch.set_num_threads(settings.threads)
        self.settings = settings
        self.encoder = Encoder(base.config)
        self.encoder.load(base)
        self.encoder.dropout = settings.dropout
        self.heads = Heads(base.config.width)
        if heads is not None:
            self.heads.load(heads)  # type: ignore[arg-type]
        self.encoder.word.weight.requires_grad_(False)
        self.encoder.freeze(settings.frozen)
        self.mask_id = next(i for i, (p, _) in enumerate(base.pieces) if p == MASK)
        self.trained = [p for m in (self.encoder, self.heads) for p in m.parameters() if p.requires_grad]
        self.mean = [p.detach().clone() for p in self.trained]
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=0.01, betas=(0.9, 0.98))
        self.peaks = [g["lr"] for g in self.optimizer.param_groups]
        self.random = random.Random(settings.seed)
        self.step = self.epoch = 0

    def _groups(self) -> list[dict[str, object]]:
        s, n = self.settings, len(self.encoder.layers)
        groups: list[dict[str, object]] = [{"params": list(self.heads.parameters()), "lr": s.head_rate}]
        for k, layer in enumerate(self.encoder.layers):
            groups.append({"params": list(layer.parameters()), "lr": s.rate * s.layer_decay ** (n - 1 - k)})
        first = [self.encoder.position.weight, *self.encoder.norm.parameters()]
        groups.append({"params": first, "lr": s.rate * s.layer_decay**n})
        return [g for g in groups if any(p.requires_grad for p in g["params"])]  # type: ignore[attr-defined]

    def _batches(self, examples: Sequence[Example]) -> Iterator[list[Example]]:
        order = list(range(len(examples)))
        self.random.shuffle(order)
        size = self.settings.batch
        for i in range(0, len(order), size * 8):
            near = sorted(order[i : i + size * 8], key=lambda k: len(examples[k].window.ids))
            groups = [near[j : j + size] for j in range(0, len(near), size)]
            self.random.shuffle(groups)
            for group in groups:
                yield [examples[k] for k in group]

    def states(self, batch: Sequence[Example]) -> Tensor:
        """Token states of padded windows, in float32."""
        longest = max(len(e.window.ids) for e in batch)
        longest = min(-(-longest // ROUND) * ROUND, max(longest, self.encoder.config.positions))
        ids = torch.full((len(batch), longest), PAD)
        for i, e in enumerate(batch):
            ids[i, : len(e.window.ids)] = torch.tensor(e.window.ids)
        mask = ids != PAD
        if self.encoder.training and self.settings.hidden_words:
            hide = (torch.rand(ids.shape) < self.settings.hidden_words) & mask & (ids > 3)
            ids = ids.masked_fill(hide, self.mask_id)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out: Tensor = self.encoder(ids, mask)
        return out.float()

    def _rate(self, done: float) -> float:
        warm = self.settings.warmup
        return done / warm if done < warm else max(0.02, (1 - done) / (1 - warm))

    def fit(
        self,
        examples: Sequence[Example],
        negatives: Sequence[Example],
        each_epoch: Callable[["Trainer", int, float], None],
        progress: Callable[[int, int, float], None] | None = None,
        checkpoint: Path | None = None,
    ) -> None:
        """Train to the last epoch; `checkpoint` is written after each epoch and resumed from where it exists."""
        s = self.settings
        if checkpoint and checkpoint.exists():
            self._resume(checkpoint)
        count = min(s.negatives, len(negatives))
        per_epoch = -(-(len(examples) + count) // s.batch)
        while self.epoch < s.epochs:
            self.encoder.train()
            total = 0.0
            chosen = list(examples) + self.random.sample(list(negatives), count)
            for k, batch in enumerate(self._batches(chosen)):
                rate = self._rate(min(1.0, (self.epoch * per_epoch + k + 1) / (s.epochs * per_epoch)))
                for group, peak in zip(self.optimizer.param_groups, self.peaks, strict=True):
                    group["lr"] = peak * rate
                states = self.states(batch)
                loss = (
                    torch.stack(
                        [
                            e.weight * torch.stack(list(example_loss(self.heads, states[i], e).values())).sum()
                            for i, e in enumerate(batch)
                        ]
                    ).sum()
                    / s.batch
                )
                self.optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
                self.optimizer.step()
                self.step += 1
                keep = min(s.average, (1 + self.step) / (10 + self.step))
                with torch.no_grad():
                    for mean, p in zip(self.mean, self.trained, strict=True):
                        mean.lerp_(p, 1 - keep)
                total += loss.item()
                if progress:
                    progress(k + 1, per_epoch, total / (k + 1))
            self.epoch += 1
            if checkpoint:
                self._save(checkpoint)
            with self.averaged():
                each_epoch(self, self.epoch, total / per_epoch)

    def averaged(self) -> "_Averaged":
        """A context in which the network holds the running average of its weights, without dropout."""
        return _Averaged(self)

    def _save(self, path: Path) -> None:
        part = path.with_suffix(".part")
        torch.save(
            {
                "encoder": self.encoder.state_dict(),
                "heads": self.heads.state_dict(),
                "mean": self.mean,
                "optimizer": self.optimizer.state_dict(),
                "epoch": self.epoch,
                "step": self.step,
                "random": self.random.getstate(),
                "torch": torch.get_rng_state(),
            },
            part,
        )
        part.replace(path)

    def _resume(self, path: Path) -> None:
        kept = torch.load(path, weights_only=False)
        self.encoder.load_state_dict(kept["encoder"])
        self.heads.load_state_dict(kept["heads"])
        self.optimizer.load_state_dict(kept["optimizer"])
        self.mean = kept["mean"]
        self.epoch, self.step = kept["epoch"], kept["step"]
        self.random.setstate(kept["random"])
        torch.set_rng_state(kept["torch"])


class _Averaged:
    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer

    def __enter__(self) -> None:
        t = self.trainer
        self.kept = [p.detach().clone() for p in t.trained]
        with torch.no_grad():
            for p, mean in zip(t.trained, t.mean, strict=True):
                p.copy_(mean)
        t.encoder.eval()

    def __exit__(self, *_: object) -> None:
        with torch.no_grad():
            for p, kept in zip(self.trainer.trained, self.kept, strict=True):
                p.copy_(kept)
