"""The grammar of casualties: how many people, of what kind, what happened to them.

A toll is a number (or a noun that counts itself: جندي، قتيلان، قتلى) and the word that says what befell them, before it
(مقتل 3 مدنيين) or after it (14 جنديا قتلوا), or the counted noun itself (12 جريحا). A part of a whole (بينهم طفل) is
no toll of its own; '26 بين قتيل وجريح' counts killed and wounded together and is never 26 dead.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from riwaya.arabic.numbers import Quantity, quantities
from riwaya.codebook import TollGroup, TollKind
from riwaya.extract.patterns import Match, Reading, word_set

_REACH = 9
"""A number stands at most so many words after the word that says what befell the people."""
_BACK = 6
"""... and at most so many before it."""
_PAUSE = frozenset("،,؛;.:")
_CLAUSE = frozenset("؛;.!؟?")
_CIVIL = word_set("tolls.civil")
_SOME = word_set("tolls.some")
_ONE = word_set("tolls.one")


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people as one stretch of text tells it; bounds that it leaves open are None."""

    kind: TollKind
    min: int | None
    max: int | None
    who: TollGroup
    text: str
    span: tuple[int, int]


def tolls(text: str, span: tuple[int, int], reading: Reading | None = None) -> list[Toll]:
    """The tolls that `text[span[0]:span[1]]` (a sentence) tells, in order; spans are code points of `text`."""
    return _Ledger(reading or Reading(text, [span]), span).read()


_HURT = re.compile("جرح|اصيب|اصاب")
_DEAD = frozenset({"قتلي", "شهداء"})


