"""Quantities in a report: how many of what, with the bounds that the codebook gives to vague ones.

`quantities` finds every number that counts something. Numbers that do not count people are returned as well, with
`unit` filled (date, year, duration, money, label ...), so that a caller can pass over them and still knows that
those words are taken. Whether a single شخص is a toll of one is for the caller to say: it stands after a word of
killing or it does not.
"""

from collections.abc import Sequence
from typing import NamedTuple

from riwaya.arabic import numerals
from riwaya.arabic.clitics import cut
from riwaya.arabic.kept import Kept
from riwaya.arabic.numerals import Cardinal, is_digits
from riwaya.arabic.persons import ATTACKERS, PEOPLE, without_pronoun
from riwaya.arabic.quantitywords import ADJECTIVES, COUNTRIES, LEADS, ONE, OTHERS, SOME, STOP, TAKING, UNITS
from riwaya.arabic.surroundings import Surroundings, is_year
from riwaya.arabic.words import Word
from riwaya.arabic.words import words as split_words

Bound = int | None


class Quantity(NamedTuple):
    """A number with what it counts; all offsets are code points of the text.

    `start`, `end`: the number with a hedge before it ("أكثر من 20"). `min`, `max`: its bounds, None where the text
    leaves one open. `counted`: the counted noun alone. `form`: digits, words, range, vague, dual, singular, plural.
    `unit`: empty where it may count people or things, else the class of what it measures. `whole`: from the
    hedge to the counted noun and a hedge after it ("11 شخصا على الأقل").
    """

    start: int
    end: int
    min: Bound
    max: Bound
    counted: tuple[int, int] | None
    form: str
    unit: str = ""
    whole: tuple[int, int] = (0, 0)


def quantities(text: str, words: Sequence[Word] | None = None, *, plurals: bool = False) -> list[Quantity]:
    """The quantities of a text in order, without overlap.

    Pass `words` where they are known already. With `plurals`, bare plurals of people (قتلى, جنود) are returned too:
    form 'plural', both bounds None.
    """
    if words is None:
        words = split_words(text)
    return _Reader(text, words, plurals).read()


