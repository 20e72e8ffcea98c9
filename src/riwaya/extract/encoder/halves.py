"""Names cut in the middle: الريف الشرقي لمدينة is half of a name, and هيئة الأسرى ونادي a name and half of another."""

import re

from riwaya.arabic.folding import fold
from riwaya.extract.patterns import word_set

_HEADS = word_set("halves.heads")
"""Nouns that say nothing without the name behind them: مدينة, وزارة, قوات."""
_BEFORE = word_set("halves.before")
"""What stands before such a noun where it is the second half of a name: في, باسم, شمال, مقر."""
_NO_NAMES = word_set("grammar.prepositions") | word_set("names.prepositions") | word_set("names.days")
_NO_NAMES |= {"تابع", "تابعه", "تابعين", "تتبع", "يتبع"}  # قرب معسكر تابع للجيش
_NEXT = re.compile(r"[\"”»]? ([\"“«#]?[^\W\d_]+)")
_QUOTES = "\"“”«»#"
_WHOLES = (("قوات سوريا", "الديمقراطيه"), ("القوات", "المسلحه"), ("للقوات", "المسلحه"))
"""Names whose last word no head announces."""
_CLITICS = ("و", "ف", "لل", "بال")
"""Beginnings of words that no name goes on with."""


def mended(text: str, start: int, end: int) -> int:
    """The end of a name with the word that its last noun needs, or without و and that noun.

    A noun that needs one stands behind a preposition or a compass point (مصدر في مستشفى, شمال محافظة); as one of
    several (خمس قرى, عدة محافظات) it needs none.
    """
    before, _, last = text[start:end].rpartition(" ")
    if not before:
        return end
    word, name = fold(last.strip(_QUOTES)), fold(text[start:end])
    behind = _NEXT.match(text, end)
    follows = fold(behind[1].strip(_QUOTES)) if behind else ""
    if any(name.endswith(half) and follows == other for half, other in _WHOLES):
        return behind.end() if behind else end
    if word[:1] == "و" and word[1:] in _HEADS and " " in before and behind:
        return start + len(before.rstrip())
    if not follows or follows in _NO_NAMES or len(follows) < 3:
        return end
    attached = word[:1] in "بل" and word[1:] in _HEADS
    if attached or (word in _HEADS and fold(before.rpartition(" ")[2]) in _BEFORE):
        definite = follows.startswith("ال")
        person = word.endswith("قياده")  # بقيادة سالم
        return behind.end() if behind and (definite or not (person or follows.startswith(_CLITICS))) else end
    return end
