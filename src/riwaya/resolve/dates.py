"""The date of a claim: which of the document's time expressions governs its trigger, or the report's own day, or none.

Each possible date is a candidate with features; a small linear model, fitted on coded articles by
`benchmarks/dates_on_gold.py --fit`, weighs them, and then the report's claims are weighed beside one another
(`riwaya.resolve.date_agreement`). The weights of both are a readable table (`data/date_weights.json`).
"""

import json
import math
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from riwaya.arabic.dates import Tense, TimeExpression
from riwaya.codebook import Precision
from riwaya.records import Document, Span, When, WhenCandidate, meaning
from riwaya.resolve.date_agreement import Loudness, Weighed, agreed
from riwaya.resolve.date_binding import binding_features, clause_features, distance_in_time, order_features
from riwaya.resolve.date_context import attachment_features, day_features, sentence_features, trigger_form
from riwaya.resolve.date_features import (
    Claimed,
    Features,
    bare,
    claim_features,
    expression_features,
    is_future,
    period_features,
)
from riwaya.resolve.date_frame import Frame, report_frame
from riwaya.resolve.date_scope import counted_from, in_scope, meant_then
from riwaya.resolve.date_told import of_the_morning_after, untold

Candidate = tuple[str, When, Features]
_SHARED = ("unknown", "published", "frame")
"""Candidates that all have the claim's own features, each under its name."""
_AHEAD: tuple[Tense, ...] = ("future",)
_PAST: tuple[Tense, ...] = ("past",)
_READINGS: tuple[Tense, ...] = _AHEAD + _PAST
"""What is planned may be told with a date gone by: the tenses that a date of its own sentence is read in."""
_EITHER: tuple[Tense, ...] = ("",)
"""What somebody had planned: the nearer side."""
_STARTS = frozenset(("date", "since", "ago", "apart", "unit", "weekday", "year"))


@dataclass(frozen=True)
class Dated:
    """A claim whose date is sought: its trigger, the sentence of it, all that tell it, and its codes.

    `hint` is an extractor's own choice with its confidence and its candidates: they speak for the days they name.
    """

    trigger: Span
    sentence: Span
    mentions: list[Span]
    status: str
    type: str
    hint: When | None = None


def date_candidates(
    document: Document, expressions: list[TimeExpression], claim: Dated, frame: Frame | None = None
) -> list[Candidate]:
    """The dates that a claim may have: (label, When, features), for a ranker to choose from.

    Labels: 'expression' for each of the document's expressions, 'published', 'frame' (the lead's day where it is not
    the publication's), 'period' (from a date to the report's day) and 'unknown'.
    Without a publication date only dates that are whole by themselves resolve.
    """
    found = _candidates(document, expressions, claim, frame or report_frame(document, expressions))
    return [(name, when, _named(name, f) if name in _SHARED else f) for name, when, f in found]


def _candidates(document: Document, expressions: list[TimeExpression], claim: Dated, frame: Frame) -> list[Candidate]:
    """As `date_candidates`, but those of `_SHARED` share one dictionary of features that do not bear their names."""
    trigger = claim.trigger
    scope = in_scope(document.text, expressions, trigger, claim.sentence)
    told = Claimed(
        document.text,
        trigger,
        claim.sentence,
        claim.mentions,
        claim.status,
        claim.type,
        scope,
        frame.triggers,
    )
    shared = claim_features(told)
    if frame.day_expression is not None:
        shared["lead_names_" + ("today" if frame.day == frame.anchor else "another_day")] = 1.0
    anchor = frame.anchor
    shared |= sentence_features(told)
    shared |= order_features(told)
    shared |= clause_features(told)
    if anchor is not None:
        named, dated = frame.named(document.text, expressions)
        shared |= day_features(told, named, dated, anchor)
    out: list[Candidate] = [("unknown", _UNKNOWN, shared)]
    if anchor is not None:
        out.append(("published", _inferred(anchor), shared))
        if frame.day is not None and frame.day != anchor:
            out.append(("frame", _inferred(frame.day), shared))
    form = trigger_form((bare(document.text[trigger.start : trigger.end]).split() or [""])[0])
    for e in scope:
        where = told.place(e)
        ahead = is_future(told, e)
        then = ahead and meant_then(document.text, claim.sentence, e)
        for tense in _EITHER if then else _READINGS if ahead and where == "sentence" else _AHEAD if ahead else _PAST:
            when = frame.meant(document.text, e, tense)
            if when is None or (ahead and tense == "past" and when == frame.meant(document.text, e, "future")):
                continue
            days = distance_in_time(when, anchor)
            features = expression_features(told, e, where, days)
            if where == "sentence":
                features |= attachment_features(told, features, days, form)
                features |= binding_features(told, e)
            features |= frame.said(e, where, tense, when)
            if tense and ahead:
                features["read_as=" + tense] = 1.0
            out.append(("expression", when, features))
        whole = frame.until_today(document.text, e) if e.kind in _STARTS else None
        if whole is not None:
            out.append(("period", whole, period_features(told, where, shared) | {"period:kind=" + e.kind: 1.0}))
    if claim.type == "casualty_toll" or claim.status == "ongoing":
        # A total without a date of its own is often counted from the beginning of the war.
        features = period_features(told, "war", shared)
        for k, when in enumerate(frame.upheavals(document.text)):
            out.append(("period", when, features | {f"period:war:{k}": 1.0}))
    return out


