"""The date of a claim: which of the document's time expressions governs its trigger, or the report's own day, or none.

Each possible date is a candidate with features; a small linear model, fitted on coded articles by
`benchmarks/dates_on_gold.py --fit`, weighs them. Its weights are a readable table (`data/date_weights.json`).
"""

import json
import math
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files

from riwaya.arabic.dates import Interval, Tense, TimeExpression
from riwaya.arabic.intervals import FLAG_SHIFTED, period, shift
from riwaya.codebook import Precision
from riwaya.records import Document, Span, When, WhenCandidate, meaning
from riwaya.resolve.clocks import to_local
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

Candidate = tuple[str, When, Features]
_SHARED = ("unknown", "published", "frame")
"""Candidates that all have the claim's own features, each under its name."""
LEAD_SENTENCES = 2
COLLECTED_LATE = 5
"""A report's own "today, Sunday" is believed against its publication date up to so many days."""
_AHEAD: tuple[Tense, ...] = ("future",)
_PAST: tuple[Tense, ...] = ("past",)
_READINGS: tuple[Tense, ...] = _AHEAD + _PAST
"""What is planned may be told with a date gone by: the tenses that a date of its own sentence is read in."""
_STARTS = frozenset(("date", "since", "ago", "apart", "unit", "weekday", "year"))
_DAYLIKE = frozenset(("weekday", "relative", "night", "date"))


@dataclass(frozen=True)
class Frame:
    """The days that a report hangs on: `anchor` its today, `day` the day its lead tells of; None where not known.

    `country` (ISO 3166-1 alpha-2) says whose clock GMT hours are moved to. `resolved` keeps what expressions were
    found to mean, for the document's other claims.
    """

    anchor: date | None
    day: date | None = None
    day_expression: TimeExpression | None = None
    country: str = ""
    shifted: bool = False
    resolved: dict[tuple[int, Tense], When | None] = field(default_factory=dict, compare=False, repr=False)
    periods: dict[int, When | None] = field(default_factory=dict, compare=False, repr=False)
    dates: list[list[tuple[int, date]]] = field(default_factory=list, compare=False, repr=False)

    def meant(self, text: str, e: TimeExpression, tense: Tense) -> When | None:
        """What an expression of the document means, read in a tense."""
        key = e.start, tense
        if key not in self.resolved:
            self.resolved[key] = when_of(text, e, self.anchor, tense, self.country)
        return self.resolved[key]

    def named(self, text: str, expressions: list[TimeExpression]) -> list[list[tuple[int, date]]]:
        """(where, when) of the days, and of all the dates, that the document names."""
        if not self.dates:
            told = [(e.start, w) for e in expressions if (w := self.meant(text, e, "past")) and w.start]
            dated = [(at, date.fromisoformat(w.start[:10]), w.precision) for at, w in told]
            days = [(at, d) for at, d, p in dated if p in (Precision.DAY, Precision.HOUR)]
            self.dates.extend((days, [(at, d) for at, d, _ in dated]))
        return self.dates

    def until_today(self, text: str, e: TimeExpression) -> When | None:
        """The time from the beginning of an expression to the report's day, where that is more than a week."""
        if e.start not in self.periods:
            self.periods[e.start] = _until(self.meant(text, e, "past"), self.anchor)
        return self.periods[e.start]


def published_day(document: Document) -> date | None:
    """The publication date of a document as a day; None where it has none that can be read."""
    try:
        return datetime.fromisoformat(document.published).date() if document.published else None
    except ValueError:
        return None


def report_frame(document: Document, expressions: list[TimeExpression], country: str = "") -> Frame:
    """What the report as a whole says of its days: its today (mended by "اليوم الأحد") and the day of its lead."""
    anchor = published_day(document)
    if anchor is None:
        return Frame(None, country=country)
    shifted = False
    limit = _lead_end(document.text)
    for e in expressions:
        if e.start >= limit:
            break
        if e.kind == "relative" and "wd" in e.fields:
            got = e.resolve(anchor)
            today = shift(date.fromisoformat(got.start[:10]), -e.fields["days"])
            if FLAG_SHIFTED in got.flags and abs((today - anchor).days) <= COLLECTED_LATE:
                anchor, shifted = today, True
            break
    for e in expressions:
        if e.start >= limit:
            break
        if e.kind in _DAYLIKE and not (e.kind == "date" and "day" not in e.fields):
            got = e.resolve(anchor, "past")
            if got.start and 0 <= (anchor - date.fromisoformat(got.start[:10])).days <= 7:
                return Frame(anchor, date.fromisoformat(got.start[:10]), e, country, shifted)
    return Frame(anchor, None, None, country, shifted)


