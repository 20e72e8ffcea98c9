"""The training loop: layer-wise rates, a running average of the weights, resumable after every epoch."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from riwaya.train.base import MASK, Base
from riwaya.train.data import Example, batches
from riwaya.train.loss import example_loss
from riwaya.train.network import Encoder, Heads


@dataclass(slots=True)
class Settings:
    """What a run may vary; the defaults are for a run from the base."""

    epochs: int = 10
    tokens: int = 2048
    """Tokens of a step, at most (a longer window is a step of its own): four or five articles."""
    rate: float = 2.0e-4
    head_rate: float = 1.0e-3
    layer_decay: float = 0.95
    frozen: int = 0
    """Layers nearest to the words that stay as they are: for going on from a model that has learned them."""
    warmup: float = 0.08
    dropout: float = 0.1
    hidden_words: float = 0.08
    """Share of tokens that are masked in each step, so that no single word decides."""
    hidden_names: float = 0.1
    """Share of names that are masked whole: other wars have other names, and the words around them must do."""
    negatives: int = 40
    """Articles without claims in each epoch."""
    average: float = 0.995
    seed: int = 7
    threads: int = 2


class Trainer:
    """Holds the network through a run. `fit` calls `each_epoch(epoch)` after every epoch with averaged weights in."""

    def __init__(self, base: Base, settings: Settings, heads: dict[str, object] | None = None) -> None:
        torch.manual_seed(settings.seed)
        torch.set_num_threads(settings.threads)
        self.settings = settings
        self.encoder = Encoder(base.config, settings.dropout)
        self.encoder.load(base)
        self.heads = Heads(base.config.width, settings.dropout)
        if heads is not None:
            self.heads.load(heads)  # type: ignore[arg-type]
        self.encoder.word.weight.requires_grad_(False)
        if settings.frozen:
            for part in (self.encoder.position, self.encoder.norm, *self.encoder.layers[: settings.frozen]):
                part.requires_grad_(False)
        self.mask_id = next(i for i, (p, _) in enumerate(base.pieces) if p == MASK)
        self.trained = [p for m in (self.encoder, self.heads) for p in m.parameters() if p.requires_grad]
        self.mean = [p.detach().clone() for p in self.trained]
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.peaks = [g["lr"] for g in self.optimizer.param_groups]
        self.random = random.Random(settings.seed)
        self.step = self.epoch = 0

    def _groups(self) -> list[dict[str, object]]:
        s, n = self.settings, len(self.encoder.layers)
        groups: list[dict[str, object]] = [
            {"params": list(self.heads.w.parameters()), "lr": s.head_rate},
            {"params": list(self.heads.reader.parameters()), "lr": s.head_rate / 2},
        ]
        for k, layer in enumerate(self.encoder.layers):
            groups.append({"params": list(layer.parameters()), "lr": s.rate * s.layer_decay ** (n - 1 - k)})
        first = [self.encoder.position.weight, *self.encoder.norm.parameters()]
        groups.append({"params": first, "lr": s.rate * s.layer_decay**n})
        return [g for g in groups if any(p.requires_grad for p in g["params"])]  # type: ignore[attr-defined]

    def _batches(self, examples: Sequence[Example]) -> Iterator[list[Example]]:
        order = list(examples)
        self.random.shuffle(order)
        return batches(order, lambda e: len(e.window.ids), self.settings.tokens)

    def _hidden_names(self, example: Example) -> Iterator[tuple[int, int]]:
        """The tokens of names that this step does not see."""
        w = example.window
        for word, _, more in sorted(set(example.names)):
            if self.random.random() < self.settings.hidden_names:
                yield w.tokens[word], w.stops[min(word + more, len(w.stops) - 1)]

    def states(self, batch: Sequence[Example]) -> list[Tensor]:
        """Each window's token states, in float32."""
        lengths = [len(e.window.ids) for e in batch]
        ids = torch.tensor([i for e in batch for i in e.window.ids])
        if self.encoder.training and self.settings.hidden_words:
            hide = (torch.rand(ids.shape) < self.settings.hidden_words) & (ids > 3)
            ids = ids.masked_fill(hide, self.mask_id)
            at = 0
            for example, length in zip(batch, lengths, strict=True):
                for first, stop in self._hidden_names(example):
                    ids[at + first : at + stop] = self.mask_id
                at += length
        return list(self.encoder(ids, lengths).float().split(lengths))

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
        whole = sum(len(e.window.ids) for e in examples)
        quiet = sum(len(e.window.ids) for e in negatives) * count // max(1, len(negatives))
        while self.epoch < s.epochs:
            self.encoder.train()
            self.heads.train()
            total = 0.0
            chosen = list(examples) + self.random.sample(list(negatives), count)
            steps = list(self._batches(chosen))
            seen = 0
            for k, batch in enumerate(steps):
                seen += sum(len(e.window.ids) for e in batch)
                rate = self._rate(min(1.0, (self.epoch + seen / (whole + quiet)) / s.epochs))
                for group, peak in zip(self.optimizer.param_groups, self.peaks, strict=True):
                    group["lr"] = peak * rate
                states = self.states(batch)
                loss = torch.stack(
                    [
                        e.weight * torch.stack(list(example_loss(self.heads, own, e).values())).sum()
                        for own, e in zip(states, batch, strict=True)
                    ]
                ).mean()
                self.optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
                self.optimizer.step()
                self.step += 1
                keep = min(s.average, (1 + self.step) / (10 + self.step))
                with torch.no_grad():
                    torch._foreach_lerp_(self.mean, self.trained, 1 - keep)
                total += loss.item()
                if progress:
                    progress(k + 1, len(steps), total / (k + 1))
            self.epoch += 1
            if checkpoint:
                self._save(checkpoint)
            with self.averaged():
                each_epoch(self, self.epoch, total / len(steps))

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
        t.heads.eval()

    def __exit__(self, *_: object) -> None:
        with torch.no_grad():
            for p, kept in zip(self.trainer.trained, self.kept, strict=True):
                p.copy_(kept)
