"""Which of a claim's places it happened at: that one stands first, as coders write the most specific of the event.

A conditional logit over what the words and the gazetteer tell of each place beside the others; its weights are learned
by `benchmarks/place_order_learn.py`. The order of the others stays as it was.
"""

import math
import re
from collections.abc import Sequence

from riwaya.arabic.folding import fold
from riwaya.codebook import Level
from riwaya.records import Claim, Place, Span

WEIGHTS = {
    "before": -0.35, "beside": -0.46, "container": -0.2, "gap": -0.25, "joined": -2.4, "leftmost": 0.49,
    "level city": -0.21, "level country": -0.46, "level district": -0.24, "level governorate": -1.21,
    "level neighbourhood": 1.12, "level region": -0.6, "level site": 0.81, "level town": 0.42, "level village": 0.37,
    "outside": -0.82, "probability": 1.96, "rank": -0.6, "unknown": 0.34,
}  # fmt: skip
"""How much each feature speaks for a place."""

_WIDTH = {level: n for n, level in enumerate(Level)}
_BESIDE = re.compile(r"(?<!\w)[وف]?(?:ب|ل|ال)?(?:قرب|قبالة|وسط|(?:شمال|جنوب|شرق|غرب)[يى]?)\s+$")
"""Words that place an event by the name that follows, which is not where it was."""


def foremost(claim: Claim, places: Sequence[Place], text: str) -> list[Place]:
    """The places, the likeliest to be the event's own first."""
    if len(places) < 2 or claim.trigger.span is None:
        return list(places)
    scores = [sum(WEIGHTS.get(k, 0.0) * v for k, v in f.items()) for f in features(claim, places, text)]
    best = max(range(len(places)), key=lambda k: (scores[k], -k))
    return [places[best], *(p for k, p in enumerate(places) if k != best)]


def features(claim: Claim, places: Sequence[Place], text: str) -> list[dict[str, float]]:
    """What speaks for each of a claim's places, in the order in which the extractor left them."""
    spans = [p.span or Span(0, 0) for p in places]
    at = claim.trigger.span or Span(0, 0)
    own = claim.mentions[0] if claim.mentions else Span(0, len(text))
    leftmost = min(spans, default=at)
    out = []
    for rank, (place, span) in enumerate(zip(places, spans, strict=True)):
        level = place.level or Level.COUNTRY
        inside = span.within(own)
        gap = max(span.start - at.end, at.start - span.end, 0)
        found = {
            "rank": float(rank),
            "probability": place.confidence or 0.0,
            f"level {level}": 1.0,
            "unknown": float(not place.place_id),
            "outside": float(not inside),
            "before": float(inside and span.start < at.start),
            "leftmost": float(span == leftmost),
            "gap": math.log1p(gap) if inside else 0.0,
            "beside": float(bool(_BESIDE.search(fold(text[max(0, span.start - 14) : span.start])))),
            "joined": float(fold(text[max(0, span.start - 1) : span.start]) == "و"),
            "container": float(any(_holds(place, q) for q in places)),
        }
        out.append(found)
    return out


def _holds(place: Place, other: Place) -> bool:
    """Whether the other place lies in this one, by their divisions."""
    wide = place.level or Level.COUNTRY
    if _WIDTH[other.level or Level.COUNTRY] >= _WIDTH[wide] or not place.country or place.country != other.country:
        return False
    return wide in (Level.COUNTRY, Level.REGION) or place.admin1 == other.admin1
