"""What a report's days hang on: its own today, the day of its lead, and what each of its expressions means on them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from riwaya.arabic.dates import Interval, Tense, TimeExpression
from riwaya.arabic.epochs import of_text
from riwaya.arabic.intervals import period, shift
from riwaya.codebook import Precision
from riwaya.records import Document, Span, When
from riwaya.resolve.clocks import to_local
from riwaya.resolve.date_binding import reading_features
from riwaya.resolve.date_features import Features
from riwaya.resolve.date_scope import is_of_cause, tense_of_clause

LEAD_SENTENCES = 2
COLLECTED_LATE = 5
"""A report's own "today, Sunday" is believed against its publication date up to so many days."""
WAR = 800
"""An upheaval of up to so many days before the report may be what its totals are counted from."""
_DAYLIKE = frozenset(("weekday", "relative", "night", "date"))


@dataclass(frozen=True)
class Frame:
    """The days that a report hangs on: `anchor` its today, `day` the day its lead tells of; None where not known.

    `country` (ISO 3166-1 alpha-2) says whose clock GMT hours are moved to; `triggers` are those of the report's claims,
    each with its type: a day beside another claim's trigger is more likely the other's. `days` are the days that the
    report names. `resolved` keeps what expressions were found to mean, for the document's other claims.
    """

    anchor: date | None
    day: date | None = None
    day_expression: TimeExpression | None = None
    country: str = ""
    shifted: bool = False
    triggers: tuple[tuple[Span, str], ...] = ()
    days: tuple[TimeExpression, ...] = ()
    resolved: dict[tuple[int, Tense], When | None] = field(default_factory=dict, compare=False, repr=False)
    spoken: dict[tuple[int, str, Tense], Features] = field(default_factory=dict, compare=False, repr=False)
    periods: dict[int, When | None] = field(default_factory=dict, compare=False, repr=False)
    wars: list[list[When]] = field(default_factory=list, compare=False, repr=False)
    dates: list[list[tuple[int, date]]] = field(default_factory=list, compare=False, repr=False)

    def meant(self, text: str, e: TimeExpression, tense: Tense) -> When | None:
        """What an expression of the document means, read in a tense."""
        key = e.start, tense
        if key not in self.resolved:
            spoken = tense_of_clause(text, e) if tense == "past" else None
            today = self._counted_from(text, e) if e.kind == "apart" else self.anchor
            when = when_of(text, e, today, tense if spoken is None else spoken, self.country)
            if when and self.day and e.fields.get("until") and self.anchor and when.start == self.anchor.isoformat():
                # What lasts until Friday began on the day that the lead tells of.
                when = when.model_copy(update={"start": self.day.isoformat()})
            self.resolved[key] = when
        return self.resolved[key]

    def _counted_from(self, text: str, e: TimeExpression) -> date | None:
        """The day that غداة هجوم or بعد يومين على هجوم counts from: that of its own clause, which the sentence names
        before it, else the lead's day."""
        if self.anchor is None or e.fields["dir"] >= 0 or e.fields["unit"] not in ("day", "week", "month"):
            return self.anchor
        low = max(text.rfind(mark, 0, e.start) for mark in ("\n", ". "))
        before = [d for d in self.days if low < d.start and d.end <= e.start]
        if not before:
            return self.day or self.anchor
        start = before[-1].resolve(self.anchor, "past").start
        return date.fromisoformat(start[:10]) if start else self.anchor

    def said(self, e: TimeExpression, where: str, tense: Tense, when: When) -> Features:
        """What an expression that means `when` says by itself, where it stands so to a claim."""
        key = e.start, where, tense
        if key not in self.spoken:
            self.spoken[key] = reading_features(e, where, when, self.anchor)
        return self.spoken[key]

    def named(self, text: str, expressions: list[TimeExpression]) -> list[list[tuple[int, date]]]:
        """(where, when) of the days, and of all the dates, that the document names."""
        if not self.dates:
            told = [(e.start, w) for e in expressions if (w := self.meant(text, e, "past")) and w.start]
            dated = [(at, date.fromisoformat(w.start[:10]), w.precision) for at, w in told]
            days = [(at, d) for at, d, p in dated if p in (Precision.DAY, Precision.HOUR)]
            self.dates.extend((days, [(at, d) for at, d, _ in dated]))
        return self.dates

    def upheavals(self, text: str) -> list[When]:
        """The times from the beginning of each upheaval that the text speaks of to the report's day."""
        if self.anchor is None:
            return []
        if not self.wars:
            begun = [e.start for e in of_text(text) if 0 < (self.anchor - e.start).days <= WAR][:2]
            self.wars.append([w for start in begun if (w := _until(start, self.anchor))])
        return self.wars[0]

    def until_today(self, text: str, e: TimeExpression) -> When | None:
        """The time from the beginning of an expression to the report's day, where that is more than a week."""
        if e.start not in self.periods:
            told = self.meant(text, e, "past")
            self.periods[e.start] = None
            if told and told.start and self.anchor and (w := _until(date.fromisoformat(told.start[:10]), self.anchor)):
                words = {"text": told.text, "span": told.span, "flags": told.flags}
                self.periods[e.start] = w.model_copy(update=words)
        return self.periods[e.start]


