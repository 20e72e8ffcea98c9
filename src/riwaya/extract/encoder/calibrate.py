"""From the network's raw scores to probabilities that mean what they say.

Platt's scaling: for the claim, and for each slot, `sigmoid(a * logit(p) + b)`, fitted on articles that were not
trained on. What is estimated: for the claim, that it stands in the gold with this type; for a slot, that it is
wholly right where the claim is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from riwaya.records import Claim

SLOTS = ("status", "origin", "initiators", "targets", "places", "date", "tolls", "weapons")


def logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def raw_confidences(claim: Claim) -> dict[str, float]:
    """The network's own scores: for a list the least sure item's; for an empty one a constant."""

    def least(values: Sequence[float | None]) -> float:
        known = [v for v in values if v is not None]
        return min(known) if known else 0.5

    return {
        "status": claim.slot_confidence.get("status", 0.5),
        "origin": least([s.confidence for s in claim.origin]),
        "initiators": least([m.confidence for m in claim.initiators]),
        "targets": least([m.confidence for m in claim.targets]),
        "places": least([p.confidence for p in claim.places]),
        "date": claim.date.confidence if claim.date.confidence is not None else 0.5,
        "tolls": least([t.confidence for t in claim.tolls]),
        "weapons": least([m.confidence for m in claim.weapons]),
    }


@dataclass(slots=True)
class Calibration:
    """Slope and intercept by name: 'claim', a slot, or '<slot>:empty' where the slot has no fill."""

    scales: dict[str, list[float]] = field(default_factory=dict)

    def probability(self, name: str, raw: float) -> float:
        slope, intercept = self.scales.get(name, (1.0, 0.0))
        return round(1.0 / (1.0 + math.exp(-(slope * logit(raw) + intercept))), 3)

    def apply(self, claim: Claim) -> Claim:
        """The claim with `confidence` and `slot_confidence` calibrated."""
        raw = raw_confidences(claim)
        slots = {s: self.probability(name_of(claim, s), raw[s]) for s in SLOTS}
        sure = self.probability("claim", claim.confidence if claim.confidence is not None else 0.5)
        return claim.model_copy(update={"confidence": sure, "slot_confidence": slots})


def name_of(claim: Claim, slot: str) -> str:
    """The name of the scale that a claim's slot is read by."""
    empty = slot not in ("status", "date") and not getattr(claim, slot)
    return f"{slot}:empty" if empty else slot


def fit(raw: Sequence[float], right: Sequence[bool], rounds: int = 200) -> list[float]:
    """Slope and intercept by Newton's method with a weak prior towards (1, 0)."""
    a, b = 1.0, 0.0
    xs = [logit(p) for p in raw]
    for _ in range(rounds):
        ga, gb = a - 1.0, b * 0.1
        haa, hab, hbb = 1.0, 0.0, 0.1
        for x, y in zip(xs, right, strict=True):
            p = 1.0 / (1.0 + math.exp(-max(min(a * x + b, 30.0), -30.0)))
            d, v = p - float(y), max(p * (1 - p), 1e-6)
            ga, gb = ga + d * x, gb + d
            haa, hab, hbb = haa + v * x * x, hab + v * x, hbb + v
        det = haa * hbb - hab * hab
        da, db = (hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det
        da, db = max(-0.5, min(0.5, da)), max(-0.5, min(0.5, db))  # far from the top, Newton's own step overshoots
        a, b = a - da, b - db
        if abs(da) + abs(db) < 1e-8:
            break
    return [round(a, 4), round(b, 4)]


def expected_error(probability: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error over equal-width bins."""
    total = 0.0
    for k in range(bins):
        inside = [i for i, p in enumerate(probability) if min(int(p * bins), bins - 1) == k]
        if inside:
            said = sum(probability[i] for i in inside) / len(inside)
            true = sum(bool(right[i]) for i in inside) / len(inside)
            total += len(inside) * abs(said - true)
    return total / max(len(probability), 1)
