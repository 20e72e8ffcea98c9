"""What surrounds a name: the report's day and countries, and what the text calls by its full name elsewhere."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any, TypeVar

from riwaya.arabic.kept import Kept
from riwaya.arabic.words import Word, report_words
from riwaya.records import Claim, Document, Span
from riwaya.resolve.actortable import Key, key, nationalities

_T = TypeVar("_T")
_STOP = re.compile(r"[.,:;،؛؟!\n]")
_FULL_STOP = re.compile(r"[.؟!\n]")
_CLAUSE_STOP = re.compile(r"[.,;،؛؟!\n]")
_ARTICLES = ("ال", "لل", "بال", "وال", "فال", "كال")
_BODIES = frozenset({"سفير", "سفيره", "سفاره", "وزير", "رييس", "جيش", "قوات", "جندي", "جنود", "طيران", "وفد", "قنصل"})
_A_BASE = re.compile(r"(?<!\w)[وفبل]?قاعدة(?!\w)")
_AL_QAEDA = re.compile(r"(تنظيمي?|شبكة|حركة|جماعة|مسلحي|عناصر) القاعدة|القاعدة في (بلاد|جزيرة|شبه|المغرب)")
_HEADED = re.compile(r"^[\s*•–-]*([^\s:][^:\n]{1,24}):[^\n]*$", re.MULTILINE)
_STORMED = ("اقتحم", "نهب")
_ENTERED = ("داخل", "دخل", "باتجاه", "محيط", "اسوار")
_start = itemgetter(0)


class Context:
    """One document's context. `share` and `country` come from the claims' places, else from `countries()`."""

    def __init__(self, text: str, day: str, votes: Mapping[str, float], countries: Callable[[], Mapping[str, float]]):
        self._text, self.day, self._votes, self._more = text, day, dict(votes), countries
        self._asked = False
        self.readings: dict[Key | tuple[str, Key], Any] = {}
        """What the resolver of actors has made of phrases here: a name that a report repeats is read once."""
        self.groups: list[tuple[int, int, str]] | None = None
        """The names in the text, see `ActorResolver`: (first token, token after, actor's id)."""

    @classmethod
    def of(
        cls, document: Document, claims: list[Claim], countries: Callable[[], Mapping[str, float]] | None = None
    ) -> "Context":
        votes: Counter[str] = Counter(p.country for c in claims for p in c.places if p.country)
        return cls(document.text, document.published[:10], votes, countries or dict)

    def _shares(self) -> dict[str, float]:
        if not self._asked:
            self._asked = True
            total = sum(self._votes.values())
            shares = {c: n / total for c, n in self._votes.items()}
            if total < 3:  # too few places to trust them alone
                more = dict(self._more()) or nationality_shares(self._text)
                for c, n in more.items():
                    shares[c] = shares.get(c, 0.0) * (0.5 if total else 0.0) + n * (0.5 if total else 1.0)
            self._votes = shares
        return self._votes

    def share(self, country: str) -> float:
        """The part of the report's places that lie in a country, 0 to 1."""
        return self._shares().get(country, 0.0)

    @property
    def country(self) -> str:
        """The report's main country, '' where it has none."""
        shares = self._shares()
        return max(shares, key=lambda c: shares[c], default="")

    @cached_property
    def _words(self) -> list[Word]:
        return report_words(self._text)

    @cached_property
    def stems(self) -> Key:
        """The words of the text as `key` has them, but for plurals."""
        return tuple([w.stem.lower() for w in self._words])

    @cached_property
    def _at(self) -> dict[str, list[int]]:
        """The places of each stem in `stems`."""
        at: dict[str, list[int]] = {}
        for i, stem in enumerate(self.stems):
            at.setdefault(stem, []).append(i)
        return at

    def index(self, offset: int) -> int:
        """The number of the first word that begins at a code point or after it."""
        return bisect_left(self._words, offset, key=_start)

    def word_before(self, span: Span | None, back: int = 1) -> str:
        """The stem of the word before a span, or of the one before that; '' where there is none."""
        at = self.index(span.start) - back if span else -1
        return self.stems[at] if at >= 0 else ""

    def lately(self, word: str, span: Span | None, back: int = 60) -> bool:
        """Whether a word stands among those before a span."""
        stop = self.index(span.start) if span else 0
        return word in self.stems[max(0, stop - back) : stop]

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The stems of the text with those that follow them."""
        return frozenset(pairwise(self.stems))

    def words_before(self, span: Span, many: int) -> Key:
        """The stems of up to so many words before a span, whatever stops stand between."""
        stop = self.index(span.start)
        return self.stems[max(0, stop - many) : stop]

    def words_after(self, span: Span, many: int) -> Key:
        """The stems of up to so many words behind a span, whatever stops stand between."""
        first = self.index(span.end)
        return self.stems[first : first + many]

    def clause_before(self, span: Span) -> Key:
        """The stems of the clause before a span: back to a stop or a comma, a colon is none."""
        stop = max((m.end() for m in _CLAUSE_STOP.finditer(self._text, 0, span.start)), default=0)
        return self.stems[self.index(stop) : self.index(span.start)]

    def sentence_before(self, span: Span) -> Key:
        """The stems of a span's sentence up to it, commas passed over."""
        stop = max((m.end() for m in _FULL_STOP.finditer(self._text, 0, span.start)), default=0)
        return self.stems[self.index(stop) : self.index(span.start)]

    def two_sentences(self, span: Span) -> int:
        """The number of the first word of the sentence before that of a span."""
        ends = [m.end() for m in _FULL_STOP.finditer(self._text, 0, span.start)]
        return self.index(ends[-2]) if len(ends) > 1 else 0

    def articled_before(self, span: Span) -> str:
        """The stem of the word before a span where it has the article, else ''."""
        at = self.index(span.start) - 1
        return self.stems[at] if at >= 0 and self._words[at].folded.startswith(_ARTICLES) else ""

    def definite(self, span: Span | None, text: str) -> bool:
        """Whether a name has the article, which its span may leave out and a clitic hide: 'للقوات' with 'قوات'."""
        if text.startswith(("ال", "لل")):
            return True
        if span is None or self._text[max(0, span.start - 2) : span.start] in ("لل", "ال"):
            return span is not None
        at = self.index(span.start + 1) - 1
        if at < 0 or self._words[at].stem_start == self._words[at].start:
            return False  # 'والدة' has none
        return self._words[at].folded.startswith(_ARTICLES)

    def in_apposition(self, span: Span | None) -> bool:
        """Whether a name explains 'the capital' right before it: 'العاصمة السورية، دمشق'."""
        return "عاصمه" in (self.word_before(span), self.word_before(span, 2))

    def _phrase(self, first: int, last: int) -> Key:
        """`key` of the text from word `first` to word `last`."""
        text = self._text
        parts = [_KEYS[text[w.start : w.end]] for w in self._words[first : last + 1]]
        if all(parts):
            return tuple([token for (token,) in parts])
        return key(self._text[self._words[first].start : self._words[last].end])

    def _followed(self, phrase: Key) -> tuple[list[int], list[Key]]:
        """Where the name or adjective of a state follows a phrase, and the words from the phrase to it."""
        found: tuple[list[int], list[Key]] | None = self.readings.get(("followed", phrase))
        if found is None:
            where: list[int] = []
            what: list[Key] = []
            stems, n, states = self.stems, len(phrase), nationalities()
            for i in self._at.get(phrase[0], ()):
                if i < len(stems) - n and stems[i : i + n] == phrase:
                    reach = (i + n, i + n + 1)  # 'ضابط للقاعدة الفرنسية' is no French officer
                    state = next((j for j in reach if j < len(stems) and stems[j] in states), 0)
                    if state == i + n + 1 and (self._has_clitic(i + n) or not self._qualifies(i + n)):
                        continue
                    if state and self._clause_end(i, state) == state:  # not 'مصدر عسكري: عدوان إسرائيلي'
                        where.append(self._words[i].start)
                        what.append(self._phrase(i, state))
            found = self.readings["followed", phrase] = (where, what)
        return found

    def _qualifies(self, i: int) -> bool:
        """Whether word `i` may stand between a body and its state: الجيش العربي السوري, and no other body or thing (قصف
        الجيش مواقع روسية، استدعت الخارجية السفير التركي)."""
        noun, state = self._words[i : i + 2]
        articled = noun.folded.startswith("ال") and state.folded.startswith("ال")
        return articled and self.stems[i] not in _BODIES

    def qualified(self, phrase: Key, span: Span | None, read: Callable[[Key], _T | None]) -> _T | None:
        """What `read` makes of the nearest place where the phrase is followed by the name or adjective of a state.

        Places before the span come first, the nearest of them, then those behind.
        """
        starts, phrases = self._followed(phrase)
        here = bisect_right(starts, span.start if span else len(self._text))
        for phrase in chain(reversed(phrases[:here]), phrases[here:]):
            reading = read(phrase)
            if reading is not None:
                return reading
        return None

    @property
    def weeks_before(self) -> str:
        """The day some weeks before the report's: obituaries still name the office."""
        try:
            return (date.fromisoformat(self.day) - timedelta(days=60)).isoformat()
        except ValueError:
            return self.day

    def before_span(self, noun: str, span: Span) -> Iterator[Key]:
        """The phrases of up to five words that begin with a noun before a span, the nearest first."""
        places, last = self._at.get(noun, []), len(self.stems) - 1
        for i in reversed(places[: bisect_left(places, self.index(span.start))]):
            yield self._phrase(i, min(i + 4, last))

    def before_name(self, name: Key, no_names: frozenset[str] = frozenset()) -> Iterator[Key]:
        """The up to twelve words of the clause before each occurrence of a name, given names that the mention leaves
        out aside. `no_names`: words that are nobody's given name.

        A name with a clitic (ب, ل, و) before it is introduced by nothing.
        """
        for _, first in self._occurrences(name):
            for given in (0, 1, 2):
                stop = first - given
                if stop < 1 or self._has_clitic(stop):
                    break
                word = self.stems[stop]
                if given and (word in nationalities() or word in _PARTICLES or word in no_names):
                    break
                yield self._phrase(self._clause_start(max(0, stop - 12), stop - 1), stop - 1)

    def _has_clitic(self, i: int) -> bool:
        word = self._words[i]  # the article alone is no clitic that parts a name from its office
        return word.stem_start > word.start and not word.folded.startswith("ال")

    def ending_with(self, name: Key, bare: bool = False) -> Iterator[Key]:
        """The up to four words before each occurrence of a name, with it. `bare`: where no clitic parts the two."""
        stems = self.stems
        for spelling in _spellings(name) if name else ():
            n = len(spelling)
            for i in self._at.get(spelling[-1], ()):
                if i >= n and stems[i - n + 1 : i + 1] == spelling and not (bare and self._has_clitic(i - n + 1)):
                    yield self._phrase(max(0, i - n - 3), i)

    def after_name(self, name: Key) -> Iterator[Key]:
        """The up to ten words after each occurrence of a name."""
        last = len(self.stems) - 1
        for i, _ in self._occurrences(name):
            if i < last and not self._has_clitic(i + 1):
                stop = self._clause_end(i + 1, min(i + 10, last))
                if words_after := self._phrase(i + 1, stop):
                    yield words_after

    def following(self, span: Span, many: int) -> Key:
        """The words right after a span as far as its clause goes, none where a stop parts them."""
        first, last = self.index(span.end), len(self.stems) - 1
        if first > last or _STOP.search(self._text[span.end : self._words[first].start]):
            return ()
        return self._phrase(first, self._clause_end(first, min(first + many - 1, last)))

    def beyond_comma(self, span: Span, word: str) -> Key:
        """The words behind a comma right after a span where the first begins so: 'آليات، تابعة لكذا'."""
        first = self.index(span.end)
        if first >= len(self.stems) or not self.stems[first].startswith(word):
            return ()
        if self._text[span.end : self._words[first].start].strip() not in ("،", ","):
            return ()
        return self.following(Span(span.start, self._words[first].start), 7)

    def _clause_end(self, first: int, last: int) -> int:
        """The last word from `first` to `last` before a stop or a comma."""
        for i in range(first, last):
            if _STOP.search(self._text[self._words[i].end : self._words[i + 1].start]):
                return i
        return last

    def _clause_start(self, first: int, last: int) -> int:
        """The word from `first` to `last` after the last full stop between them."""
        for i in range(last, first, -1):
            if _FULL_STOP.search(self._text[self._words[i - 1].end : self._words[i].start]):
                return i
        return first

    def words_at(self, span: Span) -> list[str]:
        """The words of a mention as they are written, clitics before it included."""
        first, last = self.index(span.start), self.index(span.end)
        if first and self._words[first - 1].end > span.start:
            first -= 1
        return [self._text[w.start : w.end] for w in self._words[first:last]]

    def speaks_of_a_base(self, span: Span | None) -> bool:
        """Whether the text before a span has 'a base', and nowhere the organisation that is called so."""
        return bool(span and _A_BASE.search(self._text[: span.start]) and not _AL_QAEDA.search(self._text))

    @cached_property
    def headings(self) -> list[tuple[int, int, Key]]:
        """The lines of a bulletin that begin with a short name and a colon: (start, end, the name)."""
        return [(m.start(), m.end(), key(m[1])) for m in _HEADED.finditer(self._text)]

    def storms_a_base(self, span: Span) -> bool:
        """Whether 'the base' is entered, struck or said to lie somewhere, in a text that names no organisation so."""
        near = self.word_before(span).startswith(_ENTERED) or self.words_after(span, 1) in (("واقعه",), ("عسكريه",))
        stormed = any(w.startswith(_STORMED) for w in self.words_before(span, 3))
        return (near or stormed) and not _AL_QAEDA.search(self._text)

    def _occurrences(self, name: Key) -> Iterator[tuple[int, int]]:
        """(last, first) token of each occurrence of the last word of a name, with what of the name stands before."""
        stems = self.stems
        for spelling in _spellings(name) if name else ():
            for i in self._at.get(spelling[-1], ()):
                first = i
                while first and stems[first - 1] in spelling:
                    first -= 1
                yield i, first


# What no given name is: 'قال الرئيس إن بلاده'.
_PARTICLES = frozenset({"ان", "بان", "قد", "لم", "لن", "لا", "ما", "ثم", "انه", "انها"})
_JOINED = frozenset({"عبد", "ابو"})  # see `name_key`


def _spellings(name: Key) -> list[Key]:
    """A name as `key` joins it ('عبدالرحمن') and as texts write it in two words, which is how `stems` have it."""
    apart: list[str] = []
    for token in name:
        head = next((j for j in _JOINED if token.startswith(j) and len(token) > len(j) + 1), "")
        rest = token[len(head) :]
        apart += [head, rest.removeprefix("ال") if rest != "الله" else rest] if head else [token]
    return [name] if len(apart) == len(name) else [name, tuple(apart)]


def _by_itself(word: str) -> Key:
    found = key(word)
    return found if len(found) == 1 and found[0] not in _JOINED else ()


_KEYS = Kept(_by_itself)
"""The key of a written word by itself; empty where it depends on the next one, or is several words."""


def nationality_shares(text: str) -> dict[str, float]:
    """Countries by how often a text uses their adjectives, for documents whose places nobody resolved."""
    table = nationalities()
    votes = Counter(table[w.stem] for w in report_words(text) if w.stem in table)
    total = sum(votes.values())
    return {c: n / total for c, n in votes.items()}
