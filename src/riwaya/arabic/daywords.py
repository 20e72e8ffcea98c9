"""Days named by a word: weekdays, today and its neighbours, nights, and the parts of a day before them."""

from typing import Any

from riwaya.arabic.absolute import point, with_date
from riwaya.arabic.feasts import nth_of_feast
from riwaya.arabic.timeexpression import TimeExpression
from riwaya.arabic.timerules import EVENTS, Found, made, read_adjective, weekday_beside
from riwaya.arabic.tokens import Tokens

_NAMED_WEEKDAYS = frozenset(["سوق", "قريه", "عبد", "الواحد", "كل", "ايام"])


_PAPERS = frozenset(
    [
        "روسيا",
        "المصري",
        "صحيفه",
        "جريده",
        "قناه",
        "موقع",
        "مجله",
        "مصر",
        "عين",
        "سوريا",
        "شبكه",
        "وكاله",
        "اخبار",
        "ليبيا",
    ]
)


def weekday_rule(t: Tokens, i: int) -> Found | None:
    word = t.word(i)
    assert word is not None
    before = t.raw(i - 1) if i and t.near(i) else ""
    if before in _NAMED_WEEKDAYS or (i > 1 and before == "يوم" and t.raw(i - 2) == "كل"):
        return None
    if word.value == 0 and (before in ("هذين", "كلا", "كلي") or (t.near(i + 1) and t.raw(i + 1) in ("معا", "الاخرين"))):
        return None
    if word.value == 4 and t.near(i + 1) and t.raw(i + 1) in ("العظيمه", "السوداء", "البيضاء"):
        return None
    fields: dict[str, Any] = {"wd": word.value}
    j = read_adjective(t, i + 1, fields)
    if j == i + 1:
        nxt = t.word(j)
        if nxt and nxt.kind == "today" and t.near(j, "،,("):
            return made(t, i, j + 1, "relative", {"days": 0, **fields})
        if nxt and nxt.kind == "yesterday" and t.near(j, "،,("):
            return made(t, i, j + 1, "relative", {"days": -1, **fields})
    return with_date(t, i, j, fields) or made(t, i, j, "weekday", fields)


def today_rule(t: Tokens, i: int) -> Found | None:
    after = t.word(i + 1)
    close = t.near(i + 1)
    if i and t.near(i) and t.raw(i - 1) in _PAPERS:
        return None
    if close and after and after.kind == "same":  # في اليوم نفسه: the day told last
        return made(t, i, i + 2, "relative", {"days": 0, "of_told": True})
    if i and t.near(i) and t.raw(i - 1) in _THAT:
        return made(t, i, i + 1, "relative", {"days": 0, "of_told": True})
    word = t.word(i)
    if t.before_is(i, ("هذا",)) and t.before_is(i - 1, ("مثل",)):
        return None
    nth = t.ordinal(i + 1) if close and after and after.kind in ("ord", "al") else None
    if nth is None and close and after and after.kind == "al" and word and word.clitic.endswith("ل") and t.near(i + 2):
        count = t.word(i + 2)  # لليوم الـ83: no day of a month
        nth = (count.value, i + 3) if count and count.kind == "digits" and count.value > 31 else None
    if nth and (feast := _day_of_feast(t, i, *nth)):
        return feast
    if word and nth and nth[0] > 1:
        counted = word.clitic.endswith("ل") or t.before_is(i, ("في", "دخول", "دخلت")) or t.raw(nth[1]) == "علي"
        return made(t, i, nth[1], "nth_day", {"n": nth[0]}) if counted else None
    if close and t.raw(i + 1) == "التالي" and t.before_is(i, _ON_DAYS) and not _counts_from(t, i + 2):
        return made(t, i, i + 2, "relative", {"days": 1, "of_told": True})
    if (
        close
        and after
        and (after.kind in ("following", "same", "ord") or t.raw(i + 1) in ("الواحد", "العالمي", "الوطني"))
    ):
        return None
    if close and after and after.kind == "adj":
        return made(t, i, i + 2, "relative", {"days": after.value}) if after.extra != "former" else None
    return _relative(t, i, 0)


