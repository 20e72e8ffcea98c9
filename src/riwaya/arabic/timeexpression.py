"""A time expression found in a text, and its meaning on a given day of publication.

`fields` holds what the words say, before any day is known. By kind:

- weekday: wd, adj (-1 last, 0 this, 1 next), further (1: the one before the last, after the next)
- relative: days (from the day of the report), wd where a weekday stands beside it
- night: wd, wd2 ("the night of Saturday to Sunday"), or neither ("last night"; further: 1, the one before it)
- ago, since, span, length: n (None where vague) and unit; since may hold `inner`, the expression it counts from, or
  `epochs`, the upheavals that may be meant; span has dir, a length takes it from the tense
- apart: n, unit and dir of an event that the report's own is counted from; nth_day: n ("for the third day")
- unit: unit, adj, fuzzy (1 early, 2 mid, 3 late, 4 at the end), weekend
- date: day, month (or month_shift, "of this month"), year (or year_shift, "of last year"), hijri, adj, fuzzy, wd;
  gregorian, the fields of the twin after الموافق; or `epochs` alone, an upheaval's first day
  `this_day` with a year stands for the report's own day and month
- what names a single day may have `later`, days that are added to it, and `until`: what lasts goes on to then;
  `of_told` is for a while only: the day is counted from the one told before
- any kind may be `bound`: said by the way, as feasts are, it dates nothing beyond its own clause
- year: year, year2, fuzzy, hijri; season: month, year
- range: left and right expressions
- clock: only an hour; any kind may carry clock and clock2, (hour, minute, period), and zone ('local' or 'gmt')
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from riwaya.arabic.epochs import begun
from riwaya.arabic.hours import with_hours
from riwaya.arabic.intervals import (
    FLAG_HIJRI,
    FLAG_NO_DAY,
    FLAG_SHIFTED,
    FLAG_VAGUE,
    FLAG_WEEKDAY,
    Interval,
    Tense,
    between,
    hijri_month,
    hijri_of,
    month_bounds,
    month_of,
    one_day,
    part_of_month,
    part_of_year,
    period,
    shift,
    weekday_near,
    weekend,
)

Fields = dict[str, Any]
NEAR_FUTURE = 31
"""A date without a year up to so many days after publication is taken as coming, where no tense says otherwise."""
COUNTED = 9
"""Up to so many days told as a length are counted with the report's own; more of them are a round number."""


@dataclass(frozen=True)
class TimeExpression:
    """Words of a text that name a time: `text[start:end]`, what kind they are and what they say."""

    start: int
    end: int
    kind: str
    fields: Fields = field(default_factory=dict)

    def resolve(self, anchor: date, tense: Tense = "") -> Interval:
        """The interval meant in a report published on `anchor`; `tense` is the side that the verb points to."""
        base = _RULES[self.kind](self.fields, anchor, tense)
        if (later := self.fields.get("later")) and base.end:
            base = one_day(shift(date.fromisoformat(base.end), later), base.flags)
        if self.fields.get("until") and base.start > anchor.isoformat():
            return period(anchor, date.fromisoformat(base.end), base.flags)
        return with_hours(base, self.fields) if "clock" in self.fields else base


def _weekday(f: Fields, anchor: date, tense: Tense) -> Interval:
    adj, wd = f.get("adj"), f["wd"]
    if adj == -1:
        return one_day(shift(weekday_near(anchor, wd, -1, strictly=True), -7 * f.get("further", 0)))
    if adj == 1:
        return one_day(shift(weekday_near(anchor, wd, 1, strictly=True), 7 * f.get("further", 0)))
    return one_day(weekday_near(anchor, wd, 1 if tense == "future" else -1))


def _relative(f: Fields, anchor: date, tense: Tense) -> Interval:
    day = shift(anchor, f["days"])
    if f.get("fuzzy"):
        return between(day, anchor)
    wd = f.get("wd")
    if wd is None or wd == day.weekday():
        return one_day(day)
    # A report is often collected some days after it was written; its own "today, Sunday" then shows the real day.
    ahead = (wd - day.weekday()) % 7
    return one_day(shift(day, ahead if ahead == 1 else ahead - 7), [FLAG_SHIFTED])