def _named(name: str, shared: Features) -> Features:
    return {name: 1.0, **{f"{name}:{k}": v for k, v in shared.items()}}


_UNKNOWN = When()


@lru_cache(maxsize=64)
def _inferred(day: date) -> When:
    return When(start=day.isoformat(), end=day.isoformat(), precision=Precision.DAY, inferred=True)


@dataclass(frozen=True)
class Ranked:
    """The days of a claim by its own words: how likely each is, and the candidate that lends its words."""

    likely: dict[str, float]
    lends: dict[str, When]


def claim_dates(
    document: Document, expressions: list[TimeExpression], claims: list[Dated], country: str = ""
) -> list[When]:
    """The date of each of a document's claims, with the model's probability of it.

    `expressions` are all of the document's (`riwaya.arabic.dates.expressions(document.text)`).
    """
    frame = report_frame(document, expressions, country, tuple(sorted((c.trigger, c.type) for c in claims)))
    found = [_candidates(document, expressions, c, frame) for c in claims]
    ranked = [rank(candidates, _scores(candidates)) for candidates in found]
    told = [weighed(c, r) for c, r in zip(claims, ranked, strict=True)]
    days = agreed(document.text, told, frame.anchor.isoformat() if frame.anchor else "", _together())
    late = of_the_morning_after(frame, document.text, expressions)
    out = []
    for c, r, likely, candidates in zip(claims, ranked, days, found, strict=True):
        here = [e for e in expressions if c.sentence.start <= e.start < c.sentence.end]
        if untold(document.text, c.trigger, c.sentence, c.type, c.status, here):
            out.append(_UNKNOWN.model_copy(update={"confidence": UNTOLD}))
            continue
        hint = _as_meant(document.text, c, expressions, frame)
        chosen = choice(r, likely, hint, _one_for_other(frame) if late and not here else None)
        if frame.anchor is None and not chosen.text:
            # Nobody knows the day of publication: the words of its sentence are kept for a reader to resolve.
            kept = [w for _, w, _ in candidates if w.span and c.sentence.start <= w.span.start < c.sentence.end]
            chosen = min(kept, key=lambda w: abs((w.span or c.trigger).start - c.trigger.start), default=chosen)
        out.append(chosen)
    return out


UNTOLD = 0.7
"""How often coders leave the day open where `date_told.untold` does: 118 of 169 and 81 of 117."""


def _as_meant(text: str, claim: Dated, expressions: list[TimeExpression], frame: Frame) -> When | None:
    """An extractor's choice with the day that its words mean in this report: the extractor counts غداة هجوم from the
    day of publication, the report from that of the clause; and of منذ سقوط المدينة في مايو the fall was in May."""
    hint = claim.hint
    if hint is None or hint.span is None or not hint.start:
        return hint
    e = next((e for e in expressions if e.start == hint.span.start), None)
    if e is not None and counted_from(text, claim.trigger, e):
        e = e.fields["inner"]
    elif e is not None and e.kind != "apart":
        return hint
    told = frame.meant(text, e, "past") if e is not None else None
    if told is None or not told.start:
        return hint
    return hint.model_copy(update={"start": told.start, "end": told.end, "precision": told.precision})


def _one_for_other(frame: Frame) -> tuple[str, str] | None:
    """The day of publication, which a paper of the morning after does not mean, and the day that it means."""
    return (meaning(_inferred(frame.anchor)), meaning(_inferred(frame.day))) if frame.anchor and frame.day else None


HINT_WEIGHT = 1.2
"""How much an extractor's own probabilities count beside the ranker's score; chosen on articles kept from training."""
HINT_LEAST = 0.02
"""What a day is given that the extractor does not name."""
SHOWN = 0.05
"""Other days less likely than this are not kept with the one that is chosen."""


