"""Periods of the calendar and stretches beside today: الشهر المقبل, عام 2014, أواخر 2014, الأيام القليلة الماضية."""

from typing import Any

from riwaya.arabic.absolute import any_date, bare_year, plain_date, with_twin
from riwaya.arabic.daywords import night_rule
from riwaya.arabic.months import year_at
from riwaya.arabic.timeexpression import TimeExpression
from riwaya.arabic.timerules import STARTERS, Found, made, read_adjective, weekday_beside
from riwaya.arabic.tokens import Tokens

_TITLES = frozenset(
    {
        *("الامين", "المدير", "القايد", "المدعي", "النايب", "الراي", "القطاع", "المفتش", "المفوض", "المراقب"),
        *("الموتمر", "الوضع", "المعهد", "التعليم", "الامن", "الاتحاد", "السكرتير", "الحاكم", "العفو"),
        *("الاضراب", "الاطار", "المنسق", "المندوب", "المجلس", "المستشفي", "الطريق", "النفير"),
    }
)


def stretch(t: Tokens, i: int) -> Found | None:
    """الأيام القليلة الماضية, الـ24 ساعة الماضية, ثلاثة أيام ماضية: a stretch that ends or begins today."""
    word = t.word(i)
    if word is None:
        return None
    n: int | None = None
    j = i
    if word.kind in ("card", "al", "digits", "ten", "tens"):
        got = t.integer(i)
        if got is None:
            return None
        n, j = got
        unit = t.word(j)
        if unit is None or unit.kind not in ("unit", "dunit") or not t.near(j):
            return None
        j += 1
    elif word.kind == "dunit" and word.value != 1:
        unit, j = word, i + 1
        n = 2 if word.value == 2 else None
        then = t.integer(j) if t.near(j) else None
        if then and word.value == 0:
            n, j = then
    else:
        return None
    while (few := t.word(j)) and few.kind == "few" and t.near(j):
        j += 1
    adj = t.word(j)
    if adj is None or adj.kind != "adj" or not t.near(j):
        return None
    return made(t, i, j + 1, "span", {"n": n, "unit": unit.extra, "dir": adj.value or -1})


def definite_rule(t: Tokens, i: int) -> Found | None:
    """الشهر الماضي, الأسبوع المقبل, العام الجاري, العام 2014, الأيام الماضية."""
    word = t.word(i)
    assert word is not None
    if word.value != 1:
        return stretch(t, i)
    if word.extra == "year":
        if i and t.near(i) and t.raw(i - 1) in _TITLES:
            return None
        year = year_at(t, i)
        if year:
            return made(t, i, year[2], "year", {"year": year[0], "hijri": year[1]})
    fields: dict[str, Any] = {"unit": word.extra}
    j = read_adjective(t, i + 1, fields)
    if j == i + 1:
        return None
    # "The Secretary-General, the present one" has a title before it, not a year.
    title = word.extra == "year" and fields["adj"] == 0 and i and t.near(i) and t.raw(i - 1).startswith("ال")
    return None if title else made(t, i, j, "unit", fields)


def unit_rule(t: Tokens, i: int) -> Found | None:
    """يوم الجمعة, يوم 25 يوليو, شهر تموز, عام 2014."""
    word = t.word(i)
    assert word is not None
    if word.value != 1 or not t.near(i + 1):
        return None
    if word.extra == "day":
        nxt = t.word(i + 1)
        if (
            nxt
            and nxt.kind in ("weekday", "yesterday", "today", "tomorrow", "feast")
            and (not nxt.clitic or nxt.kind == "yesterday")
        ):
            got = STARTERS[nxt.kind](t, i + 1)
            return (TimeExpression(t.start(i), got[0].end, got[0].kind, got[0].fields), got[1]) if got else None
        if nxt and nxt.kind in ("digits", "ord", "al", "tens"):
            got = any_date(t, i + 1)
            return (TimeExpression(t.start(i), got[0].end, got[0].kind, got[0].fields), got[1]) if got else None
        return None
    if word.extra == "month":
        got = plain_date(t, i)
        return with_twin(t, i, got) if got and got[0].fields.get("hijri") else got
    if word.extra == "year":
        year = year_at(t, i)
        if year is None:
            return None
        fields: dict[str, Any] = {"year": year[0], "hijri": year[1]}
        return made(t, i, year[2], "year", fields)
    return None