def _day_of_feast(t: Tokens, i: int, nth: int, after: int) -> Found | None:
    """اليوم الثاني من عيد الأضحى, whose nth ends before the token `after`."""
    feast = nth_of_feast(t, after + 1 if t.raw(after) == "من" else after, nth)
    return (TimeExpression(t.start(i), feast[0].end, "date", feast[0].fields), feast[1]) if feast else None


_THAT = frozenset({"ذلك", "نفس", "ذات"})
"""Words before اليوم that make it the day told last."""
_ON_DAYS = tuple(c + w for w in ("في", "صباح", "فجر", "ظهر", "عصر", "مساء") for c in ("", "و"))


def _counts_from(t: Tokens, i: int) -> bool:
    """Whether "the next day" goes on with what it follows: اليوم التالي للحرب, لمقتل, على التفجير."""
    raw = t.raw(i)
    return t.near(i) and (raw.startswith("لل") or raw == "علي" or (raw[:1] == "ل" and raw[1:].startswith(EVENTS)))


def _relative(t: Tokens, i: int, days: int) -> Found | None:
    word = t.word(i)
    assert word is not None
    j = i + 1
    if word.kind == "yesterday" and t.raw(j) in ("الاول", "الاولي") and t.near(j):
        days, j = -2, j + 1
    fields: dict[str, Any] = {"days": days}
    weekday = weekday_beside(t, j)
    if weekday:
        fields["wd"], j = weekday
    dated = with_date(t, i, j, fields)
    if dated:
        return dated
    return made(t, i, j, "relative", fields)


def yesterday_rule(t: Tokens, i: int) -> Found | None:
    return _relative(t, i, -1)


def tomorrow_rule(t: Tokens, i: int) -> Found | None:
    if t.raw(i) == "غد" and t.before_is(i, ("حزب", "صحيفه", "تيار")):
        return None
    return _relative(t, i, 1)


def tonight_rule(t: Tokens, i: int) -> Found | None:
    fields: dict[str, Any] = {}
    j = read_adjective(t, i + 1, fields)
    if fields.get("adj") == -1:
        return made(t, i, j, "night", {"part_period": "night", "further": fields.get("further", 0)})
    return made(t, i, j, "relative", {"days": 0, "part_period": "night"})


def night_rule(t: Tokens, i: int) -> Found | None:
    """ليل الخميس, ليلة السبت الأحد, ليل الخميس - الجمعة, ليلة أمس."""
    first = t.word(i + 1)
    if first is None or not t.near(i + 1):
        return None
    if first.kind == "weekday":
        got = weekday_rule(t, i + 1)
        second = t.word(i + 2)
        if second and second.kind == "weekday" and t.near(i + 2, "-–/") and (second.value - first.value) % 7 == 1:
            fields = {"wd": first.value, "wd2": second.value, "part_period": "night"}
            return made(t, i, read_adjective(t, i + 3, fields), "night", fields)
        return with_part(t, i, got, "night")
    got = point(t, i + 1)
    return with_part(t, i, got, "night") if got and got[0].kind in ("relative", "date") else None


def with_part(t: Tokens, i: int, got: Found | None, part: str) -> Found | None:
    if got is None or got[0].kind not in ("weekday", "relative", "date", "night"):
        return None
    return TimeExpression(t.start(i), got[0].end, got[0].kind, {**got[0].fields, "part_period": part}), got[1]


def part_rule(t: Tokens, i: int) -> Found | None:
    """صباح اليوم, فجر الجمعة, مساء أمس, ظهر 25 يوليو: the part is kept for hours said without one."""
    word = t.word(i)
    assert word is not None
    if not t.near(i + 1):
        return None
    nxt = t.word(i + 1)
    if (
        nxt is None
        or nxt.clitic
        or nxt.kind not in ("weekday", "today", "yesterday", "tomorrow", "digits", "ord", "unit", "al", "feast")
    ):
        return None
    return with_part(t, i, point(t, i + 1), word.extra)