class _Reader(Surroundings):
    """One pass over the words of one text."""

    def __init__(self, text: str, words: Sequence[Word], plurals: bool) -> None:
        super().__init__(text, words)
        self.plurals = plurals
        self.found: list[Quantity] = []
        self.people = -2  # index of the last word of people that was read, for adjectives after it

    def read(self) -> list[Quantity]:
        roles, words, done = _ROLES, self.words, 0
        for i in [i for i, word in enumerate(words) if roles[word[2]]]:
            if i < done:
                continue
            role = roles[words[i].folded]
            if role == "number":
                done = self._number(i)
            elif role == "person":
                done = self._person(i)
            else:
                done = self._some(i)
        return self.found

    def _add(
        self, first: int, last: int, low: Bound, high: Bound, counted: int, form: str, unit: str, stop: int
    ) -> None:
        words = self.words
        start, end = self.bare(first), words[last - 1].end
        span = (self.bare(counted), words[counted].end) if counted >= 0 else None
        begin = min(start, span[0]) if span else start
        whole = (begin, max(end, words[stop - 1].end))
        while self.found and self.found[-1].whole[1] > begin:
            if form in _NOUNS and self.found[-1].form not in _NOUNS:
                return  # 13 جنديا وشرطيا على الأقل: the number covers both
            self.found.pop()  # a noun read by itself before its number (رجل واحد)
        self.found.append(Quantity(start, end, low, high, span, form, unit, whole))

    # numbers

    def _number(self, i: int) -> int:
        words, text = self.words, self.text
        if is_digits(words[i]):
            j = self._chain(i)
            if j:
                return j
        number = numerals.read(text, words, i)
        if number is None:
            entry = numerals.ENTRIES.get(words[i].folded)
            if entry is not None and entry.kind == "one of":
                return self._one_of(i)
            return i + 1
        first, last = number.first, number.last
        low: Bound
        high: Bound
        low, high = number.min, number.max
        form = number.form
        if words[i].stem in ONE or (number.article and form == "words"):
            after = self._postposed(i, number)
            if after:
                return after
        alone = number.article and form == "vague" and not (last < len(words) and words[last].folded == "من")
        governed = self.governed(i) if (number.article and form != "vague") or is_digits(words[i]) else ""
        second = self.upper_end(number)
        if second is not None:
            other, factor = second
            low, high, last, form = number.min * factor, other.max, other.last, "range"
        first, effect = self.hedge(first)
        if form == "range" and effect == "":
            first = self.range_start(first)
        # العشرات counts nothing that stands behind it but what من gives it: العشرات ليلة الجمعة
        unit = "" if alone else governed or self.unit(i, last, number, effect, form)
        counted, stop = self.counted(last) if not (unit or alone) else (-1, last)
        glued = i > 1 and is_digits(words[i]) and words[i - 1].end == words[i].start and words[i - 1].folded == "ال"
        if counted < 0 and glued and words[i - 2].stem in PEOPLE:
            counted = i - 2  # الجنود الـ15
        effect_after, stop = self.hedge_after(stop)
        effect = effect_after or effect
        if effect == "min" and form != "range":
            high = None
        elif effect == "max" and form != "range":
            low = None
        if counted >= 0:
            self.people = counted
        resume = max(last, counted + 1)
        if unit == "percent" and last + 1 < len(words) and words[last].folded == "في":
            resume = stop = last + 2
        elif counted < 0 and not unit:
            pair = self.dead_or_hurt(last)
            resume, stop = max(resume, pair), max(stop, pair)
        self._add(first, last, low, high, counted, form, unit, stop)
        return resume

    def _chain(self, i: int) -> int:
        """Passes over dates, times, scores and phone numbers written in digits; 0: none begins here."""
        words, text = self.words, self.text
        j = i
        marks = ""
        while j + 1 < len(words) and is_digits(words[j + 1]) and words[j + 1].start - words[j].end == 1:
            mark = text[words[j].end]
            if mark not in "/-:–.\\":
                break
            marks += mark
            j += 1
        before = text[words[i].start - 1] if words[i].start else ""
        if not marks:
            if before in ("/", "+") or (before == "-" and words[i].start > 1 and text[words[i].start - 2].isalnum()):
                self._add(i, i + 1, None, None, -1, "digits", "label", i + 1)
                return i + 1
            return 0
        if len(marks) == 1 and marks in "-–" and len(words[i].folded) < 4:
            return 0  # a range, if it is one
        unit = "time" if marks[0] == ":" else "date"
        if len(marks) == 1 and marks in "-–":
            unit = "year" if is_year(words[i].folded) else ""
            if not unit:
                return 0
        self._add(i, j + 1, None, None, -1, "digits", unit, j + 1)
        return j + 1

    # people without a number

    def _postposed(self, i: int, number: Cardinal) -> int:
        """A numeral after its noun: رجل واحد, جنديين اثنين, القتلى الثلاثة. 0: it is none of these."""
        words = self.words
        noun = -1
        for k in (i - 1, i - 2):
            if k >= 0 and self.close(k, k + 1):
                if words[k].stem in PEOPLE and words[k].folded not in OTHERS:
                    noun = k
                    break
                between = words[k]
                if between.stem in TAKING or between.folded in STOP or between.folded[0] in "و0123456789":
                    break
            else:
                break
        if words[i].stem in ONE and noun < 0:
            after = words[i + 1].folded if i + 1 < len(words) else ""
            before = words[i - 1].stem if i else ""
            if number.min == 1 and not (before in TAKING or after in ("من", "منهم", "منها", "اخر", "علي")):
                return number.last
            return 0
        if noun < 0:
            return 0
        effect, stop = self.hedge_after(number.last)
        if (
            number.last < len(words)
            and words[number.last].folded in OTHERS
            and self.close(number.last - 1, number.last)
        ):
            stop = max(stop, number.last + 1)
        self.people = number.last - 1
        high = None if effect == "min" else number.max
        self._add(number.first, number.last, number.min, high, noun, "words", "", stop)
        return number.last

    def _one_of(self, i: int) -> int:
        """أحد الجنود: one of them."""
        words = self.words
        if i and words[i - 1].folded in ("لا", "اي", "يوم", "ليله", "مساء", "صباح", "ولا", "لم"):
            return i + 1
        if not self.close(i, i + 1):
            return i + 1
        following = words[i + 1].stem
        known = next((stem for stem in (following, *without_pronoun(following)) if stem in PEOPLE), "")
        if not known or (PEOPLE[known].number != "plural" and not words[i + 1].folded.startswith("ال")):
            return i + 1
        self.people = i + 1
        self._add(i, i + 1, 1, 1, i + 1, "singular", "", i + 2)
        return i + 2

    def _person(self, i: int) -> int:
        """A dual, a single one, or (if asked for) a plural of people."""
        words = self.words
        word = words[i]
        if i and words[i - 1].folded == "بين":
            resume = self.dead_or_hurt(i - 1)
            if resume:
                return resume
        kind, adjective = PEOPLE[word.stem]
        raw = self.text[word.start : word.end]
        after_people = self.people == i - 1 and self.close(i - 1, i) and word.stem_start == word.start
        if after_people and (adjective or kind != "dual"):
            self.people = i
            return i + 1
        definite = word.folded.startswith(("ال", "وال", "بال", "لل", "فال", "كال"))
        ambiguous = kind == "plural" and word.stem.endswith("ين") and word.stem[:-2] + "ون" in PEOPLE
        two = i + 1
        if self.close(i, two) and words[two].stem.endswith(("يين", "يان")):  # 'جنديان تركيان اثنان'
            two += 1
        two = two if self.close(two - 1, two) and words[two].stem in ONE else 0
        if ambiguous and (
            (two and words[two].stem in ("اثنين", "اثنتين"))
            or raw.endswith(("َين", "َيْن", "َيْنِ", "َينِ"))
        ):
            kind = "dual"
        if kind == "singular" and not self._single(i, raw):
            return i + 1
        if word.stem == "اخر" and (i == 0 or words[i - 1].stem not in TAKING):
            return i + 1
        if (
            word.stem == "رجلا"
            and self.close(i, i + 1)
            and words[i + 1].stem in ("شرطه", "امن", "دين", "اطفاء", "اعمال")
        ):
            kind = "dual"
        if kind == "singular" and ((definite and word.stem not in ATTACKERS) or (adjective and self._describes(i))):
            return i + 1
        self.people = i
        if kind == "plural":
            if self.plurals and not (adjective and self._describes(i)):
                self._add(i, i + 1, None, None, i, "plural", "", i + 1)
            return i + 1
        count = 2 if kind == "dual" else 1
        last = i + 1
        if two and (count == 2 or two == last):
            last = two + 1
            self.people = i + 1
        effect, stop = self.hedge_after(last)
        if self.close(last - 1, last) and words[last].folded in OTHERS:
            stop = max(stop, last + 1)
        elif stop > last + 2:
            effect, stop = "", last
        self._add(i, last, count, None if effect == "min" else count, i, kind, "", stop)
        return last

    def _single(self, i: int, raw: str) -> bool:
        """Whether a form spelt like a single person is one: not سوريا the country, شقيقه his brother, بلا طيار."""
        word = self.words[i]
        if word.stem in COUNTRIES and "ً" not in raw:
            return False
        if word.stem.endswith("ه") and "ة" not in raw[-3:]:
            return False
        return not (i and self.words[i - 1].stem in ("دون", "بلا", "بدون", "غير"))

    def _describes(self, i: int) -> bool:
        """Whether word `i` may be the adjective of the noun before it (مصدر عسكري, الدفاع المدني)."""
        words = self.words
        if (
            i == 0
            or not self.close(i - 1, i)
            or (words[i].stem_start > words[i].start and not words[i].folded.startswith("ال"))
        ):
            return False
        return words[i - 1].stem not in TAKING and words[i - 1].folded not in STOP

    def _some(self, i: int) -> int:
        """عدد من المدنيين, عدد كبير من, العديد من, بعض الجنود, عدة أشخاص: no bounds."""
        words = self.words
        if words[i].folded.startswith("الا") or words[i].folded == "العدد":
            return i + 1
        if words[i].stem in SOME:
            last = i + 1
            if not self.close(i, last) or (words[last].folded in STOP and words[last].folded != "من"):
                return last
        else:
            last = i + 1
            while self.close(last - 1, last) and words[last].stem in ADJECTIVES and last < i + 3:
                last += 1
            if not self.close(last - 1, last) or words[last].folded not in ("من", "منهم", "منها"):
                return i + 1
            last += 1
        counted, stop = self.counted(last)
        if counted >= 0:
            unit = UNITS.get(words[counted].stem, "")
            self.people = counted
            self._add(i, last, None, None, counted, "vague", unit, stop)
            return counted + 1
        self._add(i, last, None, None, -1, "vague", "", last)
        return last


def _role(folded: str) -> str:
    """What a folded word may begin: 'number', 'person', 'some', or '' for nearly all words."""
    stem = folded[cut(folded)[1] :]
    if folded < ":" or folded in numerals.ENTRIES or folded in numerals.ACCUSATIVE:
        return "number"
    if stem in PEOPLE:
        return "person"
    return "some" if folded in LEADS or stem in LEADS else ""


_ROLES = Kept(_role)
_NOUNS = frozenset(["singular", "dual", "plural"])
