"""What the rules of the date grammar share: the registry of rules, and small readers that several of them use."""

from collections.abc import Callable
from typing import Any

from riwaya.arabic.timeexpression import TimeExpression
from riwaya.arabic.tokens import Tokens

Found = tuple[TimeExpression, int]
"""An expression and the number of the token after it."""


# Words before a month or a weekday that make it a name: streets, alliances, markets, newspapers.
NAMED = frozenset(
    [
        "مدينه",
        "شارع",
        "حي",
        "جسر",
        "جامعه",
        "قوي",
        "فريق",
        "تحالف",
        "لواء",
        "كتيبه",
        "مفاعل",
        "ميدان",
        "ساحه",
        "ثوره",
        "حرب",
        "انتفاضه",
        "هجمات",
        "احداث",
        "تيار",
        "حزب",
        "حديقه",
        "مستشفي",
        "مطار",
        "مدرسه",
        "نفق",
        "ملعب",
        "استاد",
        "محور",
        "كوبري",
        "طريق",
        "حركه",
        "ايتلاف",
        "حراك",
        "سرايا",
        "قصر",
        "معسكر",
        "مخيم",
        "منطقه",
        "قاعه",
        "منصه",
        "صحيفه",
        "تنظيم",
        "كتايب",
        "ثوار",
        "شهداء",
        "نواب",
        "تجمع",
        "نكسه",
        "سياره",
        "منظمه",
    ]
)

# What is counted from with "two days before" (its beginnings); places and times are not: قبل يومين من منزله.
EVENTS = (
    *("بدء", "بداي", "انطلاق", "انتهاء", "نهايه", "انتخاب", "استفتاء", "موعد", "اعلان", "افتتاح"),
    *("توقيع", "لقاء", "قمه", "اجتماع", "محادثات", "مفاوضات", "موتمر", "جلسه", "جوله", "زياره"),
    *("وصول", "دخول", "مقتل", "مصرع", "وفاه", "اغتيال", "سقوط", "اعاده", "اجراء", "ذكري"),
    *("هجوم", "ضربه", "غاره", "هدنه", "عيد", "مهله", "انسحاب", "تنفيذ", "تولي", "حلول"),
    *("رحيل", "مغادره", "تسليم", "محاكمه", "تاريخ", "تنصيب", "شهر", "رمضان", "عمليه", "معركه"),
    "تفجير",
)
NO_EVENTS = frozenset(
    {
        *("الان", "الزمن", "الزمان", "اليوم", "قبل", "امام", "داخل", "خارج", "جانب", "دون", "طرف", "قرب", "بين"),
        *("منزل", "بيت", "سجون", "سجن", "مدينه", "قريه", "بلده", "في"),
    }
)


STARTERS: dict[str, Callable[[Tokens, int], Found | None]] = {}


def made(t: Tokens, first: int, after: int, kind: str, fields: dict[str, Any], end: int = -1) -> Found:
    return TimeExpression(t.start(first), end if end >= 0 else t.end(after - 1), kind, fields), after


def read_adjective(t: Tokens, i: int, fields: dict[str, Any]) -> int:
    """Reads الماضي, المقبل, الجاري after an expression into `fields`; the next token."""
    word = t.word(i)
    if word and word.kind == "adj" and t.near(i) and word.extra != "former" and not word.clitic:
        fields["adj"] = word.value
        return i + 1
    if word and word.kind in ("before", "after") and t.near(i) and t.near(i + 1):
        # الثلاثاء قبل الماضي: the one before the last; الأسبوع بعد المقبل: the one after the next.
        then = t.word(i + 1)
        if then and then.kind == "adj" and not then.extra and then.value == (-1 if word.kind == "before" else 1):
            fields["adj"], fields["further"] = then.value, 1
            return i + 2
    return i


def weekday_beside(t: Tokens, i: int) -> tuple[int, int] | None:
    """A weekday after an adverb or before a date, in brackets or after a comma or يوم: (weekday, next token)."""
    word = t.word(i)
    if (
        word
        and word.kind == "unit"
        and word.extra == "day"
        and word.value == 1
        and not word.clitic
        and t.near(i, "،,(")
    ):
        i += 1
        word = t.word(i)
    if word and word.kind == "weekday" and not word.clitic and t.near(i, "،,(-–"):
        return word.value, i + 1
    return None