def _night(f: Fields, anchor: date, tense: Tense) -> Interval:
    if "wd" not in f:
        back = f.get("further", 0)
        return between(shift(anchor, -1 - back), shift(anchor, -back))
    if f.get("wd2") is None:
        return _weekday(f, anchor, tense)
    if tense == "future":
        first = weekday_near(anchor, f["wd"], 1)
        return between(first, shift(first, (f["wd2"] - f["wd"]) % 7))
    last = weekday_near(anchor, f["wd2"], -1)
    if anchor.weekday() == f["wd"] and (f["wd2"] - f["wd"]) % 7 == 1:
        last = shift(anchor, 1)  # told on the evening itself
    return between(shift(last, -((f["wd2"] - f["wd"]) % 7)), last)


def _minus(anchor: date, n: int, unit: str) -> date:
    """`n` units before the anchor (after it where n is negative); hours round to whole days."""
    if unit in ("hour", "minute"):
        return shift(anchor, -(n // 24) if unit == "hour" else 0)
    if unit in ("day", "week"):
        return shift(anchor, -n * (7 if unit == "week" else 1))
    year, month = month_of(anchor, -n * {"month": 1, "year": 12, "decade": 120}[unit])
    return date(year, month, min(anchor.day, month_bounds(year, month)[1].day))


_VAGUE_BACK = {"hour": 0, "minute": 0, "day": 7, "week": 20, "month": 90, "year": 0, "decade": 0}


def _ago(f: Fields, anchor: date, tense: Tense) -> Interval:
    n, unit = f["n"], f["unit"]
    if n is None:
        if unit in ("year", "decade"):
            return Interval(flags=[FLAG_VAGUE])
        return period(shift(anchor, -_VAGUE_BACK[unit]), shift(anchor, -1 if unit == "day" else 0), [FLAG_VAGUE])
    day = _minus(anchor, n, unit)
    if unit in ("month", "year", "decade"):
        if f.get("half"):
            day = _minus(day, 6 if unit == "year" else 0, "month")
        if unit == "month":
            return between(*month_bounds(day.year, day.month), "month")
        return between(date(day.year, 1, 1), date(day.year, 12, 31), "year")
    if unit == "week":
        return between(day, shift(day, 6), "week")
    return one_day(day)


def _since(f: Fields, anchor: date, tense: Tense) -> Interval:
    inner: TimeExpression | None = f.get("inner")
    if inner is not None:
        got = inner.resolve(anchor, "past")
        if got.precision == "unknown":
            return got
        start = date.fromisoformat(got.start[:10])
        whole = period(start, max(start, anchor), got.flags)
        return between(start, max(start, anchor), "year", got.flags) if inner.kind == "year" else whole
    if "epochs" in f:
        meant = begun(f["epochs"], anchor)
        return period(meant.start, anchor) if meant else Interval(flags=[FLAG_VAGUE])
    n, unit = f["n"], f["unit"]
    if n is None:
        if unit in ("year", "decade"):
            return Interval(flags=[FLAG_VAGUE])
        return period(shift(anchor, -_VAGUE_BACK[unit]), anchor, [FLAG_VAGUE])
    start = _minus(anchor, n, unit)
    return between(start, anchor, "year") if unit in ("year", "decade") else period(start, anchor)


def _apart(f: Fields, anchor: date, tense: Tense) -> Interval:
    """The event that today's is counted from: "two days after an attack", "the day after", "five days before"."""
    return _ago(f, anchor, "past") if f["dir"] < 0 else one_day(_minus(anchor, -f["n"], f["unit"]))


def _nth_day(f: Fields, anchor: date, tense: Tense) -> Interval:
    return period(shift(anchor, 1 - f["n"]), anchor)


def _span(f: Fields, anchor: date, tense: Tense) -> Interval:
    n, unit, ahead = f["n"], f["unit"], f["dir"] > 0
    if n is None:
        if unit in ("year", "decade"):
            return Interval(flags=[FLAG_VAGUE])
        days = _VAGUE_BACK[unit] if unit not in ("hour", "minute") else int(ahead)
        return period(anchor, shift(anchor, days if ahead else -days), [FLAG_VAGUE])
    other = _minus(anchor, -n if ahead else n, unit)
    if unit == "hour" and not ahead and n == 24:
        other = shift(anchor, -1)
    low, high = sorted((anchor, other))
    if unit == "day" and n > 2:
        return between(low, high, "week" if n <= 21 else "month")
    if unit in ("year", "decade"):
        return between(low, high, "year")
    return period(low, high)


def _length(f: Fields, anchor: date, tense: Tense) -> Interval:
    n, unit, ahead = f["n"], f["unit"], tense == "future"
    if unit == "day" and n is not None and 2 < n <= COUNTED and not ahead:
        # "Within three days" counts the report's own; of the last three days it is not one.
        n -= 1
        return between(shift(anchor, -n), anchor, "week")
    return _span({**f, "dir": 1 if ahead else -1}, anchor, tense)


def _unit(f: Fields, anchor: date, tense: Tense) -> Interval:
    unit, adj, part = f["unit"], f.get("adj", 0), f.get("fuzzy", 0)
    if f.get("further"):
        anchor = _minus(anchor, -adj, unit)
    if unit == "day":
        return one_day(shift(anchor, adj))
    done = unit == "week" and tense != "future" and ((part == 4 and adj <= 0) or (part == 1 and adj == 0))
    if f.get("weekend") or done:
        # The end of the week, and the beginning of this one, where something has happened, are the agencies' weekend.
        return weekend(anchor, adj, tense)
    if unit == "week":
        if adj < 0:
            # Monday to Sunday of the week before; a report of a Sunday means the seven days before it.
            monday = shift(anchor, -7 - anchor.weekday()) if anchor.weekday() < 6 else shift(anchor, -7)
            return between(monday, shift(monday, 6), "week")
        if adj > 0:
            return between(shift(anchor, 1), shift(anchor, 7), "week")
        monday = weekday_near(anchor, 0, -1)
        end = shift(monday, 6) if tense == "future" else anchor
        return between(monday, end, "week")
    if unit == "month":
        year, month = month_of(anchor, adj)
        low, high = part_of_month(year, month, part)
        if part:
            return between(low, high, "week")
        return between(low, high if adj or tense == "future" else max(low, anchor), "month")
    years = 10 if unit == "decade" else 1
    year = min(max(anchor.year + adj * years, 1), 9999)
    if part:
        return between(*part_of_year(year, part), "month")
    return between(date(year, 1, 1), date(year, 12, 31) if adj or tense == "future" else anchor, "year")


def _pick(days: list[tuple[date, date]], anchor: date, adj: int | None, tense: Tense) -> tuple[date, date] | None:
    """Among the same date in several years, the one that the adjective or the tense points to."""
    past = [d for d in days if d[0] < anchor or (adj is None and d[0] == anchor)]
    coming = [d for d in days if d[0] > anchor or (adj is None and d[0] == anchor)]
    if adj == -1 and past:
        # "Last May", said in May of a whole month, is the year before's; of a day gone by, this year's.
        done = [d for d in past if d[1] < anchor]
        return max(done or past)
    if adj == 1 and coming:
        return min(coming)
    if adj == 0:
        return min(days, key=lambda d: abs((d[0] - anchor).days), default=None)
    if tense == "future" and coming:
        return min(coming)
    if tense == "" and coming and (min(coming)[0] - anchor).days <= NEAR_FUTURE and min(coming)[0] == min(coming)[1]:
        back = (anchor - max(past)[0]).days if past else NEAR_FUTURE + 1
        if back > (min(coming)[0] - anchor).days:
            return min(coming)
    return max(past) if past else min(coming, default=None)


def _in_year(f: Fields, year: int) -> tuple[date, date, list[str]] | None:
    """The days that day, month and part name in a year of their calendar, with doubts; None where there are none."""
    month, day, part, flags = f["month"], f.get("day"), f.get("fuzzy", 0), list[str]()
    if f.get("hijri"):
        found = hijri_month(year, month)
        if found is None:
            return None
        flags.append(FLAG_HIJRI)
        if not day:
            cut = {1: (0, 6), 2: (10, 19), 3: (20, 40), 4: (23, 40)}.get(part, (0, 40))
            return shift(found[0], cut[0]), min(found[1], shift(found[0], cut[1])), flags
        one = shift(found[0], day - 1)
        return one, one, flags + ([FLAG_NO_DAY] if one > found[1] else [])
    if not 1 <= year <= 9999:
        return None
    low, high = part_of_month(year, month, part)
    if not day:
        return low, high, flags
    if day > month_bounds(year, month)[1].day:
        return low, high, [FLAG_NO_DAY]
    return date(year, month, day), date(year, month, day), flags


def _date(f: Fields, anchor: date, tense: Tense) -> Interval:
    if "epochs" in f:
        meant = begun(f["epochs"], anchor)
        return one_day(meant.start) if meant else Interval(flags=[FLAG_VAGUE])
    if "gregorian" in f:
        both = _date(f["gregorian"], anchor, tense)
        other = _date({k: v for k, v in f.items() if k != "gregorian"}, anchor, tense)
        if both.start and other.start and other.precision == "day":
            apart = abs((date.fromisoformat(both.start) - date.fromisoformat(other.start)).days)
            if apart > 1:
                both.flags.append("the two calendars' dates do not fit")
        return both
    if "this_day" in f:
        f = {**f, "day": anchor.day, "month": anchor.month}
    if "month_shift" in f:
        then = month_of(anchor, f["month_shift"])
        f = {"day": f["day"], "month": then[1], "year": then[0]}
    year: int | None = f.get("year")
    if year is None and f.get("year_shift") is not None:
        year = anchor.year + f["year_shift"]
    if year is not None:
        found = _in_year(f, year)
    else:
        if f.get("hijri"):
            today = hijri_of(anchor)
            base = today[0] if today else 0
        else:
            base = anchor.year
        all_years = [x for x in (_in_year(f, base + k) for k in (-1, 0, 1)) if x]
        if any(FLAG_NO_DAY in x[2] for x in all_years):
            # The 29th of February exists in some of the years around.
            wider = [x for x in (_in_year(f, base + k) for k in range(-8, 9)) if x]
            all_years = [x for x in wider if FLAG_NO_DAY not in x[2]] or all_years
        choice = _pick([x[:2] for x in all_years], anchor, f.get("adj"), tense)
        found = next((x for x in all_years if x[:2] == choice), None)
    if found is None:
        return Interval(flags=["outside the calendar"])
    low, high, flags = found
    if low == high and f.get("wd") is not None and low.weekday() != f["wd"]:
        flags = [*flags, FLAG_WEEKDAY]
    if low == high:
        return between(low, high, "day", flags)
    return between(low, high, "week" if f.get("fuzzy") and FLAG_NO_DAY not in flags else "month", flags)


def _year(f: Fields, anchor: date, tense: Tense) -> Interval:
    year, last = f["year"], f.get("year2") or f["year"]
    if f.get("hijri"):
        first, final = hijri_month(year, 1), hijri_month(last, 12)
        if first is None or final is None:
            return Interval(flags=["outside the calendar"])
        return between(first[0], final[1], "year", [FLAG_HIJRI])
    if f.get("fuzzy"):
        return between(*part_of_year(year, f["fuzzy"]), "month")
    return between(date(year, 1, 1), date(last, 12, 31), "year")


def _season(f: Fields, anchor: date, tense: Tense) -> Interval:
    year = f["year"] if f.get("year") is not None else min(max(anchor.year + f.get("adj", 0), 1), 9998)
    first = date(year, f["month"], 1)
    return between(first, month_bounds(*month_of(first, 2))[1], "month")


def _clock(f: Fields, anchor: date, tense: Tense) -> Interval:
    return one_day(anchor)


def _range(f: Fields, anchor: date, tense: Tense) -> Interval:
    left: TimeExpression = f["left"]
    right: TimeExpression = f["right"]
    if left.kind == "year" or right.kind == "year":
        a, b = left.resolve(anchor, tense), right.resolve(anchor, tense)
    elif right.fields.get("adj", 0) > 0 or (tense == "future" and right.fields.get("adj", 0) == 0):
        # "Between the 3rd and the 10th of last March": the adjective is both days', and says more than the tense.
        a = left.resolve(anchor, tense)
        b = right.resolve(date.fromisoformat(a.start[:10]) if a.start else anchor, tense)
    else:
        b = right.resolve(anchor, tense)
        a = left.resolve(date.fromisoformat(b.start[:10]) if b.start and right.kind != "relative" else anchor, "past")
    if not a.start or not b.start:
        return a if a.start else b
    flags = [*a.flags, *(x for x in b.flags if x not in a.flags)]
    low, high = date.fromisoformat(min(a.start, b.start)), date.fromisoformat(max(a.end, b.end))
    names: dict[str, int] = {"day": 0, "week": 1, "month": 2, "year": 3}
    if max(names[a.precision], names[b.precision]) >= 2:
        return between(low, high, max(a.precision, b.precision, key=lambda p: names[p]), flags)
    return period(low, high, flags)


_RULES: dict[str, Callable[[Fields, date, Tense], Interval]] = {
    "weekday": _weekday,
    "relative": _relative,
    "night": _night,
    "ago": _ago,
    "since": _since,
    "apart": _apart,
    "nth_day": _nth_day,
    "span": _span,
    "length": _length,
    "unit": _unit,
    "date": _date,
    "year": _year,
    "season": _season,
    "clock": _clock,
    "range": _range,
}
