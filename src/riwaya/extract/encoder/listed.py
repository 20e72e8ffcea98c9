"""The word lists as a second witness: what the lexicon's triggers say of a word moves the network's own odds.

The two err differently: the network reads context, the lists know words that training has seen too seldom. Both
opinions are multiplied (a product of experts); how much the lists count is chosen on articles kept from training.
"""

import math
from dataclasses import replace

import numpy as np

from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.heads import Scores
from riwaya.extract.patterns import Reading
from riwaya.extract.triggers import triggers

Listed = list[tuple[int, int, int, float]]
"""Start, end (code points), type, log odds that the words name an event."""
_NEAR = 4  # clitics may stand before the words that a list knows


def listed(reading: Reading) -> Listed:
    """What the word lists find in a text."""
    out = []
    for t in triggers(reading):
        start, end = reading.span(t.first, t.last, 0)
        likely = min(max(t.weight / 100, 0.02), 0.98)
        out.append((start, end, H.TYPES.index(t.type.value), math.log(likely / (1 - likely))))
    return out


def with_prior(scores: Scores, found: Listed, slope: float, offset: float, absent: float) -> Scores:
    """The scores with the lists' opinion: a listed type's log odds rise by `slope` times (its own + `offset`), never
    fall; on a word that no list knows every type's fall by `absent`."""
    if not len(scores.trigger_at) or (slope == 0 and absent == 0):
        return scores
    logits = np.log(scores.type + 1e-6)
    for row, word in enumerate(scores.trigger_at):
        start, end = scores.window.starts[word], scores.window.ends[word]
        hit = next((f for f in found if f[0] < end and start < f[1] and abs(f[0] - start) <= _NEAR), None)
        if hit is None:
            logits[row, 1:] -= absent
        else:
            logits[row, 1 + hit[2]] += max(0.0, slope * (hit[3] + offset))
    return replace(scores, type=H.softmax(np.asarray(logits, dtype=np.float32)))
