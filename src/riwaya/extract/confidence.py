"""How likely a claim stands in the text with its type: a small linear model over what its words and slots show.

The weights are a readable table, `data/confidence.txt`; `benchmarks/fit_lexicon.py` fits them, and the counts of
`data/weights.txt`, on the coded training articles.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from riwaya.codebook import Status
from riwaya.extract.patterns import lines

if TYPE_CHECKING:
    from riwaya.extract.merge import Told

Features = dict[str, float]


def features(group: Sequence["Told"], rivals: int) -> Features:
    """What the tellings of one claim show; `rivals` counts the claims of its type found before it."""
    claims = [t.claim for t in group]
    best = max(group, key=lambda t: t.weight)
    weight = min(max(best.weight / 100, 0.03), 0.97)
    first = min(t.sentence for t in group)
    return {
        "bias": 1.0,
        "words": math.log(weight / (1 - weight)),
        "tellings": math.log(len({t.sentence for t in group})),
        "title": float(first == 0),
        "lead": float(any(t.sentence in (1, 2) for t in group)),
        "late": min(first, 20) / 10,
        "toll": float(any(x.min is not None for c in claims for x in c.tolls)),
        "place": float(any(c.places for c in claims)),
        "origin": float(any(c.origin for c in claims)),
        "initiator": float(any(c.initiators for c in claims)),
        "target": float(any(c.targets for c in claims)),
        "weapon": float(any(c.weapons for c in claims)),
        "verb": float(any(t.verb for t in group)),
        "definite": float(all(t.definite for t in group)),
        "unreal": float(claims[0].status not in (Status.OCCURRED, Status.ONGOING)),
        "kill": float(all(t.kill for t in group)),
        "crowded": min(best.rank, 4) / 2,
        "relative": float(all(t.relative for t in group)),
        "rivals": min(rivals, 5) / 2,
        f"type:{claims[0].type}": 1.0,
    }


def probability(found: Features) -> float:
    """The probability that a claim with these features is one that a coder would write down."""
    table = weights()
    score = sum(table.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def weights() -> dict[str, float]:
    """The fitted weights by feature."""
    return {name: float(value) for name, value in (line.split(" | ") for line in lines("confidence"))}
