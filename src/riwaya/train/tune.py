"""Thresholds and calibration, chosen on articles that were not trained on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np

from riwaya.evaluate import align, evaluate, slot_counts
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.calibrate import SLOTS, Calibration, fit, name_of, raw_confidences
from riwaya.extract.encoder.decode import decode, drafts, joined, views
from riwaya.extract.encoder.fills import FIELDS, SEVERAL, Thresholds
from riwaya.extract.encoder.grammar import Grammar
from riwaya.extract.encoder.heads import Scores
from riwaya.extract.encoder.merge import WEIGHTS, Draft, Features, pair_features
from riwaya.extract.encoder.worth import DEFAULT, claim_features
from riwaya.records import Claim, Document, Sentence

Resolve = Callable[[Document, list[Claim]], list[Claim]]
Held = tuple[Document, list[Sentence], list[Scores], list[dict[str, Any]]]
"""A held-out article: document, sentences, its windows' scores, its gold claims."""

_GRIDS: dict[str, tuple[float, ...]] = {
    "trigger": (0.1, 0.15, 0.2, 0.25, 0.3, 0.35),
    "verdict": (0.0, 0.25, 0.5, 0.75),
    "merge": (0.35, 0.45, 0.55, 0.65),
    "keep": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5),
    "tells": (0.4, 0.5, 0.6),
    "toll_near": (0.05, 0.1, 0.2, 0.3),
}
_ROLE_GRID = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
_MORE_GRID = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
_SLOTS = {"source": "origin", "relay": "origin", "toll": "tolls", **FIELDS}
"""The slot that a role's cut is for: what a cut gains there is a tenth of that in all slots together."""


