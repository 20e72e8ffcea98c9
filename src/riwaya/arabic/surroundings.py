"""What stands around a number in its text: hedges, ranges, units, the counted noun."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from riwaya.arabic import numerals
from riwaya.arabic.numerals import Cardinal, is_digits
from riwaya.arabic.persons import PEOPLE
from riwaya.arabic.quantitywords import (
    AFTERWARDS,
    BARE,
    BEFORE,
    HEDGES,
    OTHERS,
    RECENT,
    STOP,
    TAKING,
    UNITS,
    UPWARDS,
    VERBS,
)
from riwaya.arabic.words import Word

_RISE = re.compile(r"ارتف|تراجع|انخف|زاد|زياد|قفز|تزايد|يرتف|تصاعد|رفع|خفض|تقلص|هبط")
_WAS = frozenset({"كان", "كانت", "كانوا"})
_END = re.compile(r"[؛;.!؟?\n]")
_OPEN = re.compile(r"[\s)\]»”\"]*")
_STRICT = re.compile(r"[ \t\u00a0\u202f]*")


def _number_of(stem: str) -> str:
    person = PEOPLE.get(stem)
    return person.number if person else ""


class Surroundings:
    """The words of one text, asked about by their indices."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text, self.words = text, words

    def close(self, i: int, j: int) -> bool:
        """Whether only blanks stand between two words."""
        return (
            i >= 0
            and j < len(self.words)
            and not self.text[self.words[i].end : self.words[j].start].strip(" \t\u00a0\u202f")
        )

    def bare(self, i: int) -> int:
        """Where word `i` begins without و ف ب ل ك; its article stays."""
        word = self.words[i]
        begin = word.stem_start
        if begin - word.start >= 2 and self.text[begin - 2 : begin] == "ال":
            begin -= 2
        return begin

    def governed(self, i: int) -> str:
        """The class of a noun that a number with the article follows: الساعات الـ24, الدول الخمس."""
        words = self.words
        noun = i - 1
        if is_digits(words[i]):
            if noun < 1 or words[noun].folded not in ("ال", "وال") or words[noun].end != words[i].start:
                return ""
            noun -= 1
        if noun < 0 or not self.close(noun, noun + 1) or words[noun].stem in PEOPLE:
            return ""
        if words[noun].folded in STOP or words[noun].stem in TAKING or is_digits(words[noun]):
            return ""
        return UNITS.get(words[noun].stem, "thing" if words[noun].folded.startswith("ال") else "")

    def dead_or_hurt(self, at: int) -> int:
        """Where "بين قتيل وجريح" that begins at word `at` ends, else 0: its two nouns count nobody."""
        words = self.words
        if at + 2 >= len(words) or words[at].folded not in ("بين", "ما"):
            return 0
        at += words[at].folded == "ما"
        if at + 2 >= len(words) or words[at].folded != "بين" or _number_of(words[at + 1].stem) != "singular":
            return 0
        end = at + 3 + (words[at + 2].folded == "و")
        joined = words[at + 2].folded.startswith("و") and end <= len(words)
        return end if joined and _number_of(words[end - 1].stem) == "singular" else 0

    def upper_end(self, number: Cardinal) -> tuple[Cardinal, int] | None:
        """The upper end of a range that `number` begins, and what the lower end is to be multiplied with."""
        words, text, j = self.words, self.text, number.last
        if j >= len(words) or number.form == "vague":
            return None
        between = (
            number.first > 0 and words[number.first - 1].stem == "بين" and self.close(number.first - 1, number.first)
        )
        gap = text[words[j - 1].end : words[j].start]
        joined = either = False
        if gap.strip() in ("-", "–", "—", "ـ") and is_digits(words[j]) and is_digits(words[j - 1]):
            pass
        elif gap.strip():
            return None
        elif words[j].folded in ("الي", "او", "حتي") and self.close(j, j + 1):
            before = words[max(0, number.first - 6) : number.first]
            if words[j].folded == "الي" and any(_RISE.match(word.stem) for word in before):
                return None
            j, either = j + 1, True
        elif between and words[j].folded == "و" and self.close(j, j + 1):
            j, joined = j + 1, True
        elif not between:
            return None
        entry = numerals.ENTRIES.get(words[j].folded)
        if between and not (joined or either or gap.strip() or words[j].folded[0] == "و"):
            return None
        if entry is not None and entry.article:
            return None
        other = numerals.read(text, words, j)
        if other is None or other.form == "vague":
            return None
        factor = other.scale if other.scale > number.scale and number.min * other.scale < other.min else 1
        return (other, factor) if number.min * factor < other.max else None

    def range_start(self, first: int) -> int:
        """The first word of "بين", "ما بين" or "من" before a range."""
        words = self.words
        if first and words[first - 1].stem in ("بين", "من") and self.close(first - 1, first):
            first -= 1
            if first and words[first].stem == "بين" and words[first - 1].stem == "ما" and self.close(first - 1, first):
                first -= 1
            if words[first].stem != "من":
                return self.hedge(first)[0]
        return first

    def hedge(self, first: int) -> tuple[int, str]:
        """Where the hedge before word `first` begins, and its effect: min, max, same or empty."""
        words = self.words
        if not first or not self.close(first - 1, first):
            return first, ""
        for phrase, effect in HEDGES.get(words[first - 1].stem, ()):
            begin = first - len(phrase)
            if begin < 0 or any(words[begin + k].stem != phrase[k] for k in range(len(phrase))):
                continue
            if all(self.close(k, k + 1) for k in range(begin, first - 1)):
                return begin, effect
        return first, ""

    def hedge_after(self, stop: int) -> tuple[str, int]:
        """على الأقل, within the next nine words and before any other number, deed or mark."""
        words = self.words
        if (
            self.close(stop - 1, stop)
            and words[stop].folded in UPWARDS
            and not (stop + 1 < len(words) and words[stop + 1].folded == "من")
        ):
            return "min", stop + 1
        for j in range(stop, min(stop + 9, len(words) - 1)):
            if not self.close(j - 1, j) and self.text[words[j - 1].end : words[j].start].strip() not in (
                ")",
                "»",
                '"',
                "”",
            ):
                break
            effect = AFTERWARDS.get((words[j].folded, words[j + 1].folded))
            if effect is not None:
                return effect, j + 2
            if is_digits(words[j]) or words[j].folded in numerals.ENTRIES or words[j].folded in VERBS:
                break
        return "", stop

    def unit(self, i: int, last: int, number: Cardinal, effect: str, form: str) -> str:
        """The class of what a number measures or names, if it counts neither people nor things."""
        words, text = self.words, self.text
        end = words[last - 1].end
        if text[end : end + 1] in ("%", "٪") or text[end : end + 2] in (" %", " ٪"):
            return "percent"
        if text[words[i].start - 1 : words[i].start] in ("%", "٪", "$", "€") and words[i].start:
            return "money" if text[words[i].start - 1] in "$€" else "percent"
        if text[end : end + 1] in ("$", "€"):
            return "money"
        after = words[last] if last < len(words) and _STRICT.fullmatch(text, end, words[last].start) else None
        following = ""
        if after is not None:
            stem = after.stem if after.folded.startswith("ال") else after.folded
            if (
                after.folded == "في"
                and last + 1 < len(words)
                and words[last + 1].stem in ("ميه", "مايه", "مييه", "الميه")
            ):
                return "percent"
            following = UNITS.get(stem, "")
            if following and not (following == "date" and number.form == "words" and number.min > 31):
                return following
            if after.folded == "من" and last + 1 < len(words) and UNITS.get(words[last + 1].folded) == "date":
                return "date"  # في الـ7 من تشرين الأول
        if form == "range":
            return ""
        is_people = after is not None and (after.stem in PEOPLE or after.folded in OTHERS)
        digits = words[i].folded if is_digits(words[i]) and last == i + 1 else ""
        if is_people or effect:
            return ""
        before = words[i - 1] if i and _STRICT.fullmatch(text, words[i - 1].end, words[i].start) else None
        if before is not None:
            glued = before.end == words[i].start
            kind = BEFORE.get(before.stem, "")
            if kind == "year" and not is_year(digits) and not (digits and number.min > 999):
                kind = ""
            if kind in ("time", "ordinal") and not before.folded.startswith(("ال", "بال", "لل", "وال")):
                kind = ""
            if kind == "label" and not digits:
                kind = ""
            if kind == "date" and before.stem == "يوم" and number.min > 31:
                kind = ""
            if kind:
                return kind
            if digits and glued and before.folded not in BARE:
                return "label"
            if digits and before.folded.isascii():
                return "label"
        if digits:
            if (digits[0] == "0" and len(digits) > 1) or len(digits) > 8:
                return "label"
            if is_year(digits):
                return "year"
        return ""

    def counted(self, last: int) -> tuple[int, int]:
        """The index of the counted noun after a number, or -1, and where the phrase ends."""
        words, text = self.words, self.text
        if last >= len(words) or not _OPEN.fullmatch(text, words[last - 1].end, words[last].start):
            return -1, last
        j = last
        if words[j].folded == "من" and self.close(j, j + 1):
            j += 1
            if words[j].folded == "بين" and self.close(j, j + 1):
                j += 1
        word = words[j]
        if is_digits(word) or word.folded in STOP or word.folded in numerals.ENTRIES:
            return -1, last
        if word.stem_start > word.start and not word.folded.startswith("ال"):
            return -1, last
        if j == last and word.folded in RECENT:
            return -1, last
        return j, j + 1


def is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and "1900" <= digits <= "2099"


def risen(text: str, words: Sequence[Word], old: tuple[int, int], new: tuple[int, int]) -> bool:
    """Whether the number of a span has become that of a later one: ارتفع من 10 إلى 15, كان 10 ثم ارتفع إلى 15."""
    at, to = (bisect_right(words, span[0], key=lambda word: word.start) - 1 for span in (old, new))
    if not 0 < at < to <= at + 20 or words[to - 1].folded != "الي" or _END.search(text, old[1], new[0]):
        return False
    before, after = words[max(0, at - 9) : at], words[at:to]
    later = any(_RISE.match(word.stem) for word in after)
    if words[at - 1].folded == "من":
        return later or any(_RISE.match(word.stem) for word in before)
    return later and any(word.stem in _WAS for word in before)