def _lead_end(text: str) -> int:
    """Where the title and the first lines of the body end."""
    at = 0
    for _ in range(LEAD_SENTENCES):
        at = text.find("\n", at + 1)
        if at < 0:
            return len(text)
    return min(at, 600)


def date_candidates(
    document: Document,
    expressions: list[TimeExpression],
    trigger: Span,
    sentence: Span,
    mentions: list[Span],
    status: str,
    type: str,
    frame: Frame | None = None,
) -> list[Candidate]:
    """The dates that a claim may have: (label, When, features), for a ranker to choose from.

    Labels: 'expression' for each of the document's expressions, 'published', 'frame' (the lead's day where it is not
    the publication's), 'period' (from a date to the report's day) and 'unknown'.
    Without a publication date only dates that are whole by themselves resolve.
    """
    found = _candidates(document, expressions, trigger, sentence, mentions, status, type, frame)
    return [(name, when, _named(name, f) if name in _SHARED else f) for name, when, f in found]


def _candidates(
    document: Document,
    expressions: list[TimeExpression],
    trigger: Span,
    sentence: Span,
    mentions: list[Span],
    status: str,
    type: str,
    frame: Frame | None = None,
) -> list[Candidate]:
    """As `date_candidates`, but those of `_SHARED` share one dictionary of features that do not bear their names."""
    frame = frame or report_frame(document, expressions)
    told = Claimed(document.text, trigger, sentence, mentions, status, type, expressions)
    shared = claim_features(told)
    if frame.day_expression is not None:
        shared["lead_names_" + ("today" if frame.day == frame.anchor else "another_day")] = 1.0
    anchor = frame.anchor
    shared |= sentence_features(told)
    if anchor is not None:
        named, dated = frame.named(document.text, expressions)
        shared |= day_features(told, named, dated, anchor)
    out: list[Candidate] = [("unknown", _UNKNOWN, shared)]
    if anchor is not None:
        out.append(("published", _inferred(anchor), shared))
        if frame.day is not None and frame.day != anchor:
            out.append(("frame", _inferred(frame.day), shared))
    form = trigger_form((bare(document.text[trigger.start : trigger.end]).split() or [""])[0])
    for e in expressions:
        where = told.place(e)
        ahead = is_future(told, e)
        for tense in _READINGS if ahead and where == "sentence" else _AHEAD if ahead else _PAST:
            when = frame.meant(document.text, e, tense)
            if when is None or (ahead and tense == "past" and when == frame.meant(document.text, e, "future")):
                continue
            features = expression_features(told, e, where, when, anchor)
            features |= attachment_features(told, features, form)
            if when.precision is Precision.UNKNOWN:
                features["vague"] = 1.0
            if ahead:
                features["read_as=" + tense] = 1.0
            out.append(("expression", when, features))
        whole = frame.until_today(document.text, e) if e.kind in _STARTS else None
        if whole is not None:
            out.append(("period", whole, period_features(told, where, shared) | {"period:kind=" + e.kind: 1.0}))
    return out


def _until(when: When | None, today: date | None) -> When | None:
    if when is None or today is None or not when.start:
        return None
    since = date.fromisoformat(when.start[:10])
    if (today - since).days <= 7:
        return None
    whole = period(since, today)
    return When(
        start=whole.start,
        end=whole.end,
        precision=Precision(whole.precision),
        text=when.text,
        span=when.span,
        inferred=True,
        flags=when.flags,
    )


def _named(name: str, shared: Features) -> Features:
    return {name: 1.0, **{f"{name}:{k}": v for k, v in shared.items()}}


_UNKNOWN = When()


@lru_cache(maxsize=64)
def _inferred(day: date) -> When:
    return When(start=day.isoformat(), end=day.isoformat(), precision=Precision.DAY, inferred=True)


def when_of(
    text: str, expression: TimeExpression, anchor: date | None, tense: Tense = "", country: str = ""
) -> When | None:
    """The When that an expression means on the day `anchor`.

    Without an anchor, dates that need one come back with unknown precision, their words and a flag: they stay relative.
    """
    span = Span(expression.start, expression.end)
    words = text[span.start : span.end]
    if anchor is None:
        if not _whole(expression):
            return When(text=words, span=span, flags=["no publication date"])
        anchor = date(2000, 1, 1)
    got: Interval = to_local(expression.resolve(anchor, tense), country)
    return When(
        start=got.start,
        end=got.end,
        precision=Precision(got.precision),
        text=words,
        span=span,
        flags=list(got.flags),
    )


