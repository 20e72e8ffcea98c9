"""Whether words that look like what befell people tell it: not a sentence of death, a disease, nor contact lost."""

from collections.abc import Sequence

from riwaya.codebook import TollKind
from riwaya.extract.patterns import word_set

_CIVIL = word_set("tolls.civil")
_COURTS, _MEANING, _DISEASES, _CONTACT = (
    word_set(f"tolls.{name}") for name in ("courts", "meaning", "diseases", "contact")
)
_FORCES = word_set("tolls.forces")
"""Who loses men, as the word right behind فقد: of the masculine verb many a subject is missing himself."""
_NO_ACTS = word_set("tolls.no acts")
"""Their families (وأسرهم), not who captured them, and what is only meant (للقضاء على)."""
_CASES, _FIRE = word_set("tolls.cases"), word_set("tolls.fire")
_TRYING = word_set("tolls.trying")
"""Right behind one of them stands what was tried: حاولت اغتيال القائد left him alive."""


def no_act(words: Sequence[str], found: tuple[int, int], bounds: tuple[int, int], name: str) -> bool:
    """Whether the words `found` (first and last) of a sentence look like what befell people and are not: another word
    of that spelling (وحيد, وأسرهم), what is only meant (للقضاء على, هدد بقتل, حاولوا اغتيال), a sentence of death,
    a disease."""
    first, last = found
    word, before = words[first], words[max(bounds[0], first - 5) : first]
    behind = words[last + 1 : min(last + 7, bounds[1])]
    if word in _NO_ACTS or not _COURTS.isdisjoint(behind[:1]):
        return True
    if name == "freed" and any(w in _FIRE for w in words[first + 1 : last]):  # أطلقت النار على أسير
        return True
    meant = word.startswith(("ب", "ل")) and any(w.removeprefix("و") in _MEANING for w in before[-2:])
    if meant or "".join(before[-1:]) in _TRYING:
        return True
    if "اعدام" in word and any(w.removeprefix("و").removeprefix("ب") in _COURTS for w in before):
        return True
    return name == "wounded" and sick(words, last, bounds[1])


def lost_men(words: Sequence[str], at: int, stop: int) -> bool:
    """Whether فقدت is said of a force that lost men, of whom nine tenths of the coded ones are dead, and not of
    contact that was lost, nor of the missing themselves; فقد is where a force stands right behind it."""
    behind = words[at + 1 : min(at + 4, stop)]
    verb = words[at].removeprefix("و")
    lost = verb == "فقدت" or (verb == "فقد" and "".join(behind[:1]) in _FORCES)
    return lost and _CONTACT.isdisjoint(behind) and _CIVIL.isdisjoint(behind)


_BY_CASE = frozenset({TollKind.KILLED, TollKind.WOUNDED, TollKind.CAPTURED, TollKind.MISSING})


def case(words: Sequence[str], k: int, act: tuple[int, int, TollKind]) -> bool:
    """Whether word `k` makes what befell people (`act`, behind it) cases that are counted: 197 حالة اختطاف."""
    return words[k] in _CASES and act[2] in _BY_CASE


def sick(words: Sequence[str], at: int, stop: int) -> bool:
    """Whether a disease stands among the words behind `at`: 40 حالة وفاة بالكوليرا."""
    behind = words[at + 1 : min(at + 7, stop)]
    return any(w.removeprefix("ب").removeprefix("ال") in _DISEASES for w in behind)
