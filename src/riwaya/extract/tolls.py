"""The grammar of casualties: how many people, of what kind, what happened to them.

A toll is a number (or a noun that counts itself: جندي، قتيلان، قتلى) and the word that says what befell them, before it
(مقتل 3 مدنيين) or after it (14 جنديا قتلوا), or the counted noun itself (12 جريحا). A part of a whole (بينهم طفل) is
no toll of its own; '26 بين قتيل وجريح' counts killed and wounded together and is never 26 dead.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable

from riwaya.arabic.numbers import Quantity, quantities
from riwaya.arabic.words import report_words
from riwaya.codebook import TollGroup, TollKind
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.tollacts import case, sick
from riwaya.extract.tollgroups import Groups
from riwaya.extract.tollkinds import PAUSE, REACH, Befallen
from riwaya.extract.tollsome import NEGATED, any_one, counts_people, nobody_hurt, some_of, some_people
from riwaya.extract.tollstanding import Toll as Toll
from riwaya.extract.tollstanding import standing

_SOME = word_set("tolls.some")
_ONE = word_set("tolls.one")
_DEAD = frozenset({"قتلي", "شهداء", "مقتل", "قتل", "استشهاد"})
_THINGS, _OF_THINGS, _NO_NOUNS, _PASSING = (
    word_set(f"tolls.{name}") for name in ("things", "of things", "no nouns", "passing")
)
_OWN = word_set("tolls.own")
_END = ("مصرع", "حتف")
_OTHERS = frozenset({"اخرون", "اخرين"})
_ONE_OF = frozenset({"احد", "احدي"})
_SINCE = frozenset({"بعد", "اثر", "عقب"})
_PEOPLE_ALONE = frozenset({TollKind.KILLED, TollKind.CAPTURED, TollKind.FREED})
"""What befalls people alone; houses are hit as well (أصابت), and cars leave."""
_FATES = frozenset({TollKind.KILLED, TollKind.WOUNDED, TollKind.MISSING})
"""What people counted have become, as the word behind them says; displaced or held they may long have been."""


def tolls(text: str, span: tuple[int, int], reading: Reading | None = None) -> list[Toll]:
    """The tolls that `text[span[0]:span[1]]` (a sentence) tells, in order; spans are code points of `text`."""
    return _Ledger(reading or Reading(text, [span]), span).read()


class _Ledger(Befallen):
    """The reader of one sentence: its numbers, and what its words say of the people counted."""

    def __init__(self, reading: Reading, span: tuple[int, int]) -> None:
        super().__init__(reading, span)
        self.found: list[Toll] = []
        self.used: set[int] = set()
        self.part_end = -REACH
        """The last word of the last part told."""

    def _who(self, words: Iterable[int]) -> TollGroup:
        groups = Groups(self.r, (self.first, self.stop), self.people, self.among, self._tells_further)
        return groups.who(words)

    def read(self) -> list[Toll]:
        if not (self.acts or self.whos or self.both):
            return []
        written = report_words(self.r.text)
        written = written[slice(*(bisect_left(written, (edge,)) for edge in self.span))]
        counts = [q for q in quantities(self.r.text, written) if not q.unit]
        self.numbers = [self._words(q) for q in counts]
        for q in counts:
            self._counted(q)
        self._uncounted()
        return standing(self.found, self.r, written)

    def _counted(self, q: Quantity) -> None:
        i, j = self._words(q)
        if i < 0 or i in self.used or (q.min is None and q.max is None) or (i > self.first + 1 and self._whole(i)):
            return
        if (any_one(self.r, i, self.first) and (q.min or 0) <= 1) or self._fell_victim(i) or self._half(i, q):
            self.used.add(i)
            return
        if self._case(i, q):
            return
        reach = j + 3 + (self.r.words[j + 1 : j + 3] == ["في", "عداد"])
        near = range(i, min([reach, self.stop, *(k for k in (j + 1, j + 2) if k in self.parts)]))  # 8 بينهم جندي
        noun = next((k for k in near if k in self.whos or k in self.people or k in self.others), None)
        if noun in self.others and any(j < a[0] < noun for a in self.acts):
            noun = None  # of another verb: قتل اثنان وأصيب آخر
        if noun is not None and noun > j + 1 and self.r.marked(j + 1, noun + 1, PAUSE):
            noun = None
        if noun is not None and noun > j and self._of_other_words(j, noun, q):
            noun = None
        last = j if noun is None else max(j, self.people.get(noun, (noun, ""))[0])
        if noun is None and q.counted and self.few.isdisjoint(range(i, j + 1)):
            named = self._counted_noun(q.counted)
            if not self._no_noun(i, named):
                if named < 0 or not (counts_people(self.r, q, named) or self._befalls_people(i, named)):
                    return
                noun = last = named
        if noun is not None and noun not in self.whos and (q.max or 2) > 1 and self._state(last + 1):
            noun = last = last + 1
        part = self._part(i, noun) or self._part_of_them(i, j) or self._died_since(i, noun) or self._more_parts(i, noun)
        kind = None if part else self._kind(i, last, noun)
        if kind is TollKind.DISPLACED and 0 < (q.max or 0) <= 2:
            kind = None  # who ran away is no displaced person
        if part:
            self.part_end = last
        if part or kind:
            self.used.update(range(i, last + 1))
        if kind:
            edges = [q.start, q.end, *(q.whole if q.whole[1] else ())]
            start, end = min(edges), max(edges)
            span = (start, end if noun is None else max(end, self.r.ends[last]))
            who = self._who([i if noun is None else noun, *range(i, last + 3)])
            low, high = self._passed(i, q)
            self.found.append(Toll(kind, low, high, who, self.r.quote(span), span))

    def _case(self, i: int, q: Quantity) -> bool:
        """Whether a number counts cases of what befell people (197 حالة اختطاف), which are noted as that many."""
        k = self._word(q.counted) if q.counted else self.stop
        act = next((a for a in self.acts if a[0] == k + 1), None)
        if act is None or not case(self.r.words, k, act):
            return False
        self.used.update(range(i, act[1] + 1))
        if sick(self.r.words, act[1], self.stop):
            return True
        span = (min(q.start, self.r.starts[i]), self.r.ends[act[1]])
        who = self._who(range(act[1] + 1, act[1] + 3))
        self.found.append(Toll(act[2], q.min, q.max, who, self.r.quote(span), span))
        return True

    def _state(self, k: int) -> bool:
        """Whether a word right behind people counted says what has become of them: 30 شخصا مفقودين, 24 جنديا جريحا."""
        told = self.whos.get(k) in _FATES and not self.r.words[k].startswith(("ال", "و"))
        return told and not self.r.marked(k, k + 1, PAUSE)

    def _of_other_words(self, j: int, noun: int, q: Quantity) -> bool:
        """Whether people behind a number are not what it counts, but its thing's owners or kind (6 عربات عسكرية), or
        those of the next number (20 و30 جريحا)."""
        if any(j < i < noun for i, _ in self.numbers) or self.r.words[noun].startswith("وال"):
            return True
        if self.r.words[j + 1] in ("وعدد", "وحصيله"):
            return True
        k = self._word(q.counted) if q.counted else noun
        fallen = self.whos.get(noun) in (TollKind.KILLED, TollKind.WOUNDED)  # سقوط عشرات الفلسطينيين قتلى
        return j < k < noun and not fallen and self.r.words[k] not in ("من", "عدد", "حاله", "حالات")

    def _whole(self, i: int) -> bool:
        """Whether a number is the whole of which the one before it tells a part: 9 من أصل 12 مهاجما."""
        at = i - 2 if self.r.words[i - 1] in ("اصل", "بين") else i - 1
        return self.r.words[at] == "من" and any(0 < at - j <= 1 for _, j in self.numbers)

    def _part(self, i: int, noun: int | None) -> bool:
        """Whether a number is of a whole told before: بينهم طفل, but not بينهم طفل وإصابة 20, بينهم طفل، و20 جريحا."""
        at = next((k for k in range(i - 1, max(self.first, i - 3) - 1, -1) if k in self.parts), i)
        own = noun in self.whos and (self.r.marked(at + 1, i + 1, PAUSE) or self.r.words[i].startswith("و"))
        return at < i and not own and not any(at < first < i for first, _, _ in self.acts)

    def _part_of_them(self, i: int, j: int) -> bool:
        """Whether a number is of people told before: قضوا، 426 منهم أطفال; of أصيب 3 منهم they are others."""
        return self.r.words[j + 1 : j + 2] in (["منهم"], ["منهن"], ["منها"]) and not self._beside(i)

    def _more_parts(self, i: int, noun: int | None) -> bool:
        """Whether a number goes on with the parts of a whole: بينهم 12 طفلا و9 نساء."""
        r = self.r
        near = 0 < i - self.part_end <= 2 and r.words[i].startswith("و") and noun not in self.whos
        return near and not any(self.part_end < a[0] <= (i if noun is None else noun) + 2 for a in self.acts)

    def _died_since(self, i: int, noun: int | None) -> bool:
        """Whether those counted died of wounds and made a number what it now is: ارتفع إلى 41 بعد وفاة جريحين."""
        hurt = noun is not None and self.whos.get(noun) is TollKind.WOUNDED
        died = hurt and self.r.words[i - 1] == "وفاه" and self.r.words[i - 2] in _SINCE
        return died and any(self.first < k < i and self.r.words[k - 1] == "الي" for k, _ in self.numbers)

    def _half(self, i: int, q: Quantity) -> bool:
        """Whether a single one is but the second half of those a number before it counts: 60 قتيلا وجريحا."""
        pairs = [first for first, end in self.both if first < i == end]
        return q.form == "singular" and any(first - 3 < k < i for first in pairs for _, k in self.numbers if k >= 0)

    def _fell_victim(self, i: int) -> bool:
        """Whether a victim is what those of a number behind it have become: راح ضحية الهجوم 21 شخصا."""
        became = self.r.words[i] == "ضحيه" and any(first < end == i for first, end, _ in self.acts)
        return became and any(i < k <= i + 6 for k, _ in self.numbers)

    def _passed(self, i: int, q: Quantity) -> tuple[int | None, int | None]:
        """A number's bounds, where the total before it passes it (تجاوز عدد القتلى 100) or does not (لم يتجاوز)."""
        for first, end, _ in self.totals:
            if 0 < i - end <= 6 and first > self.first and self.r.words[first - 1] in _PASSING:
                at_most = first > self.first + 1 and self.r.words[first - 2].removeprefix("و") in NEGATED
                return (None, q.max) if at_most else (q.min, None)
        return q.min, q.max

    def _counted_noun(self, counted: tuple[int, int]) -> int:
        """The word that a number counts, which no list knows for people; -1 where it is a thing or a name for one."""
        k = self._word(counted)
        return -1 if k >= self.stop or any(w in _THINGS for w in (self.r.words[k], *self.r.lemmas[k])) else k

    def _no_noun(self, i: int, k: int) -> bool:
        """Whether what follows a number is nothing that it counts: لقي 42 مصرعهم, 22 أصيبوا, إصابة 90 كثير منهم."""
        told = any(first == k or (first < i and end == k) for first, end, _ in self.acts)
        return k >= 0 and (told or self.r.words[k] in _NO_NOUNS)

    def _befalls_people(self, i: int, noun: int) -> bool:
        """Whether the word beside a number and its noun tells what befalls people alone: قتلت 88 فلسطينيا."""
        after = [a for a in self.acts if a[0] == noun + 1 and not self.r.marked(noun + 1, a[0] + 1, PAUSE)]
        near = (a for a in self._beside(i) + after if self.r.words[a[0]] not in _OF_THINGS)
        return any(kind in _PEOPLE_ALONE for _, _, kind in near)

    def _uncounted(self) -> None:
        """People without a number: the singular after its verb is one, قتلى by itself is some."""
        r = self.r
        kinds = {t.kind for t in self.found}

        def add(kind: TollKind, first: int, last: int, reach: int, number: int | None = None) -> None:
            if kind not in kinds and not nobody_hurt(r, first, self.first) and not any_one(r, first, self.first):
                kinds.add(kind)
                span = r.span(first, last)
                who = self._who(range(first, reach))
                self.found.append(Toll(kind, number, number, who, r.quote(span), span))

        for first, last in self.both:
            known = r.words[last].startswith(("ال", "وال"))  # unless it is some of them: عدد من القتلى والجرحى
            known = known and (r.words[first - 1] != "من" or self.few.isdisjoint(range(first - 3, first)))
            counted = any(0 < i - last <= 2 for i, _ in self.numbers)  # مقتل وإصابة 35 شخصا
            if known or counted or self._each_its_own(first, last) or not self.used.isdisjoint(range(first, last + 1)):
                continue
            if last == first + 1 and re.sub("^(ب|ل|ال)", "", r.words[first]) in _DEAD:
                # some dead and some wounded (سقوط قتلى وجرحى), not a number of both
                some = first - 2 if r.words[first - 1] == "من" and first - 2 in self.few else first  # عدد من القتلى
                add(TollKind.KILLED, some, first, last + 6)
                add(TollKind.WOUNDED, last, last, last + 6)
            else:
                add(TollKind.KILLED_OR_WOUNDED, first, last, last + 6)
            self.used.update(range(first, last + 1))
        whole = {i for first, last, _ in self.totals for i in range(first, last + 1)}
        for i, kind in self.whos.items():
            known = re.sub("^و?[بل]?(?!ل)", "", r.words[i]) not in _SOME
            start = some_of(r, i, kind, self.few) if known else i
            if kind is TollKind.KILLED_OR_WOUNDED and TollKind.KILLED in kinds and i in whole:
                continue  # عدد ضحايا القصف, whose number was read
            if i not in self.used and start >= 0 and r.words[i + 1 : i + 2] != ["مباشره"]:
                add(TollKind.FREED if self._set_free(i, kind) else kind, start, i, i + 5)
                self.used.add(i)
        for begin, last, kind in self.acts:
            if r.words[last] in _OWN:
                continue  # مصرعه: his own, and nobody's behind it
            died = range(begin + 1, last if r.words[last].startswith(_END) else begin)  # لقي عدد من المسلحين حتفهم
            for i in (*died, *range(last + 1, min(last + 4, self.stop))):
                if i in self.used or kind is TollKind.SURRENDERED or r.marked(last + 1, i + 1, PAUSE):
                    continue
                if r.words[i] in _OTHERS and i == last + 1 and kind is not TollKind.DISPLACED:
                    add(kind, i, i, i + 3)
                    break
                if i in self.few:
                    if not some_people(r, i, kind, self.stop):
                        break
                    end = max(self.people.get(k, (i, ""))[0] for k in (i + 1, i + 2))
                    add(kind, i, end, end + 4, number=1 if r.words[i] in _ONE_OF else None)
                    break
                if self.people.get(i, (-1, ""))[0] == i and r.words[i] in _ONE:
                    add(kind, i, i, i + 3, number=1)
                    break

    def _tells_further(self, k: int) -> bool:
        """Whether a verb or another act stands at a word: behind it may be who did it (جثث رجال أعدمهم مسلحون)."""
        if k in self.whos or k in self.people or any(first <= k <= last for first, last in self.both):
            return False
        verb = bool(self.r.lemmas[k]) and all("/" in lemma for lemma in self.r.lemmas[k])
        return verb or any(first == k for first, _, _ in self.acts)