class _Ledger:
    """The reader of one sentence: its numbers, and what its words say of the people counted."""

    def __init__(self, reading: Reading, span: tuple[int, int]) -> None:
        self.r = reading
        self.span = span
        inside = (
            [i for i in range(len(reading.words)) if span[0] <= reading.starts[i] < span[1]]
            if len(reading.sentences) == 1
            else range(*reading.bounds[reading.sentence_of_offset(span[0])])
        )
        self.first, self.stop = (inside[0], inside[-1] + 1) if inside else (0, 0)
        self.acts: list[tuple[int, int, TollKind]] = []
        self.totals: set[tuple[int, int, TollKind]] = set()
        self.whos: dict[int, TollKind] = {}
        self.both: list[tuple[int, int]] = []
        self.numbers: list[tuple[int, int]] = []
        self.parts: set[int] = set()
        self.few: set[int] = set()
        self.others: set[int] = set()
        for match in reading.within("tolls", self.first, self.stop):
            self._note(match)
        self.acts.sort()
        self.people: dict[int, tuple[int, str]] = {}
        for match in reading.within("actors", self.first, self.stop):
            if match.pattern.columns[0] in ("people", "armed", "state"):
                self.people.setdefault(match.first, (match.last, match.pattern.columns[0]))

    def _note(self, match: Match) -> None:
        name, _, how = match.pattern.columns[0].partition(":")
        if name == "both":
            self.both.append((match.first, match.last))
        elif name == "part":
            self.parts.add(match.first)
        elif name == "other":
            self.others.add(match.first)
        elif name == "few":
            self.few.add(match.first)
        elif how == "total":
            self.acts.append((match.first, match.last, TollKind(name)))
            self.totals.add(self.acts[-1])
        elif how == "act":
            self.acts.append((match.first, match.last, TollKind(name)))
        elif how == "who":
            self.whos.setdefault(match.first, TollKind(name))

    def read(self) -> list[Toll]:
        if not (self.acts or self.whos or self.both):
            return []
        found: list[Toll] = []
        used: set[int] = set()
        counts = quantities(self.r.text[self.span[0] : self.span[1]])
        self.numbers = [self._words(self.span[0] + q.start, self.span[0] + q.end) for q in counts if not q.unit]
        for q in counts:
            toll = self._counted(q, used)
            if toll:
                found.append(toll)
        found += self._uncounted(used, found)
        return _once(sorted(found, key=lambda t: t.span))

    def _words(self, start: int, end: int) -> tuple[int, int]:
        """The words from code point `start` to `end`, as first and last."""
        r = self.r
        i = bisect_right(r.ends, start, self.first, self.stop)
        j = bisect_left(r.starts, end, self.first, self.stop) - 1
        return (i, j) if i <= j else (-1, -1)

    def _counted(self, q: Quantity, used: set[int]) -> Toll | None:
        r = self.r
        start, end = self.span[0] + q.start, self.span[0] + q.end
        i, j = self._words(start, end)
        if i < 0 or i in used or q.unit or (q.min is None and q.max is None):
            return None
        noun = next(
            (k for k in range(i, min(j + 3, self.stop)) if k in self.whos or k in self.people or k in self.others), None
        )
        counted = noun is not None and (noun <= j + 1 or not self._closed(j + 1, noun))
        if not counted and q.counted:
            return None
        last = max(j, self.people.get(noun, (noun, ""))[0] if counted and noun is not None else j)
        if self._is_part(i):
            used.update(range(i, last + 1))
            return None
        kind = self._kind(i, last, noun if counted else None, bare=not counted)
        if kind is None:
            return None
        if noun is not None and not counted:
            last = j
        used.update(range(i, last + 1))
        whole = (self.span[0] + q.whole[0], self.span[0] + q.whole[1]) if q.whole[1] else (start, end)
        span = (min(start, whole[0]), max(end, whole[1], r.ends[last] if counted else 0))
        return Toll(kind, q.min, q.max, self._who(noun if counted else None, i, last), r.text[span[0] : span[1]], span)

    def _closed(self, first: int, last: int) -> bool:
        return self.r.marked(first, last + 1, _PAUSE)

    def _is_part(self, i: int) -> bool:
        return any(k in self.parts for k in range(max(self.first, i - 3), i))

    def _kind(self, i: int, last: int, noun: int | None, bare: bool) -> TollKind | None:
        """What befell the people counted in words i to last."""
        for first, end in self.both:
            if 0 <= first - last <= 4 or 0 < i - end <= 2 or first - 1 <= last <= end:
                if self._each_its_own(first, end):
                    return self._verb(first if last < first else end)
                return TollKind.KILLED_OR_WOUNDED
        if noun is not None and noun in self.whos:
            freed = self.whos[noun] is TollKind.CAPTURED and any(k is TollKind.FREED for a, _, k in self.acts if a < i)
            return TollKind.FREED if freed else self.whos[noun]
        before = [
            a for a in self.acts
            if a[0] < i and i - a[1] <= (3 * _REACH if a in self.totals else _REACH) and not self._broken(a[1] + 1, i)
        ]  # fmt: skip
        after = [a for a in self.acts if 0 < a[0] - last <= _BACK and not self._closed(last + 1, a[0])]
        if before and after and before[-1][1] < i - 4 and after[0][0] - last <= 2:
            return after[0][2]
        if bare and before and i - before[-1][1] > 4 and before[-1] not in self.totals:
            return None
        if before:
            kinds = {before[-1][2]}
            if len(before) > 1 and before[-1][0] - before[-2][1] == 1 and self.r.words[before[-1][0]].startswith("و"):
                kinds.add(before[-2][2])
            return TollKind.KILLED_OR_WOUNDED if kinds == {TollKind.KILLED, TollKind.WOUNDED} else before[-1][2]
        if after and not bare:
            return after[0][2]
        return None

    def _each_its_own(self, first: int, end: int) -> bool:
        """Whether two verbs side by side have a number each: "five people were killed and wounded were twelve"."""
        before = any(j < first <= j + 2 for _, j in self.numbers)
        return before and any(i == end + 1 for i, _ in self.numbers) and end > first

    def _two_groups(self, first: int, last: int) -> bool:
        """Whether two plurals side by side are some dead and some wounded (سقوط قتلى وجرحى), not a number of both."""
        return last == first + 1 and self.r.words[first].removeprefix("ب").removeprefix("ل") in _DEAD

    def _verb(self, word: int) -> TollKind:
        return TollKind.WOUNDED if _HURT.search(self.r.words[word]) else TollKind.KILLED

    def _broken(self, first: int, last: int) -> bool:
        return self.r.marked(first, last + 1, _CLAUSE)

    def _uncounted(self, used: set[int], found: Sequence[Toll]) -> list[Toll]:
        """People without a number: the singular after its verb is one, قتلى by itself is some."""
        out: list[Toll] = []
        r = self.r
        kinds = {t.kind for t in found}
        for first, last in self.both:
            if self._each_its_own(first, last):
                continue
            if not used & set(range(first, last + 1)) and self._two_groups(first, last):
                for word, kind in ((first, TollKind.KILLED), (last, TollKind.WOUNDED)):
                    if kind not in kinds:
                        span = r.span(word, word)
                        out.append(Toll(kind, None, None, self._who(None, word, last + 3), r.quote(span), span))
                        kinds.add(kind)
                    used.add(word)
            elif TollKind.KILLED_OR_WOUNDED not in kinds and not used & set(range(first, last + 1)):
                span = r.span(first, last)
                out.append(
                    Toll(TollKind.KILLED_OR_WOUNDED, None, None, self._who(None, first, last + 3), r.quote(span), span)
                )
                kinds.add(TollKind.KILLED_OR_WOUNDED)
                used.update(range(first, last + 1))
        for i, kind in self.whos.items():
            if (
                i in used
                or kind in kinds
                or r.words[i].startswith(("ال", "وال", "لل", "بال"))
                or not self._some(r.words[i])
            ):
                continue
            span = r.span(i, i)
            out.append(Toll(kind, None, None, self._who(None, i, i + 2), r.quote(span), span))
            kinds.add(kind)
            used.add(i)
        for _, last, kind in self.acts:
            if kind in kinds or kind is TollKind.SURRENDERED:
                continue
            for i in range(last + 1, min(last + 4, self.stop)):
                if self._closed(last + 1, i):
                    break
                if i in self.few and i not in used:
                    end = self.people.get(i + 1, (i, ""))[0]
                    end = max(end, self.people.get(i + 2, (i, ""))[0])
                    span = r.span(i, max(i, end))
                    out.append(Toll(kind, None, None, self._who(None, i, end + 1), r.quote(span), span))
                    kinds.add(kind)
                    break
                if i in self.people and i not in used and self.people[i][0] == i and self._singular(r.words[i]):
                    span = r.span(i, i)
                    out.append(Toll(kind, 1, 1, self._who(i, i, i), r.quote(span), span))
                    kinds.add(kind)
                    break
        return out

    def _some(self, word: str) -> bool:
        return word.lstrip("وبل") in _SOME or word in _SOME

    def _singular(self, word: str) -> bool:
        return word in _ONE

    def _who(self, noun: int | None, first: int, last: int) -> TollGroup:
        """Whom the counted noun, or the words right after the number, make them."""
        r = self.r
        for k in ([noun] if noun is not None else []) + list(range(first, min(last + 3, self.stop))):
            word = r.words[k].removeprefix("و").removeprefix("ال")
            if word in _CIVIL:
                return TollGroup.CIVILIAN
            group = self.people.get(k, (k, ""))[1]
            if group == "armed":
                return TollGroup.FIGHTER
            if group == "state":
                return TollGroup.SOLDIER
        return TollGroup.UNKNOWN


def _once(found: Sequence[Toll]) -> list[Toll]:
    """The tolls without doubles: of one kind and number, the first."""
    out: list[Toll] = []
    for toll in found:
        if not any(t.kind == toll.kind and (t.min, t.max) == (toll.min, toll.max) for t in out):
            out.append(toll)
    return out
