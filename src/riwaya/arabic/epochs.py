"""Wars and upheavals that reports count from without saying when they began: "since the war broke out".

A report names them by a word for fighting or change and, near it, a country or the event's own name; where it names
neither, the country that the whole text speaks of most stands for it. The days are those of the histories.
"""

import re
from datetime import date
from typing import NamedTuple

from riwaya.arabic.kept import Kept
from riwaya.arabic.timewords import MARKS, fold


class Epoch(NamedTuple):
    """An upheaval: its first day, and folded beginnings of the words that tell which one is meant."""

    start: date
    marks: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(w) for w in text.split())


def _epoch(start: str, marks: str) -> Epoch:
    return Epoch(date.fromisoformat(start), _words(marks))


EPOCHS = (
    _epoch("1990-08-02", "الكويت"),
    _epoch("2003-03-20", "العراق صدام بغداد الأميركي الأمريكي"),
    _epoch("2008-12-27", "غزة"),
    _epoch("2011-02-17", "ليبيا الليبي القذافي"),
    _epoch("2011-03-15", "سوريا سورية السوري دمشق"),
    _epoch("2014-04-06", "أوكرانيا الأوكراني دونباس"),
    _epoch("2014-05-16", "ليبيا الليبي بنغازي"),
    _epoch("2014-07-08", "غزة الفلسطيني"),
    _epoch("2015-03-26", "اليمن السعودي الحوثي التحالف عاصفة"),
    _epoch("2015-09-30", "الروسي روسيا"),
    _epoch("2022-02-24", "أوكرانيا الأوكراني الروسي كييف روسيا"),
    _epoch("2023-04-15", "السودان الخرطوم"),
    _epoch("2023-10-07", "غزة الأقصى طوفان الإسرائيلي الفلسطيني"),
)

UPHEAVALS = frozenset(
    _words(
        "الحرب حرب العدوان عدوان الصراع النزاع الأزمة الاقتتال القتال المعارك معركة ملحمة الهجوم الغزو غزو التدخل "
        "العملية عملية عمليات العمليات طوفان الثورة الانتفاضة الاحتجاجات التحالف عاصفة سقوط"
    )
)
"""What may begin after منذ, or after a word for beginning, and be dated by its place."""
_BY_THEMSELVES = frozenset(_words("الحرب العدوان طوفان الصراع النزاع الاقتتال الغزو التدخل"))
"""Those that are meant even without a word for beginning before them."""

_OPERATIONS = frozenset(_words("طوفان عاصفة"))
"""Operations known by a name of their own, which no other war or battle bears."""

_BETWEEN = frozenset(_words("على في ضد قطاع شرق غرب جنوب شمال"))
"""What may stand between an upheaval and its place, besides adjectives with the article."""


def told(words: list[str]) -> tuple[list[Epoch], int] | None:
    """The epochs that folded `words` after منذ (and a word for beginning) name, and how many words say so.

    An empty list of epochs: an upheaval whose place the words do not say.
    """
    if not words or words[0] not in UPHEAVALS:
        return None
    for n, word in enumerate(words[:6], 1):
        bare = word[1:] if word[:1] in "لب" else word
        found = [e for e in EPOCHS if any(bare.startswith(m) for m in e.marks)]
        if found:
            whole = n < len(words) and any(words[n].startswith(m) for m in found[0].marks)  # طوفان الأقصى
            return found, n + whole
        if n > 1 and not (word.startswith("ال") or word in _BETWEEN):
            break
    return [], 1


_LOCAL = frozenset(_words("المعارك معركة العملية عملية عمليات العمليات الهجوم"))
"""What a report also says of a town's battle: without a place it is no war's beginning."""


def local(word: str) -> bool:
    return word in _LOCAL


def alone(word: str) -> bool:
    return word in _BY_THEMSELVES


def operation(words: list[str]) -> bool:
    """Whether folded words begin with an operation's own name, a word for battle before it or not."""
    return any(w in _OPERATIONS for w in words[: 2 if words and local(words[0]) else 1])


def begun(epochs: list[Epoch], today: date) -> Epoch | None:
    """Which of several upheavals is meant on a day: of the wars of one place the latest that had begun."""
    past = [e for e in epochs if e.start <= today]
    return max((e for e in past if set(e.marks) & set(past[0].marks)), key=lambda e: e.start) if past else None


_LETTERS = re.compile(f"[\u0621-\u064a\u0671{MARKS}]+")


def of_text(text: str) -> list[Epoch]:
    """The epochs whose marks a text bears, those of the most frequent marks first."""
    counts = [0] * len(EPOCHS)
    for marked in filter(None, map(_MARKED.__getitem__, _LETTERS.findall(text))):
        for k in marked:
            counts[k] += 1
    order = sorted(range(len(EPOCHS)), key=lambda k: -counts[k])
    return [EPOCHS[k] for k in order if counts[k] > 1]


def of_sentence(words: list[str], among: list[Epoch]) -> list[Epoch]:
    """The epochs of a text, first those of the countries that a sentence names: "in Sudan since the fighting began"."""
    bare = {w.removeprefix(c) for w in words for c in ("", "و", "ب", "ل")}
    names = {e: [m for m in e.marks if not m.endswith("ي")] for e in among}  # adjectives stand anywhere
    return sorted(among, key=lambda e: not any(w.startswith(m) for m in names[e] for w in bare))


_ALL_MARKS = tuple(mark for e in EPOCHS for mark in e.marks)


def _marked(word: str) -> tuple[int, ...]:
    """The numbers of the epochs that a word is a mark of."""
    folded = fold(word)
    if not folded.startswith(_ALL_MARKS):  # as nearly all words do not
        return ()
    return tuple(k for k, e in enumerate(EPOCHS) if folded.startswith(e.marks))


_MARKED = Kept(_marked)
