"""Further pre-training of the base on unlabelled reports: hidden words are guessed from the rest."""

import random
from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import nn

from riwaya.extract.encoder.model import tokenizer_of
from riwaya.extract.encoder.windows import BOS, PAD, SEP, clean
from riwaya.train.base import MASK, Base
from riwaya.train.network import Encoder

LENGTH = 256
BATCH = 8
HIDDEN = 0.2
RATE, HEAD_RATE = 2e-4, 1e-3


def _sequences(base: Base, texts: Sequence[str]) -> list[list[int]]:
    tokenizer = tokenizer_of(base.pieces)
    encoded = tokenizer.encode_batch([clean(t)[0] for t in texts], add_special_tokens=False)
    return [e.ids[i : i + LENGTH - 2] for e in encoded for i in range(0, len(e.ids), LENGTH - 2) if len(e.ids) - i > 60]


def pretrain(
    base: Base,
    texts: Sequence[str],
    steps: int,
    seed: int = 0,
    threads: int = 2,
    progress: Callable[[int, int, float], None] | None = None,
) -> Base:
    """The base after `steps` steps of eight sequences of 256 tokens; word table included."""
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    pick_order = random.Random(seed)
    encoder = Encoder(base.config)
    encoder.load(base)
    encoder.dropout = 0.0
    encoder.train()
    width, vocabulary = base.config.width, base.config.vocabulary
    head = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
    bias = nn.Parameter(torch.zeros(vocabulary))
    mask_id = next(i for i, (p, _) in enumerate(base.pieces) if p == MASK)
    groups = [
        {"params": list(encoder.parameters()), "lr": RATE},
        {"params": [*head.parameters(), bias], "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    sequences = _sequences(base, texts)
    order: list[int] = []
    mean = 0.0
    for step in range(steps):
        if len(order) < BATCH:
            order = list(range(len(sequences)))
            pick_order.shuffle(order)
        batch = [sequences[order.pop()] for _ in range(BATCH)]
        longest = max(map(len, batch)) + 2
        ids = torch.full((BATCH, longest), PAD)
        for i, s in enumerate(batch):
            ids[i, : len(s) + 2] = torch.tensor([BOS, *s, SEP])
        present = ids != PAD
        chance = torch.rand(ids.shape)
        hidden = present & (ids > 3) & (torch.rand(ids.shape) < HIDDEN)
        seen = ids.masked_fill(hidden & (chance < 0.85), mask_id)
        swapped = hidden & (chance > 0.93)
        seen[swapped] = torch.randint(4, vocabulary, (int(swapped.sum()),))
        rate = min(1.0, (step + 1) / 60) * max(0.02, 1 - step / steps)
        for group, peak in zip(optimizer.param_groups, (RATE, HEAD_RATE), strict=True):
            group["lr"] = peak * rate
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = head(encoder(seen, present)[hidden]) @ encoder.word.weight.t()
        loss = F.cross_entropy(logits.float() + bias, ids[hidden])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        mean = loss.item() if step == 0 else 0.97 * mean + 0.03 * loss.item()
        if progress:
            progress(step + 1, steps, mean)
    return Base(base.config, encoder.dump(), base.pieces)
