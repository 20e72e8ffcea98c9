"""Tables of patterns, and where they match in a report. The grammar of a pattern is told in `data/triggers.txt`."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from operator import attrgetter, itemgetter
from typing import NamedTuple

from riwaya.arabic.folding import fold, fold_with_map
from riwaya.extract.forms import Analysis, Forms

_SPLIT = re.compile(r"([^\W_]+)").split
_GAP = 4
"""A gap (..) lets the next word of the pattern stand up to this many words on."""

Element = tuple[tuple[str, ...], bool]  # lemmas, any of which fits; whether words may stand between


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One pattern of a table, with the other columns of its row. Each is itself only, so that look-ups are quick."""

    columns: tuple[str, ...]
    elements: tuple[Element, ...]
    text: str
    rest: tuple[tuple[tuple[str, ...], int], ...]
    """The elements after the first: their lemmas, and one more than how many words on they may stand."""


def _parse(pattern: str, columns: tuple[str, ...]) -> Pattern:
    elements: list[Element] = []
    gap = False
    for part in pattern.split():
        if part == "..":
            gap = True
            continue
        elements.append((tuple(part.split("|")), gap))
        gap = False
    rest = tuple((lemmas, 1 + (_GAP if gap else 1)) for lemmas, gap in elements[1:])
    return Pattern(columns, tuple(elements), pattern, rest)


def lines(name: str) -> list[str]:
    """The lines of a table of `extract/data`, comments left out."""
    text = files("riwaya.extract").joinpath("data", name + ".txt").read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def rows(name: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The rows of a table of `extract/data`: its columns but the last, and the patterns of the last."""
    for line in lines(name):
        *columns, patterns = (part.strip() for part in line.split(" | "))
        yield tuple(columns), [p.strip() for p in fold(patterns).split(",") if p.strip()]


@cache
def table(name: str) -> tuple[Pattern, ...]:
    """All patterns of a table, in its order."""
    return tuple(_parse(p, columns) for columns, patterns in rows(name) for p in patterns)


TABLES = (
    "triggers", "context", "status", "attribution", "sources", "places", "weapons", "actors", "countries", "nations",
    "tolls", "gate",
)  # fmt: skip


@cache
def _forms() -> Forms:
    return Forms(lemma for name in TABLES for p in table(name) for lemmas, _ in p.elements for lemma in lemmas)


@cache
def _by_first() -> dict[str, tuple[tuple[str, Pattern], ...]]:
    """All patterns of all tables, with their table's name, by the lemmas that they begin with."""
    index: dict[str, list[tuple[str, Pattern]]] = {}
    for name in TABLES:
        for pattern in table(name):
            for lemma in pattern.elements[0][0]:
                index.setdefault(lemma, []).append((name, pattern))
    return {lemma: tuple(patterns) for lemma, patterns in index.items()}


class _Known(NamedTuple):
    """What the tables say of a folded word: its lemmas, the same as a set, and the patterns it may begin."""

    lemmas: tuple[Analysis, ...]
    set: frozenset[str]
    patterns: tuple[tuple[str, Pattern, int, tuple[tuple[tuple[str, ...], int], ...]], ...]
    """Each with its table's name, the clitic's letters, and its further elements: see `Pattern`."""


class _Words(dict[str, _Known]):
    """The words seen so far; reports repeat themselves."""

    def __missing__(self, word: str) -> _Known:
        if len(self) > 200_000:  # names and numbers of a long run must not fill the memory
            self.clear()
        lemmas, index = _forms().analyses(word), _by_first()
        patterns = tuple(
            (name, pattern, clitic, pattern.rest) for lemma, clitic in lemmas for name, pattern in index.get(lemma, ())
        )
        self[word] = known = _Known(lemmas, frozenset([lemma for lemma, _ in lemmas]), patterns)
        return known


_SEEN = _Words()


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    sets: dict[str, set[str]] = {}
    for line in lines("words"):
        name, words = line.split(" | ")
        sets.setdefault(name, set()).update(fold(words).split())
    return {name: frozenset(words) for name, words in sets.items()}


def word_set(name: str) -> frozenset[str]:
    """A closed set of `data/words.txt`, in the spelling of the reading."""
    return _word_sets()[name]


class Match(NamedTuple):
    """A pattern found: words `first` to `last` (included) of the reading."""

    first: int
    last: int
    pattern: Pattern
    clitic: int


_first = attrgetter("first")
_start = itemgetter(0)


class Reading:
    """A report's words with their lemmas, made once and shared by all parts of the extractor.

    `words[i]` is folded, `starts[i]` and `ends[i]` are code points of the report, `sentences` its sentences as
    spans, `bounds` the same as ranges of words, `marks[i]` the punctuation between word i-1 and word i.
    """

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.sentences = list(sentences)
        folded = fold_with_map(text)
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
        known = list(map(_SEEN.__getitem__, self.words))
        self.lemmas = [k[0] for k in known]
        self.sets = [k[1] for k in known]
        self._patterns = [k[2] for k in known]
        self.bounds = [(bisect_left(self.starts, s), bisect_left(self.starts, e)) for s, e in self.sentences]
        self.sentence_of = [0] * len(self.words)
        for number, (first, stop) in enumerate(self.bounds):
            self.sentence_of[first:stop] = [number] * (stop - first)
        self._found = self._find()

    def stem(self, word: int, clitic: int) -> int:
        """The code point where a word begins without so many letters of clitics."""
        return (
            self._folded.span(self._begins[word] + clitic, self._begins[word] + clitic + 1)[0]
            if clitic
            else self.starts[word]
        )

    def span(self, first: int, last: int, clitic: int = 0) -> tuple[int, int]:
        """The code points of words `first` to `last`, without the first one's clitics."""
        return self.stem(first, clitic), self.ends[last]

    def sentence_of_offset(self, start: int) -> int:
        """The number of the sentence that holds the code point `start`."""
        return max(0, bisect_right(self.sentences, start, key=_start) - 1)

    def quote(self, span: tuple[int, int]) -> str:
        return self.text[span[0] : span[1]]

    def marked(self, first: int, stop: int, marks: frozenset[str]) -> bool:
        """Whether one of `marks` stands before one of the words `first` to `stop` (excluded)."""
        return any(mark and not marks.isdisjoint(mark) for mark in self.marks[first:stop])

    def find(self, name: str) -> list[Match]:
        """All matches of a table in the report, by their first word."""
        return self._found[name]

    def within(self, name: str, first: int, stop: int) -> list[Match]:
        """The matches of a table that begin with one of the words `first` to `stop` (excluded)."""
        found = self._found[name]
        low = bisect_left(found, first, key=_first)
        return found[low : bisect_left(found, stop, low, key=_first)]

    def _find(self) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = {name: [] for name in TABLES}
        make, sets, patterns = tuple.__new__, self.sets, self._patterns  # make: what Match(...) does, in half its time
        for first, stop in self.bounds:
            for i in range(first, stop):
                for name, pattern, clitic, rest in patterns[i]:
                    last = i
                    for lemmas, reach in rest:
                        if last + 1 < stop and not sets[last + 1].isdisjoint(lemmas):
                            last += 1
                            continue
                        for j in range(last + 2, min(last + reach, stop)):
                            if not sets[j].isdisjoint(lemmas):
                                last = j
                                break
                        else:
                            break
                    else:
                        found[name].append(make(Match, (i, last, pattern, clitic)))
        return found