def _whole(e: TimeExpression) -> bool:
    fields = e.fields.get("gregorian", e.fields)
    if e.kind == "range":
        return _whole(e.fields["left"]) and _whole(e.fields["right"])
    return (e.kind in ("date", "season") and "year" in fields) or e.kind == "year"


def claim_date(
    document: Document,
    expressions: list[TimeExpression],
    trigger: Span,
    sentence: Span,
    mentions: list[Span],
    status: str,
    type: str,
    frame: Frame | None = None,
    hint: When | None = None,
) -> When:
    """The date of the claim whose trigger, sentences, status and type are given, with the model's probability of it.

    `expressions` are all of the document's (`riwaya.arabic.dates.expressions(document.text)`); `frame` may be passed
    to save finding it again for each claim. `hint` is an extractor's own choice with its confidence and its
    candidates: they speak for the candidates of their meaning.
    """
    frame = frame or report_frame(document, expressions)
    candidates = _candidates(document, expressions, trigger, sentence, mentions, status, type, frame)
    chosen = _likeliest(candidates, [_score(c) for c in candidates], hint)
    if frame.anchor is None and not chosen.text:
        # Nobody knows the day of publication: the words of the sentence are kept, so that a reader may resolve them.
        told = [w for _, w, _ in candidates if w.span and sentence.start <= w.span.start < sentence.end]
        if told:
            return min(told, key=lambda w: abs((w.span or trigger).start - trigger.start))
    return chosen


HINT_WEIGHT = 1.2
"""How much an extractor's own probabilities count beside the ranker's score; chosen on articles kept from training."""
HINT_LEAST = 0.02
"""What a day is given that the extractor does not name."""
SHOWN = 0.05
"""Other days less likely than this are not kept with the one that is chosen."""


def _hinted(hint: When) -> dict[str, float]:
    """What an extractor's own choice, with the other days that it finds likely, adds to each day's score."""
    sure = {meaning(hint): hint.confidence or 0.0}
    for other in hint.candidates:
        sure[meaning(other)] = sure.get(meaning(other), 0.0) + other.confidence
    return {key: HINT_WEIGHT * math.log(max(p, HINT_LEAST) / HINT_LEAST) for key, p in sure.items()}


def choose(candidates: list[Candidate], table: dict[str, float]) -> When:
    """The likeliest date: candidates of one meaning add up, and the likeliest of them lends its words."""
    known = table.keys()
    return _likeliest(candidates, [sum([table[k] * f[k] for k in f.keys() & known]) for _, _, f in candidates], None)


def _score(candidate: Candidate) -> float:
    """The score of one of `_candidates` by the packaged table."""
    name, _, features = candidate
    if name in _SHARED:
        table = _weights_of(name)
        return weights().get(name, 0.0) + sum([table[k] * features[k] for k in features.keys() & table.keys()])
    table = weights()
    return sum([table[k] * v for k, v in features.items() if k in table])


def _likeliest(candidates: list[Candidate], scores: list[float], hint: When | None) -> When:
    meanings = [meaning(when) for _, when, _ in candidates]
    if hint is not None:
        added = _hinted(hint)
        scores = [s + added.get(key, 0.0) for s, key in zip(scores, meanings, strict=True)]
    top = max(scores)
    mass = [math.exp(s - top) for s in scores]
    total = sum(mass)
    by_key: dict[str, float] = {}
    lends: dict[str, int] = {}
    for k, (key, m) in enumerate(zip(meanings, mass, strict=True)):
        by_key[key] = by_key.get(key, 0.0) + m
        if key not in lends or m > mass[lends[key]]:
            lends[key] = k
    best, *others = sorted(by_key, key=lambda key: -by_key[key])
    more = [
        WhenCandidate(start=w.start, end=w.end, precision=w.precision, confidence=round(by_key[key] / total, 4))
        for key in others[:3]
        if by_key[key] >= SHOWN * total
        for w in [candidates[lends[key]][1]]
    ]
    chosen = candidates[lends[best]][1]
    return chosen.model_copy(update={"confidence": round(min(1.0, by_key[best] / total), 4), "candidates": more})


@cache
def weights() -> dict[str, float]:
    """The fitted weights by feature name."""
    table: dict[str, float] = json.loads(
        files("riwaya.resolve").joinpath("data/date_weights.json").read_text(encoding="utf-8")
    )["weights"]
    return table


@cache
def _weights_of(name: str) -> dict[str, float]:
    """Of the weights those of one of `_SHARED`, without its name."""
    return {k[len(name) + 1 :]: w for k, w in weights().items() if k.startswith(name + ":")}