def plain(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    return [c.model_dump(mode="json") for c in claims]


WORTH_MOVING = 0.001
"""Slot F1 that a cut must gain to be moved: what gains less on a hundred articles loses as much on others."""
WORTH_MOVING_ROLE = 0.002
"""The same for a role's cut, in F1 of its own slot."""


def grammars(held: Sequence[Held]) -> dict[str, Grammar]:
    """What grammar finds in each article, by doc_id: found once for all that is tried on them."""
    return {d.doc_id: Grammar.of(d, s) for d, s, _, _ in held}


def choose(
    held: Sequence[Held],
    start: Thresholds | None = None,
    rounds: int = 2,
    progress: Callable[[int, int, float], None] | None = None,
) -> Thresholds:
    """Coordinate ascent: each cut in turn, `rounds` times over, by slot F1, a role's cut by the F1 of its slot; the
    merge's weights before each round.

    Claims are measured as they leave the extractor: what `resolve` adds does not depend on the cuts, and it would
    cost more than all the rest. `progress` is called with trials done, trials in all and the slot F1 so far.
    """
    gold = {d.doc_id: g for d, _, _, g in held}
    grammar = grammars(held)

    def quality(cuts: Thresholds) -> dict[str, float]:
        predicted = {d.doc_id: plain(decode(d, s, scores, cuts, grammar[d.doc_id])) for d, s, scores, _ in held}
        report = evaluate(gold, predicted)
        return {"": report.slot.f1} | {slot: rates.f1 for slot, rates in report.slots.items()}

    def moved(cuts: Thresholds, group: str, name: str, value: float) -> Thresholds:
        if not group:
            return replace(cuts, **cast(Any, {name: value}))
        return replace(cuts, **cast(Any, {group: {**getattr(cuts, group), name: value}}))

    options = [("", name, value) for name, grid in _GRIDS.items() for value in grid]
    options += [("roles", r, value) for r in H.ROLES if r != "date" for value in _ROLE_GRID]
    options += [("more", r, value) for r in SEVERAL for value in _MORE_GRID]
    best = start or Thresholds()
    for turn in range(rounds):
        best = replace(best, pair=fit_pairs(held, best, grammar))
        best = replace(best, worth=fit_worth(held, best, grammar))
        before = top = quality(best)
        for done, (group, name, value) in enumerate(options, 1):
            trial = moved(best, group, name, value)
            if trial != best:
                got, slot = quality(trial), _SLOTS[name] if group else ""
                if got[slot] > top[slot] + (WORTH_MOVING_ROLE if group else WORTH_MOVING) and got[""] >= top[""]:
                    best, top = trial, got
            if progress:
                progress(turn * len(options) + done, rounds * len(options), top[""])
        if top[""] <= before[""]:
            break
    return best


def pairs_of(drafts: Sequence[Draft], gold: Sequence[dict[str, Any]]) -> list[tuple[Features, bool]]:
    """Pairs of drafts of one type, and whether the gold tells them in one claim."""

    def over(a: Sequence[int], b: Sequence[int]) -> bool:
        return a[0] < b[1] and b[0] < a[1]

    named: list[int | None] = []
    told: list[set[int]] = []
    for d in drafts:
        hits = [i for i, g in enumerate(gold) if over(g["trigger"]["span"], d.span) and g["type"] == d.claim.type]
        named.append(hits[0] if hits else None)
        told.append(
            {i for i, g in enumerate(gold) if g["type"] == d.claim.type and any(over(m, d.span) for m in g["mentions"])}
        )
    out = []
    for i, a in enumerate(drafts):
        for j in range(i):
            b = drafts[j]
            if a.claim.type != b.claim.type or a.span.overlaps(b.span):
                continue
            x, y = named[i], named[j]
            if x is not None and y is not None:
                same = x == y
            elif x is not None or y is not None:
                known, other = (x, told[j]) if x is not None else (y, told[i])
                if not other:
                    continue  # one of the two tells nothing: whether they are the same has no answer
                same = known in other
            elif told[i] and told[j]:
                same = bool(told[i] & told[j])
            else:
                continue
            out.append((pair_features(a, b), same))
    return out


def fit_pairs(held: Sequence[Held], cuts: Thresholds, grammar: Mapping[str, Grammar]) -> dict[str, float]:
    """Weights of the merge, fitted on held-out articles by Newton's method with a Gaussian prior around zero."""
    rows = [
        row
        for d, s, scores, gold in held
        for row in pairs_of(drafts(d, s, views(scores, grammar[d.doc_id], cuts), cuts), gold)
    ]
    if len({same for _, same in rows}) < 2:
        return dict(WEIGHTS)
    return logistic(rows)


def fit_worth(held: Sequence[Held], cuts: Thresholds, grammar: Mapping[str, Grammar]) -> dict[str, float]:
    """Weights of a claim's worth, fitted on the merged drafts of held-out articles."""
    rows: list[tuple[Features, bool]] = []
    for document, sentences, scores, gold in held:
        found = joined(document, sentences, views(scores, grammar[document.doc_id], cuts), cuts)
        predicted = plain([d.claim for d in found])
        right = {j for i, j in align(gold, predicted) if gold[i]["type"] == predicted[j]["type"]}
        rows += [(claim_features(d, found), j in right) for j, d in enumerate(found)]
    if len({right for _, right in rows}) < 2:
        return dict(DEFAULT)
    return logistic(rows)


def logistic(rows: Sequence[tuple[Features, bool]], prior: float = 3.0) -> dict[str, float]:
    """Logistic regression by Newton's method with a Gaussian prior around zero."""
    names = sorted({k for features, _ in rows for k in features})
    x = np.array([[features.get(k, 0.0) for k in names] for features, _ in rows])
    y = np.array([float(right) for _, right in rows])
    w = np.zeros(len(names))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + prior * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + prior * np.eye(len(names))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if float(np.abs(step).max()) < 1e-7:
            break
    return {k: round(float(v), 4) for k, v in zip(names, w, strict=True)}


FOLDS = 5
"""Parts that the articles are cut into for calibration."""


def calibrate(held: Sequence[Held], resolve: Resolve, cuts: Thresholds) -> Calibration:
    """Fit every scale: the claim's on all predicted claims, a slot's on those whose type is right.

    A claim's probability comes from weights that were fitted on these same articles and would look surer than it is:
    for each fifth of them it is worked out anew by weights fitted on the rest.
    """
    grammar = grammars(held)
    rows: dict[str, list[tuple[float, bool]]] = {}
    for fold in range(FOLDS):
        rest = [h for k, h in enumerate(held) if k % FOLDS != fold]
        blind = replace(cuts, worth=fit_worth(rest or held, cuts, grammar))
        for document, sentences, scores, gold in held[fold::FOLDS]:
            claims = decode(document, sentences, scores, blind, grammar[document.doc_id])
            predicted = plain(resolve(document, claims))  # right is what users get, its confidence what is known before
            pairs = {j: i for i, j in align(gold, predicted)}
            for j, claim in enumerate(claims):
                g = gold[pairs[j]] if j in pairs else None
                right = g is not None and g["type"] == claim.type
                rows.setdefault("claim", []).append((claim.confidence or 0.5, right))
                if g is None or not right:
                    continue
                counts = slot_counts(g, predicted[j])
                raw = raw_confidences(claim)
                for slot in SLOTS:
                    rows.setdefault(name_of(claim, slot), []).append((raw[slot], counts[slot].whole))
    return Calibration({name: fit(*zip(*values, strict=True)) for name, values in rows.items()})  # type: ignore[arg-type]