def published_day(document: Document) -> date | None:
    """The publication date of a document as a day; None where it has none that can be read."""
    try:
        return datetime.fromisoformat(document.published).date() if document.published else None
    except ValueError:
        return None


def report_frame(
    document: Document,
    expressions: list[TimeExpression],
    country: str = "",
    triggers: tuple[tuple[Span, str], ...] = (),
) -> Frame:
    """What the report as a whole says of its days: its today (mended by "اليوم الأحد") and the day of its lead."""
    anchor = published_day(document)
    if anchor is None:
        return Frame(None, country=country, triggers=triggers)
    shifted = False
    days = tuple(e for e in expressions if e.kind in _DAYLIKE and not (e.kind == "date" and "day" not in e.fields))
    limit = _lead_end(document.text)
    today = _today_told(expressions, anchor, limit)
    if today is not None and today != anchor:
        anchor, shifted = today, True
    for e in days:
        if e.start >= limit:
            break
        got = e.resolve(anchor, "past")
        if is_of_cause(document.text, e) or tense_of_clause(document.text, e) is not None:
            continue
        if got.start and 0 <= (anchor - date.fromisoformat(got.start[:10])).days <= 7:
            return Frame(anchor, date.fromisoformat(got.start[:10]), e, country, shifted, triggers, days)
    return Frame(anchor, None, None, country, shifted, triggers, days)


def _today_told(expressions: list[TimeExpression], anchor: date, limit: int) -> date | None:
    """The report's own today, by "اليوم الأحد" or "أمس السبت": the lead's, else the body's if none contradicts it."""
    days = [
        (e.start, shift(date.fromisoformat(e.resolve(anchor).start[:10]), -e.fields["days"]))
        for e in expressions
        if e.kind == "relative" and "wd" in e.fields
    ]
    if not days or (days[0][0] >= limit and any(day == anchor for _, day in days)):
        return None
    return days[0][1] if abs((days[0][1] - anchor).days) <= COLLECTED_LATE else None


def _lead_end(text: str) -> int:
    """Where the title and the first lines of the body end."""
    at = 0
    for _ in range(LEAD_SENTENCES):
        at = text.find("\n", at + 1)
        if at < 0:
            return len(text)
    return min(at, 600)


def _until(since: date, today: date) -> When | None:
    """The whole time between two days, where it is more than a week."""
    if (today - since).days <= 7:
        return None
    whole = period(since, today)
    return When(start=whole.start, end=whole.end, precision=Precision(whole.precision), inferred=True)


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
    return (e.kind in ("date", "season") and "year" in fields and "this_day" not in fields) or e.kind == "year"
