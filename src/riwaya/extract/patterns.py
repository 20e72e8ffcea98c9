"""Tables of patterns, and where they match in a report. The grammar of a pattern is told in `data/triggers.txt`."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

from riwaya.arabic.folding import fold, folded_report
from riwaya.extract.forms import Forms

_SPLIT = re.compile(r"([^\W_]+)").split
_GAP = 4
"""A gap (..) lets the next word of the pattern stand up to this many words on."""

Words = tuple[tuple[tuple[str, ...], int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One pattern of a table, with the other columns of its row. Each is itself only, so that look-ups are quick."""

    columns: tuple[str, ...]
    text: str
    first: tuple[str, ...]
    """The lemmas any of which its first word may be."""
    rest: Words
    """The same for its further words, and one more than how many words on each may stand."""

    @property
    def verb(self) -> bool:
        """Whether its first word is a verb, which tables write with its present (قصف/يقصف)."""
        return "/" in self.first[0]


def _parse(pattern: str, columns: tuple[str, ...]) -> Pattern:
    parts = pattern.replace(".. ", "..").split()
    words = [(tuple(p.removeprefix("..").split("|")), 1 + (_GAP if p.startswith("..") else 1)) for p in parts]
    return Pattern(columns, pattern, words[0][0], tuple(words[1:]))


def lines(name: str) -> list[str]:
    """The lines of a table of `extract/data`, comments left out."""
    text = files("riwaya.extract").joinpath("data", name + ".txt").read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def table(name: str) -> tuple[Pattern, ...]:
    """All patterns of a table, in its order: those of a row's last column, each with the row's other columns."""
    found: list[Pattern] = []
    for line in lines(name):
        *columns, patterns = (part.strip() for part in line.split(" | "))
        found += [_parse(p.strip(), tuple(columns)) for p in fold(patterns).split(",") if p.strip()]
    return tuple(found)


TABLES = (
    "triggers", "context", "status", "attribution", "sources", "places", "weapons", "actors", "countries", "nations",
    "tolls",
)  # fmt: skip


_Known = tuple[frozenset[str], tuple[tuple[str, Pattern, int, Words], ...]]
"""What the tables say of a folded word: its lemmas, and the patterns that it may begin, each with its table's name, the
letters of the clitic, and its further words."""


class _Words(dict[str, _Known]):
    """The words seen so far; reports repeat themselves."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[str, Pattern]]] = defaultdict(list)
        lemmas: set[str] = set()
        for name in TABLES:
            for pattern in table(name):
                lemmas.update(pattern.first, *(words for words, _ in pattern.rest))
                for lemma in pattern.first:
                    self._by_first[lemma].append((name, pattern))
        self._forms = Forms(lemmas)

    def __missing__(self, word: str) -> _Known:
        if len(self) > 200_000:  # names and numbers of a long run must not fill the memory
            self.clear()
        lemmas = self._forms.analyses(word)
        patterns = tuple(
            (name, pattern, clitic, pattern.rest)
            for lemma, clitic in lemmas
            for name, pattern in self._by_first.get(lemma, ())
        )
        self[word] = known = (frozenset([lemma for lemma, _ in lemmas]), patterns)
        return known


@cache
def _seen() -> _Words:
    return _Words()


@cache
def word_set(name: str) -> frozenset[str]:
    """A closed set of `data/words.txt`, in the spelling of the reading."""
    rows = (line.split(" | ") for line in lines("words"))
    return frozenset(word for key, words in rows if key == name for word in fold(words).split())


class Match(NamedTuple):
    """A pattern found: words `first` to `last` (included) of the reading."""

    first: int
    last: int
    pattern: Pattern
    clitic: int


class Reading:
    """A report's words with their lemmas, made once and shared by all parts of the extractor.

    `words[i]` is folded, `lemmas[i]` what it may be, `starts[i]` and `ends[i]` are code points of the report,
    `sentences` its sentences as spans, `bounds` the same as ranges of words, `marks[i]` the punctuation between word
    i-1 and word i, `found[table]` all matches of a table by their first word.
    """

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.sentences = list(sentences)
        folded = folded_report(text)
        self._folded = folded
        plain, offsets = folded.text, folded.offsets
        pieces = _SPLIT(plain)  # gap, word, gap, word, ..., gap: quicker than a match object for each
        self.words: list[str] = pieces[1::2]
        self.marks = ["" if gap == " " else gap.strip() for gap in pieces[::2]]
        edges = list(accumulate(map(len, pieces)))
        self._begins, stops = edges[:-1:2], edges[1::2]
        if isinstance(offsets, range):  # folding changed no length
            self.starts, self.ends = self._begins, stops
        else:
            self.starts = [offsets[begin] for begin in self._begins]
            self.ends = [
                last if (last := offsets[stop - 1] + 1) == offsets[stop] else folded.span(stop - 1, stop)[1]
                for stop in stops
            ]
        known = list(map(_seen().__getitem__, self.words))
        self.lemmas = [k[0] for k in known]
        self._patterns = [k[1] for k in known]
        self.bounds = [(bisect_left(self.starts, s), bisect_left(self.starts, e)) for s, e in self.sentences]
        self.sentence_of = [0] * len(self.words)
        for number, (first, stop) in enumerate(self.bounds):
            self.sentence_of[first:stop] = [number] * (stop - first)
        self.found = self._find()

    def span(self, first: int, last: int, clitic: int = 0) -> tuple[int, int]:
        """The code points of words `first` to `last`, without the first one's clitics."""
        begin = self._begins[first] + clitic
        return self._folded.span(begin, begin + 1)[0] if clitic else self.starts[first], self.ends[last]

    def name(self, first: int, last: int, clitic: int) -> tuple[int, int]:
        """The code points of words `first` to `last` without the first one's clitics, but with its article."""
        return self.span(first, last, clitic - 2 if self.words[first][:clitic].endswith("ال") else clitic)

    def at(self, offset: int) -> int:
        """The word at a code point, else the last one before it; -1 before the first."""
        return bisect_right(self.starts, offset) - 1

    def quote(self, span: tuple[int, int]) -> str:
        return self.text[span[0] : span[1]]

    def marked(self, first: int, stop: int, marks: frozenset[str]) -> bool:
        """Whether one of `marks` stands before one of the words `first` to `stop` (excluded)."""
        return any(mark and not marks.isdisjoint(mark) for mark in self.marks[first:stop])

    def within(self, name: str, first: int, stop: int) -> list[Match]:
        """The matches of a table that begin with one of the words `first` to `stop` (excluded)."""
        found = self.found[name]
        low = bisect_left(found, (first,))
        return found[low : bisect_left(found, (stop,), low)]

    def _find(self) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = {name: [] for name in TABLES}
        make, lemmas = tuple.__new__, self.lemmas  # make: what Match(...) does, in half its time
        patterns = self._patterns
        for first, stop in self.bounds:
            for i in range(first, stop):
                for name, pattern, clitic, rest in patterns[i]:
                    last = i
                    for words, reach in rest:
                        if last + 1 < stop and not lemmas[last + 1].isdisjoint(words):
                            last += 1
                            continue
                        if reach == 2:  # no gap
                            break
                        for j in range(last + 2, min(last + reach, stop)):
                            if not lemmas[j].isdisjoint(words):
                                last = j
                                break
                        else:
                            break
                    else:
                        found[name].append(make(Match, (i, last, pattern, clitic)))
        return found
