"""Which claim of an earlier reading a newly read one is: the same event, told by the same words.

Claims keep their ids when a newer extractor reads the document again, so that what a person decided about them, and
the incidents they are in, stay with them.
"""

from collections.abc import Sequence

from riwaya.codebook import family
from riwaya.records import Claim

ENOUGH = 0.5


def likeness(old: Claim, new: Claim) -> float:
    """How surely two readings of one document found one claim, 0 to 1.

    The words that name the event weigh most; type, the sentences that tell it and the origin decide among claims
    that share those words.
    """
    if family(old.type) is not family(new.type):
        return 0.0
    score = 0.3 * _overlap([old.trigger.span], [new.trigger.span])
    score += 0.25 * _overlap(old.mentions, new.mentions)
    score += 0.2 * (old.type == new.type) + 0.05 * (old.status == new.status)
    return score + 0.2 * ([s.text for s in old.origin] == [s.text for s in new.origin])


def _overlap(left: Sequence[tuple[int, int] | None], right: Sequence[tuple[int, int] | None]) -> float:
    """Shared code points of two sets of spans, as a part of all that either covers."""
    a = {i for span in left if span for i in range(*span)}
    b = {i for span in right if span for i in range(*span)}
    return len(a & b) / len(a | b) if a or b else 0.0


def pair(old: Sequence[Claim], new: Sequence[Claim]) -> dict[int, int]:
    """By the place of a new claim, the place of the old one that it is; each at most once, the likest first."""
    scored = sorted(
        (-score, i, j) for i, a in enumerate(new) for j, b in enumerate(old) if (score := likeness(b, a)) >= ENOUGH
    )
    paired: dict[int, int] = {}
    for _, i, j in scored:
        if i not in paired and j not in paired.values():
            paired[i] = j
    return paired
