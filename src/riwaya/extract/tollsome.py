"""People without a number: which words tell of some whom something befell, or of one, and when nobody came to harm."""

from collections.abc import Collection

from riwaya.arabic.numbers import Quantity
from riwaya.arabic.persons import PEOPLE
from riwaya.codebook import TollKind
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.tollkinds import PAUSE

_ASIDE = frozenset("؛;.!؟?()")
_ANY = frozenset({"اي", "ايه"})
NEGATED = frozenset({"لم", "لا", "لن", "دون", "بدون", "بلا"})
_FURTHER = ("وقتل", "وقتلت", "وقتلوا", "واصيب", "واصاب", "وجرح", "واسفر", "وادي", "وادت", "واعتقل", "وخطف", "واسر")
"""A further verb, of which a "not" before it says nothing."""
_CIVIL, _THINGS = word_set("tolls.civil"), word_set("tolls.things")
_FALLEN = (TollKind.KILLED, TollKind.WOUNDED)


def counts_people(reading: Reading, q: Quantity, k: int) -> bool:
    """Whether a number's noun means people, though no table of actors has it: 3 حراس, 25 فلسطينيا. What one man did or
    said is told as often as what befell him, and a name may follow a number: اللواء 30 العقيد."""
    word = reading.words[k]
    named = word.startswith("ال") and reading.words[k - 1] != "من"
    return q.form != "singular" and not named and word.removeprefix("ال") in PEOPLE


def any_one(reading: Reading, i: int, first: int) -> bool:
    """Whether people stand behind أي, which counts none (لم يقتل أي جندي); behind a comma and before a number it means
    "that is"."""
    return i > first and reading.words[i - 1] in _ANY and not reading.marked(i - 1, i, PAUSE)


def some_of(reading: Reading, i: int, kind: TollKind, few: Collection[int]) -> int:
    """The word for some, where the dead or wounded at a word are some of them (عدد من الجرحى, العديد من القتلى), else
    -1; `few` are the words that mean some."""
    if kind not in _FALLEN or reading.words[i - 1] != "من":
        return -1
    return next((k for k in (i - 2, i - 3) if k in few), -1)


def some_people(reading: Reading, i: int, kind: TollKind, stop: int) -> bool:
    """Whether a word for some (عدد, بعض) tells of people whom something befell: not إعداد البيان, nor بين أفراد,
    nor أحد المنازل; of those who left, as fighters do, only civilians are displaced."""
    if reading.text[reading.starts[i]] == "إ" or reading.words[i - 1] == "بين":
        return False
    behind = [w.removeprefix("ال") for w in reading.words[i + 1 : min(i + 4, stop)]]
    if kind is TollKind.DISPLACED:
        return not _CIVIL.isdisjoint(behind)
    return _THINGS.isdisjoint(behind[:2])


def nobody_hurt(reading: Reading, at: int, first: int) -> bool:
    """Whether people without a number are said not to have come to harm: دون وقوع إصابات, لم يسفر عن ضحايا. `first` is
    the sentence's first word."""
    for k in range(at - 1, max(first, at - 8) - 1, -1):
        if reading.marked(k + 1, k + 2, _ASIDE) or reading.words[k + 1].startswith(_FURTHER):
            return False
        if reading.words[k].removeprefix("و") in NEGATED:
            return reading.words[k + 1] not in ("تزال", "يزال", "زال", "زالت", "سيما")
    return False
