"""How likely a merged claim is to stand: the confidence that users see, and what the last cut goes by.

A logistic model over what is known when all is read; its weights are fitted on articles kept from training, so the
probability is calibrated as it comes.
"""

import math
from collections.abc import Mapping, Sequence

from riwaya.extract.encoder.calibrate import logit
from riwaya.extract.encoder.merge import Draft, Features

DEFAULT: dict[str, float] = {"sure": 1.0}
"""What a model without fitted weights goes by: the network's own probability."""


def claim_features(draft: Draft, others: Sequence[Draft]) -> Features:
    """What speaks for and against a claim; `others` are the document's claims, this one among them."""
    c = draft.claim
    here = [d for d in others if d is not draft and d.sentence == draft.sentence]
    features: Features = {
        "bias": 1.0,
        "sure": logit(draft.probability),
        "typed": logit(c.confidence or 0.5),
        "unlisted": float(draft.listed is None),
        "listed": max(-2.0, min(4.0, draft.listed)) if draft.listed is not None else 0.0,
        "joined": math.log1p(draft.joined),
        "title": float(draft.sentence == 0),
        "lead": float(draft.sentence == 1),
        "late": float(draft.sentence >= 8),
        "rivals": math.log1p(len(here)),
        "weaker": float(any(d.probability > draft.probability for d in here)),
        "twin": float(any(d.claim.type == c.type for d in here)),
        "told": math.log1p(len(c.mention_ids)),
        "dated": float(not c.date.inferred and bool(c.date.start)),
        "long_trigger": float(" " in c.trigger.text),
        f"type_{c.type}": 1.0,
        f"status_{c.status}": 1.0,
    }
    surer = (d for d in others if d.claim.type == c.type and d.item == draft.item and d.probability > draft.probability)
    features["surer_twin"] = max((_twin(draft, d) for d in surer), default=0.0)
    features["headed"] = float(draft.headed)
    for side in ("initiators", "targets"):
        features[f"sure_{side}"] = max((m.confidence or 0.0 for m in getattr(c, side)), default=0.0)
    for field in ("origin", "initiators", "targets", "places", "tolls", "weapons"):
        features[f"has_{field}"] = float(bool(getattr(c, field)))
    return features


def _twin(one: Draft, other: Draft) -> float:
    """The network's highest probability that a trigger of the one tells the same claim as one of the other."""
    known = [d.twins.get(at, 0.0) for d, e in ((one, other), (other, one)) for at in e.begins]
    return max(known, default=0.0)


def worth(draft: Draft, others: Sequence[Draft], weights: Mapping[str, float]) -> float:
    """The probability that the claim stands in the text and has this type."""
    total = sum(weights.get(k, 0.0) * v for k, v in claim_features(draft, others).items())
    return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))