def this_rule(t: Tokens, i: int) -> Found | None:
    """هذا اليوم, هذا الصباح, هذه الليلة, هذا الشهر; مثل هذا اليوم is that of another year."""
    word = t.word(i + 1)
    if word is None or not t.near(i + 1):
        return None
    if t.before_is(i, ("مثل",)):
        return _day_of_another_year(t, i) if word.kind == "today" else None
    if word.kind == "period" and t.raw(i + 1) in ("الصباح", "المساء", "الفجر", "الظهر"):
        return made(t, i, i + 2, "relative", {"days": 0, "part_period": word.extra})
    if word.kind == "today":
        return made(t, i, i + 2, "relative", {"days": 0})
    if word.kind == "tonight":
        return made(t, i, i + 2, "relative", {"days": 0, "part_period": "night"})
    if word.kind == "dunit" and word.value == 1 and not word.clitic and word.extra in ("week", "month", "year"):
        return made(t, i, i + 2, "unit", {"unit": word.extra, "adj": 0})
    return None


def _day_of_another_year(t: Tokens, i: int) -> Found | None:
    """في مثل هذا اليوم من العام الماضي, من عام 2014: the report's day and month in a year that it names."""
    j = i + 3 if t.raw(i + 2) == "من" else i + 2
    if not (t.near(i + 2) and t.near(j)):
        return None
    year = year_at(t, j)
    if year and not year[1]:
        return made(t, i, year[2], "date", {"this_day": True, "year": year[0]})
    adj = t.word(j + 1)
    if t.raw(j) in ("العام", "السنه") and adj and adj.kind == "adj" and adj.extra != "former" and t.near(j + 1):
        return made(t, i, j + 2, "date", {"this_day": True, "year_shift": adj.value})
    return None


def part_of_rule(t: Tokens, i: int) -> Found | None:
    """مطلع يوليو, منتصف الشهر الماضي, أواخر 2014, أول أمس, منتصف ليل الأحد, عطلة نهاية الأسبوع."""
    word = t.word(i)
    assert word is not None
    if not t.near(i + 1):
        return None
    j = i + 1
    if t.raw(i).removeprefix(word.clitic) in ("اول", "الاول"):
        nxt = t.word(j)
        if nxt and nxt.kind == "from":
            j, nxt = j + 1, t.word(j + 1)
        return _before_yesterday(t, i, j) if nxt and nxt.kind == "yesterday" else None
    nxt = t.word(j)
    if nxt is None or t.raw(i) in ("اخر",):
        return None
    if nxt.kind == "night" and word.value == 2:
        got = night_rule(t, j)
        return (TimeExpression(t.start(i), got[0].end, got[0].kind, got[0].fields), got[1]) if got else None
    got = None
    if nxt.kind in ("unit", "dunit", "this"):
        got = STARTERS[nxt.kind](t, j)
        if got is None and nxt.kind == "dunit" and nxt.value == 1 and nxt.extra in ("month", "week", "year"):
            return made(t, i, j + 1, "unit", {"unit": nxt.extra, "adj": 0, **_part(t, i, nxt.extra)})
    elif nxt.kind == "digits":
        got = bare_year(t, j)
    else:
        got = plain_date(t, j, bare=True)
    if got is None or got[0].kind not in ("unit", "year", "date") or "day" in got[0].fields:
        return None
    part = _part(t, i, got[0].fields.get("unit", ""))
    return TimeExpression(t.start(i), got[0].end, got[0].kind, {**got[0].fields, **part}), got[1]


def _part(t: Tokens, i: int, unit: str) -> dict[str, Any]:
    """Which part of a unit a word names; the end of the week that is a holiday is the weekend."""
    word = t.word(i)
    assert word is not None
    holiday = unit == "week" and word.value == 4 and t.near(i) and t.raw(i - 1).endswith("عطله")
    return {"fuzzy": word.value, "weekend": True} if holiday else {"fuzzy": word.value}


def ordinal_start_rule(t: Tokens, i: int) -> Found | None:
    word = t.word(i)
    if word and word.kind == "ord" and word.value == 1 and t.near(i + 1):
        nxt = t.word(i + 2)
        if (t.word(i + 1) or word).kind == "from" and nxt and nxt.kind == "yesterday":
            return _before_yesterday(t, i, i + 2)
    return any_date(t, i)


def _before_yesterday(t: Tokens, i: int, j: int) -> Found:
    """أول من أمس from token i on, whose أمس is token j, with a weekday beside it."""
    weekday = weekday_beside(t, j + 1)
    fields: dict[str, Any] = {"days": -2}
    if weekday:
        fields["wd"] = weekday[0]
    return made(t, i, weekday[1] if weekday else j + 1, "relative", fields)
