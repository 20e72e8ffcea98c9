"""The names of a report: its actors, weapons and places, as spans with the kind of name that each is."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from riwaya.extract.patterns import Reading, word_set

MARKS = frozenset(":،,؛;.!؟?…-()[]")
PREPOSITIONS = word_set("names.prepositions")
_ARTICLE = ("ال", "لل", "وال", "بال")
_MONTHS = word_set("names.months")
_VAGUE = word_set("names.vague")
_DAYS = word_set("names.days")
_TITLED = word_set("names.titled")


_first = attrgetter("first")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the report: words `first` to `last`, its code points, and the group of its head."""

    first: int
    last: int
    span: tuple[int, int]
    group: str
    preposition: str


class Names:
    """The actors, weapons and places that a report names. `places` are spans that a gazetteer proposes."""

    def __init__(self, reading: Reading, places: Sequence[tuple[int, int]] = ()) -> None:
        self.r = reading
        self._gazetteer = places
        self.events = {m.first for m in reading.find("triggers") if int(m.pattern.columns[1]) >= 45}
        self.said = {
            m.first
            for m in reading.find("attribution")
            if m.pattern.columns[0] in ("say", "more", "relay", "according")
        }

    @cached_property
    def actors(self) -> list[Name]:
        """Names of actors in order, none inside another."""
        heads: dict[int, tuple[int, str, int]] = {}
        for match in self.r.find("actors"):
            group = match.pattern.columns[0]
            known = heads.get(match.first)
            if known is None or match.last > known[0]:
                heads[match.first] = (match.last, group, match.clitic)
        for match in self.r.find("countries"):
            if match.first not in heads:
                heads[match.first] = (match.last, "country", match.clitic)
        names: list[Name] = []
        done = -1
        for first in sorted(heads):
            last, group, clitic = heads[first]
            if first <= done or first in self.said:
                continue
            if group == "country":
                previous = self._preposition(first)
                if previous in ("في", "ب", "من", "الي", "داخل", "شمال", "جنوب", "شرق", "غرب", "وسط"):
                    continue
            elif last > first:  # a name of several words is whole, but for its nation: حزب الله اللبناني
                last += last + 1 in self.nations and not self.r.marks[last + 1]
            else:
                last = self._extend(first, last)
                if group == "thing":
                    last = self._owner(last, heads)
            keep = clitic - 2 if self.r.words[first][:clitic].endswith("ال") else clitic
            names.append(Name(first, last, self.r.span(first, last, keep), group, self._preposition(first)))
            done = last
        return names

    def between(self, kind: str, first: int, stop: int) -> list[Name]:
        """The names of a kind (actors, weapons, places) that begin with a word from `first` on, before `stop`."""
        names: list[Name] = getattr(self, kind)
        low = bisect_left(names, first, key=_first)
        return names[low : bisect_left(names, stop, low, key=_first)]

    def covers(self, word: int) -> bool:
        """Whether a word stands inside the name of an actor that begins before it; names do not overlap."""
        at = bisect_left(self.actors, word, key=_first) - 1
        return at >= 0 and self.actors[at].last >= word

    def _owner(self, last: int, heads: dict[int, tuple[int, str, int]]) -> int:
        """مواقع للحوثيين: a thing's owner after ل belongs to its name."""
        j = last + 1
        if j in heads and not self.r.marks[j] and self.r.words[j].startswith("ل") and heads[j][2]:
            return self._extend(j, heads[j][0])
        return last

    def _preposition(self, first: int) -> str:
        word = self.r.words[first]
        if first and not self.r.marks[first].strip("\"“«'") and self.r.words[first - 1] in PREPOSITIONS:
            return self.r.words[first - 1]
        if word.startswith(("لل", "ولل")):
            return "ل"
        if word[0] in "بل" and any(clitic for _, clitic in self.r.lemmas[first]) and not word.startswith("ال"):
            return word[0]
        return ""

    def _extend(self, first: int, last: int) -> int:
        """The rest of a name: adjectives, the second noun of a construct, a person's name after a title."""
        r = self.r
        stop = r.bounds[r.sentence_of[first]][1]
        quoted = False
        while last + 1 < stop and last - first < 6:
            j = last + 1
            marks = r.marks[j]
            if set(marks) & MARKS:
                break
            if any(c in "\"“”«»'" for c in marks):
                if quoted:
                    break
                quoted = True
            word = r.words[j]
            if (
                word in PREPOSITIONS
                or word in _DAYS
                or j in self.said
                or (j in self.events and not quoted)
                or not word[0].isalpha()
            ):
                break
            if word[0] in "وف" and len(word) > 4 and word[1:3] == "ال":
                break
            if any("/" in lemma and clitic <= 1 for lemma, clitic in r.lemmas[j]) and not word.startswith("ال"):
                break
            if not quoted and not word.startswith("ال") and not self._goes_on(first, last, j):
                break
            last = j
        return last

    def _goes_on(self, first: int, last: int, j: int) -> bool:
        """True where word j, which has no article, goes on with the name of words first to last."""
        word, head = self.r.words[j], self.r.words[first]
        definite = head.startswith(_ARTICLE)
        if word in _DAYS or (word[:1] in "وفبل" and len(word) > 3 and self.r.sets[j]):
            return False
        if head.removeprefix("و") in _TITLED:
            return True
        if definite:
            return False
        if last == first:
            return True
        return word.endswith(("ي", "يه", "يين", "يون")) and not self.r.words[last].startswith("ال")

    @cached_property
    def weapons(self) -> list[Name]:
        names = []
        done = -1
        for match in self.r.find("weapons"):
            if match.first <= done:
                continue
            last = self._extend(match.first, match.last)
            last = min(last, match.last + 2)
            keep = match.clitic
            if keep >= 2 and self.r.words[match.first][keep - 2 : keep] == "ال":
                keep -= 2
            names.append(Name(match.first, last, self.r.span(match.first, last, keep if keep < 3 else 1), "weapon", ""))
            done = last
        return names

    @cached_property
    def places(self) -> list[Name]:
        """Places in order: those of the gazetteer with the head before them, and unknown names after a head."""
        r = self.r
        spans: dict[int, tuple[int, tuple[int, int]]] = {}
        for start, end in self._gazetteer:
            i = max(bisect_right(r.starts, start) - 1, 0)
            last = max(bisect_left(r.starts, end) - 1, i)
            if i < len(r.words) and not self._elsewhere(i, start):
                spans[i] = (last, (start, end))
        heads = {m.first: m for m in r.find("places") if "ال" not in r.words[m.first][: m.clitic]}
        for i in sorted(heads, reverse=True):
            match = heads[i]
            stop = r.bounds[r.sentence_of[i]][1]
            j = match.last + 1
            if j >= stop or set(r.marks[j]) & MARKS:
                continue
            if j in spans:
                last = spans[j][0]
            elif self._place_name(j):
                last = j
                if j + 1 < stop and r.words[j + 1].startswith("ال") and not r.marks[j + 1] and not r.sets[j + 1]:
                    last = j + 1
            else:
                continue
            spans[i] = (last, r.span(i, last, match.clitic))
            for k in range(i + 1, last + 1):
                spans.pop(k, None)
        out: list[Name] = []
        for i in sorted(spans):
            last, span = spans[i]
            if not out or i > out[-1].last:
                out.append(Name(i, last, span, "place", self._preposition(i)))
        return out

    def _elsewhere(self, i: int, start: int) -> bool:
        """True where a name of the gazetteer is a common word here: a weapon, a month, a nation, وزارة for و+زارة."""
        if i in self.nations or i in self._weapon_words or self.r.words[i] in _MONTHS:
            return True
        cut = start > self.r.starts[i]
        return cut and (self.r.words[i][0] == "ك" or any(c == 0 and not x.startswith("=") for x, c in self.r.lemmas[i]))

    def _place_name(self, j: int) -> bool:
        """True where the word after a head (حي، قاعدة) may be a name that no gazetteer has."""
        r = self.r
        word = r.words[j]
        known = r.sets[j]
        return (
            word not in PREPOSITIONS
            and word not in _VAGUE
            and word[0].isalpha()
            and not known
            and j not in self.nations
        )

    @cached_property
    def _weapon_words(self) -> set[int]:
        return {m.first for m in self.r.find("weapons")}

    @cached_property
    def nations(self) -> set[int]:
        return {m.first for m in self.r.find("nations")}
