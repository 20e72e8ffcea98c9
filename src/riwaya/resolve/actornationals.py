"""Nationals in the accusative whose adjective is spelt as their country's name: 'جنديا تركيا', 'خمسين روسيا'."""

from riwaya.records import Span
from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actortable import key, nationalities
from riwaya.resolve.context import Context

_PEOPLE = frozenset(
    word + "ا"
    for word in key(
        "جندي ضابط مقاتل مواطن مدني صحفي صحافي طيار مرتزق مسلح عنصر شخص رجل شاب طفل عسكري شرطي عامل سائق مهندس طبيب "
        "دبلوماسي مسؤول قائد مستشار خبير سجين أسير رهينة مدرس طالب سائح بحار عالم مهاجر لاجئ معتقل قتيل جريح مستوطن"
    )
)
_TENS = frozenset(
    ten + end for ten in ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع") for end in ("ون", "ين")
)
# Before a number that is no count of people.
_DATED = frozenset({"عام", "سنه", "يوم", "في", "منذ", "ماده", "ساعه", "قرار", "رقم", "مجموعه", "ليله", "حتي", "قبل",
                    "بعد"})  # fmt: skip


def national(word: str, context: Context, span: Span | None) -> Reading | None:
    """The unnamed people of a state where a word that is also its name stands behind a noun in the accusative or a
    number that asks for one; None elsewhere."""
    state = nationalities().get(word[:-1], "") if word.endswith("ا") else ""
    before = context.word_before(span) if state else ""
    if not (before in _PEOPLE or _counts(before, context.word_before(span, 2) if before else "")):
        return None
    return Reading("unknown:people", f"people of {state}, not said who", 1, country=state)


def _counts(word: str, before: str) -> bool:
    """Whether a word counts what follows in the singular accusative, as 11 to 99 do, and is no date or number of a
    thing."""
    if before in _DATED:
        return False
    return word in _TENS or (word.isdecimal() and int(word[-2:]) >= 11 and len(word) < 4)