def _hinted(hint: When) -> dict[str, float]:
    """What an extractor's own choice, with the other days that it finds likely, multiplies each day's odds by."""
    sure = {meaning(hint): hint.confidence or 0.0}
    for other in hint.candidates:
        sure[meaning(other)] = sure.get(meaning(other), 0.0) + other.confidence
    return {key: (max(p, HINT_LEAST) / HINT_LEAST) ** HINT_WEIGHT for key, p in sure.items()}


def score(features: Features, table: dict[str, float]) -> float:
    """What features weigh together."""
    return sum([w * v for w, v in zip(map(table.get, features), features.values(), strict=True) if w])


def _scores(candidates: list[Candidate]) -> list[float]:
    """The scores of a claim's `_candidates` by the packaged table."""
    (shared, own), table = _weights_apart(), weights()
    # The features that those of _SHARED have in common, and the first is of them, are looked up once for all.
    first = candidates[0][2]
    common = [(w, v) for w, v in zip(map(shared.get, first), first.values(), strict=True) if w]
    out = []
    for name, _, features in candidates:
        if name in _SHARED:
            at = _SHARED.index(name)
            out.append(table.get(name, 0.0) + sum([w[at] * v for w, v in common]))
        else:
            out.append(score(features, own))
    return out


@cache
def _together() -> Loudness:
    return Loudness(weights("together"))


def rank(candidates: list[Candidate], scores: list[float]) -> Ranked:
    """How likely each day is: candidates of one meaning add up, and the likeliest of them lends its words."""
    top = max(scores)
    mass = [math.exp(s - top) for s in scores]
    total = sum(mass)
    likely: dict[str, float] = {}
    lends: dict[str, tuple[float, When]] = {}
    for (_, when, _), m in zip(candidates, mass, strict=True):
        key = meaning(when)
        likely[key] = likely.get(key, 0.0) + m / total
        if key not in lends or m > lends[key][0]:
            lends[key] = m, when
    return Ranked(likely, {key: when for key, (_, when) in lends.items()})


def weighed(claim: Dated, ranked: Ranked) -> Weighed:
    """A claim with its days, as it is weighed beside the report's others."""
    low, high = claim.sentence
    here = frozenset(key for key, w in ranked.lends.items() if w.span and low <= w.span.start < high)
    return Weighed(claim.trigger, claim.sentence, claim.mentions, claim.status, claim.type, ranked.likely, here)


def choice(
    ranked: Ranked, days: dict[str, float], hint: When | None = None, instead: tuple[str, str] | None = None
) -> When:
    """The likeliest day with its probability, and the others that remain likely. Of `instead`, two days, the first is
    taken for the second."""
    by = _hinted(hint) if hint is not None else {}
    if instead:
        days, by = _moved(days, instead), _moved(by, instead)
    if hint is not None:
        days = {key: p * by.get(key, 1.0) for key, p in days.items()}
    total = sum(days.values())
    best, *others = sorted(days, key=lambda key: -days[key])
    more = [
        WhenCandidate(start=w.start, end=w.end, precision=w.precision, confidence=round(days[key] / total, 4))
        for key in others[:3]
        if days[key] >= SHOWN * total
        for w in [ranked.lends[key]]
    ]
    sure = round(min(1.0, days[best] / total), 4)
    return ranked.lends[best].model_copy(update={"confidence": sure, "candidates": more})


def _moved(shares: dict[str, float], instead: tuple[str, str]) -> dict[str, float]:
    one, other = instead
    rest = {key: share for key, share in shares.items() if key != one}
    return rest | {other: shares.get(other, 0.0) + shares[one]} if one in shares else rest


@cache
def weights(name: str = "weights") -> dict[str, float]:
    """The fitted weights by feature name: of candidates, or those that weigh claims `together`."""
    file = files("riwaya.resolve").joinpath("data/date_weights.json")
    table: dict[str, float] = json.loads(file.read_text(encoding="utf-8")).get(name, {})
    return table


@cache
def _weights_apart() -> tuple[dict[str, list[float]], dict[str, float]]:
    """The weights of the features of `_SHARED`, by name one for each of them, and those of all other candidates."""
    shared: dict[str, list[float]] = {}
    own: dict[str, float] = {}
    for name, w in weights().items():
        candidate, _, feature = name.partition(":")
        if candidate not in _SHARED:
            own[name] = w
        elif feature:
            shared.setdefault(feature, [0.0] * len(_SHARED))[_SHARED.index(candidate)] = w
    return shared, own
