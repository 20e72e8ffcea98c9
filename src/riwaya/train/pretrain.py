"""Further pre-training of the base on unlabelled reports: hidden words are guessed from the rest.

Whole words are hidden, not pieces, and reports are read in the windows that fine-tuning reads them in.
"""

import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from riwaya.arabic.sentences import split_sentences
from riwaya.extract.encoder.model import tokenizer_of
from riwaya.extract.encoder.windows import windows
from riwaya.train.base import MASK, Base
from riwaya.train.data import batches
from riwaya.train.network import HALF, Encoder

LENGTH = 320
SHORTEST = 40
TOKENS = 4096
HIDDEN, MASKED, SWAPPED = 0.22, 0.85, 0.08
RATE, HEAD_RATE, WARMUP = 3e-4, 1e-3, 80
SPECIAL = 4  # the first pieces are marks, not words


def _sequences(base: Base, texts: Sequence[str]) -> list[list[int]]:
    tokenizer = tokenizer_of(base.pieces)
    found = (w.ids for t in texts for w in windows(tokenizer, t, split_sentences(t), LENGTH))
    return [ids for ids in found if len(ids) > SHORTEST]


def _batches(sequences: Sequence[list[int]], chance: random.Random) -> Iterator[list[list[int]]]:
    """Batches of about `TOKENS` tokens without end, every sequence once a round."""
    while True:
        order = list(range(len(sequences)))
        chance.shuffle(order)
        yield from batches((sequences[k] for k in order), len, TOKENS)


class _Hider:
    """Hides whole words: most become the mask, some another piece, some stay as they are."""

    def __init__(self, base: Base, seed: int) -> None:
        pieces = [p for p, _ in base.pieces]
        self.begins = np.array([i < SPECIAL or p.startswith("▁") for i, p in enumerate(pieces)])
        self.mask = pieces.index(MASK)
        self.size = len(pieces)
        self.random = np.random.default_rng(seed)

    def __call__(self, sequence: list[int]) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
        """The sequence as it is shown, and which of its tokens are to be guessed."""
        ids = np.array(sequence)
        word = np.cumsum(self.begins[ids])
        chosen = self.random.random(word[-1] + 1) < HIDDEN
        how = self.random.random(word[-1] + 1)[word]
        hidden = chosen[word] & (ids >= SPECIAL)
        shown = ids.copy()
        shown[hidden & (how < MASKED)] = self.mask
        swapped = hidden & (how >= MASKED) & (how < MASKED + SWAPPED)
        shown[swapped] = self.random.integers(SPECIAL, self.size, int(swapped.sum()))
        return shown, hidden


def pretrain(
    base: Base,
    texts: Sequence[str],
    steps: int,
    seed: int = 0,
    threads: int = 2,
    progress: Callable[[int, int, float], None] | None = None,
) -> Base:
    """The base after `steps` steps of some 4,096 tokens each; word table included."""
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    encoder = Encoder(base.config)
    encoder.load(base)
    encoder.train()
    width = base.config.width
    head = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
    bias = nn.Parameter(torch.zeros(base.config.vocabulary))
    peaks = (RATE, HEAD_RATE)
    groups = [
        {"params": list(encoder.parameters()), "lr": RATE},
        {"params": [*head.parameters(), bias], "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    hide = _Hider(base, seed)
    endless = _batches(_sequences(base, texts), random.Random(seed))
    mean = 0.0
    for step in range(steps):
        batch = next(endless)
        shown, hidden = zip(*(hide(s) for s in batch), strict=True)
        guessed = torch.from_numpy(np.concatenate(hidden))
        truth = torch.tensor([i for s in batch for i in s])[guessed]
        rate = min(1.0, (step + 1) / WARMUP) * max(0.02, 1 - step / steps)
        for group, peak in zip(optimizer.param_groups, peaks, strict=True):
            group["lr"] = peak * rate
        states = encoder(torch.from_numpy(np.concatenate(shown)), [len(s) for s in batch])[guessed]
        logits = F.linear(head(states.float()).to(HALF), encoder.word.weight.to(HALF)).float() + bias
        loss = F.cross_entropy(logits, truth)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        mean = loss.item() if step == 0 else 0.97 * mean + 0.03 * loss.item()
        if progress:
            progress(step + 1, steps, mean)
    return Base(base.config, encoder.dump(), base.pieces)
