"""Thresholds and calibration, chosen on articles that were not trained on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

from riwaya.evaluate import align, evaluate, slot_counts
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.calibrate import SLOTS, Calibration, fit, name_of, raw_confidences
from riwaya.extract.encoder.decode import Grammar, Thresholds, decode
from riwaya.extract.encoder.heads import Scores
from riwaya.records import Claim, Document, Sentence

Resolve = Callable[[Document, list[Claim]], list[Claim]]
Held = tuple[Document, list[Sentence], list[Scores], list[dict[str, Any]]]
"""A held-out article: document, sentences, its windows' scores, its gold claims."""

_GRIDS: dict[str, tuple[float, ...]] = {
    "trigger": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "merge": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.1),
    "tells": (0.4, 0.5, 0.6),
    "list_slope": (0.0, 0.3, 0.5, 0.7, 1.0, 1.3),
    "list_offset": (0.0, 1.0, 2.0, 3.0),
    "list_absent": (0.0, 0.3, 0.6, 1.0, 1.5),
}
_ROLE_GRID = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


def plain(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    return [c.model_dump(mode="json") for c in claims]


def choose(held: Sequence[Held], resolve: Resolve, start: Thresholds | None = None, rounds: int = 2) -> Thresholds:
    """Coordinate ascent on slot F1: each cut in turn, `rounds` times over."""
    gold = {d.doc_id: g for d, _, _, g in held}
    grammar = {d.doc_id: Grammar.of(d, s) for d, s, _, _ in held}

    def quality(cuts: Thresholds) -> float:
        predicted = {
            d.doc_id: plain(resolve(d, decode(d, s, scores, cuts, grammar[d.doc_id]))) for d, s, scores, _ in held
        }
        return evaluate(gold, predicted).slot.f1

    best = start or Thresholds()
    top = quality(best)
    for _ in range(rounds):
        before = top
        options: list[tuple[str, tuple[float, ...]]] = [*_GRIDS.items()]
        options += [(r, _ROLE_GRID) for r in H.ROLES if r != "date"]
        for name, grid in options:
            for value in grid:
                trial = (
                    replace(best, **cast(Any, {name: value}))
                    if name in _GRIDS
                    else replace(best, roles={**best.roles, name: value})
                )
                got = quality(trial)
                if got > top + 1e-6:
                    best, top = trial, got
        if top <= before:
            break
    return best


def calibrate(held: Sequence[Held], resolve: Resolve, cuts: Thresholds) -> Calibration:
    """Fit every scale: the claim's on all predicted claims, a slot's on those whose type is right."""
    rows: dict[str, list[tuple[float, bool]]] = {}
    for document, sentences, scores, gold in held:
        claims = resolve(document, decode(document, sentences, scores, cuts))
        predicted = plain(claims)
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
