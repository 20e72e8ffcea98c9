"""Whose toll it is: civilians, soldiers or fighters, as the counted noun and the words behind it tell."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from riwaya.arabic.words import words as words_of
from riwaya.codebook import TollGroup
from riwaya.extract.patterns import Reading, word_set

_CIVIL = word_set("tolls.civil")
_MEN = frozenset({"عنصر", "عنصرا", "عناصر", "عنصران", "عنصرين"})
_MEMBERS = _MEN | {"افراد", "فرد", "فردا"}
_SECURITY = _MEN | {"رجل", "رجلا", "رجلي", "رجال"}
_RESCUERS = word_set("tolls.rescuers")
"""Whose عناصر and أفراد are neither fighters nor soldiers."""
_TEAMS = frozenset({"من", "طاقم", "طواقم", "فرق", "فريق", "جهاز"})
"""What may stand between them."""
_RANKS = word_set("tolls.ranks")
_WOMEN_AND_CHILDREN = word_set("tolls.women and children")
_BY = ("برصاص", "بنيران", "بقصف", "بغار", "بصاروخ", "بهجوم", "بيد", "بايدي")
_BEYOND = frozenset({"في", "علي", "جراء", "اثر", "خلال", "بعد"})
_CAMPS = {"armed": TollGroup.FIGHTER, "state": TollGroup.SOLDIER}

People = Mapping[int, tuple[int, str]]
"""The last word and the group of people named, by their first word."""


def people_named(reading: Reading, first: int, stop: int) -> dict[int, tuple[int, str]]:
    """The people that the words `first` to `stop` (excluded) name."""
    actors = ((m, m.pattern.columns[0]) for m in reversed(reading.within("actors", first, stop)))
    return {m.first: (m.last, group) for m, group in actors if group in ("people", "armed", "state")}


def ranked(text: str) -> bool:
    """Whether words name soldiers by their rank, before a name or not: الجندي فلان, جثة ضابط."""
    first = next((w.stem for w in words_of(text) if w.stem not in ("جثه", "جثمان", "رفات")), "")
    return first in _RANKS


@dataclass(frozen=True, slots=True)
class Groups:
    """What tells whose the tolls of one sentence are: its words, the people that they name, the words that begin a
    part (`among`), and whether a word begins to tell what others did (`further`)."""

    reading: Reading
    bounds: tuple[int, int]
    people: People
    among: Collection[int]
    further: Callable[[int], bool]

    def who(self, words: Iterable[int]) -> TollGroup:
        """Whom the first telling one of some words, the counted noun and those after the number, makes them. عناصر are
        whose they are (عناصر الشرطة), else fighters; behind برصاص stands who killed them."""
        neutral = TollGroup.UNKNOWN
        written, (first, stop) = self.reading.words, self.bounds
        for n, k in enumerate(k for k in words if k < stop):
            word = written[k].removeprefix("و")
            if k in self.among and neutral is TollGroup.UNKNOWN:  # but these (60 of 62 coded), parts tell nothing
                civil = not _WOMEN_AND_CHILDREN.isdisjoint(written[k + 1 : min(k + 3, stop)])
                return TollGroup.CIVILIAN if civil else neutral
            if word.startswith(_BY) or word in _BEYOND or k in self.among or (n and self.further(k)):
                break
            if word.removeprefix("ال") == "امن":  # the table of actors knows those of the army and police
                men = written[max(first, k - 2) : k]
                neutral = TollGroup.SOLDIER if any(w.removeprefix("ال") in _SECURITY for w in men) else neutral
            if word.removeprefix("ال") in _CIVIL or self._rescuers(k):
                return TollGroup.CIVILIAN
            group = self.people.get(k, (k, ""))[1]
            if word.removeprefix("ال") in _MEN:
                neutral = TollGroup.FIGHTER
            elif group in _CAMPS:
                return _CAMPS[group]
        return neutral

    def _rescuers(self, k: int) -> bool:
        """Whether a word names those of an aid or rescue service: عناصر الخوذ البيضاء, عنصران من الهلال الأحمر."""
        words = self.reading.words
        if words[k].removeprefix("و").removeprefix("ال") not in _MEMBERS:
            return False
        behind = (w for w in words[k + 1 : min(k + 4, self.bounds[1])] if w not in _TEAMS)
        return next(behind, "") in _RESCUERS
