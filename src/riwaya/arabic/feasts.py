"""Days that a feast names: خلال عيد الفطر, ثاني أيام عيد الأضحى, ليلة رأس السنة."""

from typing import Any

from riwaya.arabic.absolute import year_or_adjective
from riwaya.arabic.months import year_at
from riwaya.arabic.timerules import Found, made
from riwaya.arabic.tokens import Tokens

_FEASTS: dict[str, dict[str, Any]] = {
    "عيد الفطر": {"month": 10, "day": 1, "hijri": True},
    "عيد الاضحي": {"month": 12, "day": 10, "hijri": True},
    "عيد الميلاد": {"month": 12, "day": 25},
    "راس السنه": {"month": 1, "day": 1},
}
_ON_FEASTS = frozenset(
    {
        *("في", "خلال", "منذ", "حلول", "بحلول", "مناسبه", "بمناسبه", "لمناسبه", "مع", "يوم", "صباح", "فجر", "ظهر"),
        *("مساء", "ليل", "ليله", "عشيه"),
    }
)
_EVES = frozenset(["ليله", "عشيه"])
_FEAST_DAYS = {"اول": 1, "ثاني": 2, "ثالث": 3, "رابع": 4}


def feast_rule(t: Tokens, i: int) -> Found | None:
    """خلال عيد الفطر, ثاني أيام عيد الأضحى, ليلة رأس السنة: not a prayer, a gift or a tree of the feast."""
    before = t.raw(i - 1).removeprefix("و") if i and t.near(i) else ""
    if before in ("ايام", "يوم") and t.near(i - 1) and (nth := _FEAST_DAYS.get(t.raw(i - 2).removeprefix("و"))):
        return nth_of_feast(t, i, nth)
    return nth_of_feast(t, i, 0 if before in _EVES else 1) if before in _ON_FEASTS else None


def nth_of_feast(t: Tokens, i: int, nth: int) -> Found | None:
    """The nth day of the feast that token i begins to name; 0 is its eve."""
    word = t.word(i)
    named = t.raw(i).removeprefix(word.clitic if word else "") + " " + t.raw(i + 1)
    if named not in _FEASTS or not t.near(i + 1):
        return None
    fields, j = {**_FEASTS[named], "bound": True}, i + 2
    if t.near(j) and t.raw(j) in ("الميلاديه", "الهجريه") and named == "راس السنه":
        fields |= {"hijri": True} if t.raw(j) == "الهجريه" else {}
        j += 1
    elif t.near(j) and t.raw(j) in ("المبارك", "المجيد"):
        j += 1
    nxt = t.word(j)
    if t.near(j) and (_of_others(t.raw(j)) or (nxt and nxt.kind in ("ord", "tens", "al"))):
        return None
    k = year_or_adjective(t, j, fields)
    if k == j and fields.get("hijri") and year_at(t, j):
        return None
    if nth == 0 and k == j and not fields.get("hijri"):
        return made(t, i, k, "date", {**fields, "month": 12, "day": 31 if fields["month"] == 1 else 24})
    return made(t, i, k, "date", {**fields, "later": nth - 1} if nth != 1 else fields)


def _of_others(raw: str) -> bool:
    """Whether a word behind a feast's name makes it that of another calendar or church, on a day of its own."""
    return raw in ("لدي", "عند", "حسب") or raw.startswith(
        ("العبري", "الفارسي", "الكردي", "الصيني", "الامازيغي", "القمري", "القبطي", "الارثوذكسي", "الشرقي")
    )
