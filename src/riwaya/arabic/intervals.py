"""Calendar arithmetic for time expressions: intervals with a precision, in the codebook's habits.

Dates outside the calendar's years 1 to 9999 are held at its ends rather than raised as errors.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Tense = Literal["past", "future", ""]
PrecisionName = Literal["hour", "day", "week", "month", "year", "unknown"]

FLAG_HIJRI = "hijri ±1"
FLAG_WEEKDAY = "weekday does not fit the date"
FLAG_NO_DAY = "no such day in the calendar"
FLAG_SHIFTED = "the report's today differs from the publication date"
FLAG_GMT = "gmt"
FLAG_VAGUE = "vague"


@dataclass(frozen=True)
class Interval:
    """When something happens: ISO dates, or date-times to the minute at precision hour, both ends included."""

    start: str = ""
    end: str = ""
    precision: PrecisionName = "unknown"
    flags: list[str] = field(default_factory=list)


def shift(day: date, days: int) -> date:
    """`day` moved by `days`, held inside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def month_of(day: date, months: int = 0) -> tuple[int, int]:
    """Year and month of the month `months` after `day`'s, held inside the calendar."""
    n = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    return n // 12, n % 12 + 1


def month_bounds(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def between(start: date, end: date, precision: PrecisionName = "day", flags: list[str] | None = None) -> Interval:
    """The interval of two days; the earlier comes first."""
    if end < start:
        start, end = end, start
    return Interval(start.isoformat(), end.isoformat(), precision, flags or [])


def one_day(day: date, flags: list[str] | None = None) -> Interval:
    return between(day, day, "day", flags)


def length_precision(start: date, end: date) -> PrecisionName:
    """The precision that fits a period told as one: days, a week or two, months, years (coders' own bounds)."""
    days = abs((end - start).days)
    return "day" if days <= 3 else "week" if days <= 14 else "month" if days <= 360 else "year"


def period(start: date, end: date, flags: list[str] | None = None) -> Interval:
    return between(start, end, length_precision(start, end), flags)


def weekday_near(anchor: date, weekday: int, side: int, strictly: bool = False) -> date:
    """The nearest `weekday` before (side -1) or after (side 1) the anchor, which counts itself unless `strictly`."""
    ahead = (weekday - anchor.weekday()) % 7
    if side > 0:
        return shift(anchor, 7 if strictly and not ahead else ahead)
    back = (anchor.weekday() - weekday) % 7
    return shift(anchor, -7 if strictly and not back else -back)


def weekend(anchor: date, adj: int, tense: Tense) -> Interval:
    """Saturday and Sunday, as the agencies count. A report of one of the two means this weekend, unless it says "last"
    or "next"."""
    saturday = weekday_near(anchor, 5, -1)
    inside = (anchor - saturday).days < 2
    if adj > 0 or (tense == "future" and adj == 0 and not inside):
        saturday = shift(saturday, 7)
    elif adj < 0 and inside:
        saturday = shift(saturday, -7)
    return between(saturday, shift(saturday, 1))


def part_of_month(year: int, month: int, part: int) -> tuple[date, date]:
    """Early (1), middle (2), late (3) or at the end (4) of a month: days 1 to 7, 11 to 20, from 21, the last seven."""
    first, last = month_bounds(year, month)
    return {
        1: (first, first.replace(day=7)),
        2: (first.replace(day=11), first.replace(day=20)),
        3: (first.replace(day=21), last),
        4: (last.replace(day=last.day - 6), last),
    }.get(part, (first, last))


def part_of_year(year: int, part: int) -> tuple[date, date]:
    """Early, middle, late or at the end of a year: its first three, middle four, last three months, December."""
    a, b = {1: (1, 3), 2: (5, 8), 3: (10, 12), 4: (12, 12)}.get(part, (1, 12))
    return date(year, a, 1), month_bounds(year, b)[1]


@lru_cache(maxsize=4096)
def hijri_month(year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a Hijri month in the Umm al-Qura calendar (1343 to 1500 AH); None outside it."""
    from hijridate import Hijri

    try:
        first = Hijri(year, month, 1)
        start = first.to_gregorian()
        return date(start.year, start.month, start.day), shift(
            date(start.year, start.month, start.day), first.month_length() - 1
        )
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=4096)
def hijri_of(day: date) -> tuple[int, int, int] | None:
    """Hijri year, month and day of a Gregorian day; None outside the calendar's table."""
    from hijridate import Gregorian

    try:
        h = Gregorian(day.year, day.month, day.day).to_hijri()
        return h.year, h.month, h.day
    except (ValueError, OverflowError):
        return None
