"""What befell the people that a number counts: the words of a sentence that say so, and which of them is whose."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property

from riwaya.arabic.numbers import Quantity
from riwaya.codebook import TollKind
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.tollacts import lost_men, no_act
from riwaya.extract.tollgroups import people_named

REACH = 9
"""A number stands at most so many words after the word that says what befell the people."""
_BACK = 6
"""... and at most so many before it."""
PAUSE = frozenset("،,؛;.:")
_CLAUSE = frozenset("؛;.!؟?")
_HURT = re.compile("جرح|اصيب|اصاب")
_DOING = word_set("tolls.doing")
"""Behind these words stand who did it: هجوم نفذه 8 مسلحين."""
_AMONG = frozenset({"بين", "من", "ضمن", "احد", "بعض", "اسماء", "عشرات", "مئات", "الاف", "جميع", "كل"})
"""Behind these words stands a whole, of which the number is a part."""
_STATES = frozenset({TollKind.CAPTURED, TollKind.DISPLACED})
"""What people counted may have been before something else befell them."""
_NO_DEATHS = frozenset({"الاغتصاب", "اغتصاب", "التحرش", "الاختطاف", "الخطف", "الاعتقال", "الاتجار"})
"""Victims of this are not said to have died."""
_DEAD, _OF_THEM = frozenset({"قتيل", "قتيلا", "قتلي"}), frozenset({"بينهم", "منهم", "بينها"})
_BODIES = frozenset({"جثث", "جثامين", "رفات", "وجثث", "وجثامين", "ورفات"})
_RELEASED = frozenset({"عنهم", "عنه", "عنها", "سراحهم", "سراحه", "سراحها"})


class Befallen:
    """What the words of one sentence say that befell people. `numbers` are the first and last words of its numbers."""

    def __init__(self, reading: Reading, span: tuple[int, int]) -> None:
        self.r = reading
        self.span = span
        self.first, self.stop = reading.bounds[bisect_left(reading.sentences, span)]
        self.numbers: list[tuple[int, int]] = []
        noted: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for match in reading.within("tolls", self.first, self.stop):
            name, _, how = match.pattern.columns[0].partition(":")
            if how == "act" and no_act(reading.words, (match.first, match.last), (self.first, self.stop), name):
                continue
            after = reading.lemmas[match.last + 1] if match.last + 1 < self.stop else ()
            if name == "missing" and lost_men(reading.words, match.first, self.stop):
                name = "killed"
            if how == "total" and name == "killed" and "ضحايا" in reading.words[match.last]:
                name = "killed_or_wounded" if self._may_live(match.last) else name
            if reading.words[match.first] != "فقد" or not any("/" in w for w in after):  # فقد before a verb stresses it
                noted[how or name].append((match.first, match.last, name))
        self.both = [(first, last) for first, last, _ in noted["both"]]
        self.parts, self.others, self.few = ({first for first, _, _ in noted[k]} for k in ("part", "other", "few"))
        self.among = {first for first, _, name in noted["part"] if name == "part"}
        self.totals = {(first, last, TollKind(name)) for first, last, name in noted["total"]}
        self.acts = sorted([*self.totals, *((first, last, TollKind(name)) for first, last, name in noted["act"])])
        self.whos: dict[int, TollKind] = {}
        for first, _, name in noted["who"]:
            self.whos.setdefault(first, TollKind(name))

    def _may_live(self, k: int) -> bool:
        """Whether the dead are told as some of the victims that stand at a word (عدد الضحايا 300 بينهم 40 قتيلا), or
        what befell them kills nobody by itself."""
        words = self.r.words[k : self.stop]
        if not _NO_DEATHS.isdisjoint(words[1:2]):
            return True
        dead = (n for n, w in enumerate(words) if w in _DEAD)
        return any(not _OF_THEM.isdisjoint(words[max(0, n - 3) : n]) for n in dead)

    @cached_property
    def people(self) -> dict[int, tuple[int, str]]:
        """The people named; few sentences count any."""
        return people_named(self.r, self.first, self.stop)

    def _words(self, q: Quantity) -> tuple[int, int]:
        """A number's first and last word."""
        i = bisect_right(self.r.ends, q.start, self.first, self.stop)
        j = bisect_left(self.r.starts, q.end, self.first, self.stop) - 1
        return (i, j) if i <= j else (-1, -1)

    def _word(self, span: tuple[int, int]) -> int:
        """The last word of a span, or the sentence's end."""
        return bisect_left(self.r.ends, span[1], self.first, self.stop)

    def _beside(self, i: int) -> list[tuple[int, int, TollKind]]:
        """The words right before a number that say what befell the people counted."""
        return [a for a in self.acts if 0 < i - a[1] <= 2 and not self.r.marked(a[1] + 1, i + 1, PAUSE)]

    def _kind(self, i: int, last: int, noun: int | None) -> TollKind | None:
        """What befell the people counted in words i to last; `noun` is the word that says who they are."""
        for first, end in self.both:
            if any(end < a < i for a, _, _ in self.acts) or (noun in self.whos and not first - 1 <= noun <= end):
                continue  # other words tell of these: سقط قتلى وجرحى وأُسر 36, قتلى وجرحى وعشرات المفقودين
            if 0 <= first - last <= 4 or 0 < i - end <= 2 or first - 1 <= last <= end:
                if not self._each_its_own(first, end):
                    return TollKind.KILLED_OR_WOUNDED
                if noun in self.whos and noun in (first, end):
                    return self.whos[noun]
                verb = self.r.words[first if last < first else end]
                return TollKind.WOUNDED if _HURT.search(verb) else TollKind.KILLED
        if noun in self.whos and self.r.words[i - 1] in _BODIES and i > self.first:
            return TollKind.KILLED  # سلمت الحركة جثث 4 رهائن
        if noun in self.whos and (fate := self._fate(i, self.whos[noun])):
            return fate
        if noun is None and (named := self._named_before(i)):
            return named
        if noun in self.whos:
            return TollKind.FREED if self._set_free(i, self.whos[noun]) else self.whos[noun]
        before = [
            a for a in self.acts
            if a[0] < i and i - a[1] <= (3 * REACH if a in self.totals else REACH)
            and not self.r.marked(a[1] + 1, i + 1, _CLAUSE)
            and not (a in self.totals and any(a[0] < k <= a[1] for k, _ in self.numbers))
            and not (a[2] is TollKind.FREED and a[0] < a[1] < i and a[1] in self.whos)  # أطلقت 24 رهينة، هم 13 ...
            and (a[2] is TollKind.DISPLACED or _DOING.isdisjoint(self.r.words[a[1] + 1 : i]))
        ]  # fmt: skip
        after = [
            a for a in self.acts
            if 0 < a[0] - last <= _BACK and not self.r.marked(last + 1, a[0] + 1, PAUSE) and not self._has_object(a)
        ]  # fmt: skip
        if before and after and after[0][0] - last <= 2 and (
            before[-1][1] < i - 4 or self._follows_its_own(i, before[-1]) or self._told_of(last, after[0][0])
        ):
            return after[0][2]
        if before:
            act = before[-1]
            if noun is None and i - act[1] > 4 and act not in self.totals:
                return None
            joined = len(before) > 1 and act[0] - before[-2][1] == 1 and self.r.words[act[0]].startswith("و")
            if joined and {act[2], before[-2][2]} == {TollKind.KILLED, TollKind.WOUNDED}:
                return TollKind.KILLED_OR_WOUNDED
            return act[2]
        return after[0][2] if after and (noun is not None or self._told_of(last, after[0][0])) else None

    def _fate(self, i: int, state: TollKind) -> TollKind | None:
        """What befell people who were prisoners, displaced or wounded already: مقتل 13 أسيرا, اعتقال 12 لاجئا."""
        before = [a for a in self.acts if 0 < i - a[1] <= 3 and a not in self.totals]
        if not before or any(before[-1][1] < k < i for k, _ in self.numbers):
            return None
        fate = before[-1][2]
        if state is TollKind.KILLED or fate is TollKind.FREED:
            return None
        return fate if state in _STATES or fate in (TollKind.KILLED, TollKind.CAPTURED) else None

    def _named_before(self, i: int) -> TollKind | None:
        """What the noun before a bare number says it counts: عدد القتلى 150 والجرحى 420, أن القتلى 28 and not 5 of them
        (بين القتلى خمسة)."""
        words = self.r.words
        at = i - 2 if words[i - 1] in ("الي", "نحو", "بلغ", "ب") else i - 1
        if at <= self.first:
            return self.whos.get(at) if at == self.first and self._alone(at, i) else None
        return self.whos.get(at) if words[at].startswith("وال") or self._alone(at, i) else None

    def _alone(self, at: int, i: int) -> bool:
        """Whether القتلى stands right before the number that it is said to be, not before one of its parts."""
        words = self.r.words
        among = at > self.first and words[at - 1].removeprefix("و") in _AMONG
        among = among or any(first < at <= last for first, last, _ in self.totals)
        return at == i - 1 and words[at].startswith("ال") and not words[i].startswith(("ال", "و", "ب")) and not among

    def _told_of(self, last: int, verb: int) -> bool:
        """Whether a plural verb or إصابة right behind a bare number says what befell them: 22 أصيبوا, 500 إصابة."""
        word = self.r.words[verb]
        return verb == last + 1 and (word == "اصابه" or (word.endswith("وا") and not word.startswith("و")))

    def _has_object(self, act: tuple[int, int, TollKind]) -> bool:
        """Whether people stand right behind a verb: an attacker who killed eight is none of the dead."""
        k = act[1] + 1
        if act[2] in (TollKind.SURRENDERED, TollKind.DISPLACED) or k >= self.stop or self.r.marked(k, k + 1, PAUSE):
            return False
        object_ = k in self.people or any(i == k for i, _ in self.numbers)
        return object_ and not self.r.words[k].startswith(("و", "لل", "بال"))

    def _set_free(self, i: int, kind: TollKind) -> bool:
        """Whether prisoners that stand at a word are those of a release before it, or right behind: أسيرا أفرج عنهم."""
        words = self.r.words
        return kind is TollKind.CAPTURED and any(
            k is TollKind.FREED and (a < i or (a - i <= 6 and not _RELEASED.isdisjoint(words[a : b + 1])))
            for a, b, k in self.acts
        )

    def _follows_its_own(self, i: int, act: tuple[int, int, TollKind]) -> bool:
        """Whether the word before a number has another of its own: 11 شخصا قتلوا و32 أصيبوا, قتل خمسة، وأن 90 فروا."""
        if any(act[1] < k <= j < i - 1 and self.r.marked(j + 1, i + 1, PAUSE) for k, j in self.numbers):
            return True
        return self.r.words[i].startswith("و") and any(0 < act[0] - j <= 3 for _, j in self.numbers)

    def _each_its_own(self, first: int, end: int) -> bool:
        """Whether two verbs side by side have people each: "five people were killed and wounded were twelve"."""
        before = any(j < first <= j + (2 if j == i else 3) or self._people_before(i, j, first) for i, j in self.numbers)
        behind = end + 1 in self.others or any(
            i == end + 1 and not self.r.words[i].startswith("و") for i, _ in self.numbers
        )
        return before and behind and end > first and not self.r.marked(end + 1, end + 2, PAUSE)

    def _people_before(self, i: int, j: int, verb: int) -> bool:
        """Whether a number of people is the subject of a verb some words behind it: سبعة من مليشيا الحشد قتلوا."""
        return i >= 0 and j < verb <= j + 8 and any(k in self.people for k in range(i, j + 3))
