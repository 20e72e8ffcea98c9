"""Whether a report is about conflict at all: so that sport and stock markets yield no claims."""

from functools import cache

from riwaya.arabic.words import report_words
from riwaya.extract.patterns import lines

_ITEM = 30
"""What the words of one line must add up to, in tenths: with 20 twice as much other news passes."""
_LONG = 8
"""Of how many words a line is more than a headline."""


@cache
def weights() -> tuple[dict[str, int], int]:
    """The weights of `data/relevance.txt` by word, and what those of a report must add up to, both in tenths: whole
    numbers add up to the same in any order."""
    rows = dict(line.split(" | ") for line in lines("relevance"))
    bar = round(10 * float(rows.pop("bar")))
    return {word: round(10 * float(weight)) for weight, words in rows.items() for word in words.split()}, bar


def words_of(text: str) -> set[str]:
    """The different words of a report, as the table has them."""
    return {stem for _, _, _, _, stem in report_words(text) if len(stem) > 1 and not stem.isdigit()}


def is_relevant(text: str) -> bool:
    """Whether a report's words speak enough of conflict: each counts once, those of sport or markets against it.

    A digest that begins with football is read too where one of its lines speaks of nothing but conflict.
    """
    known, bar = weights()

    def speaks(part: str) -> int:
        return sum([known[word] for word in words_of(part) & known.keys()]) - bar

    return speaks(text) > 0 or any(speaks(line) > _ITEM for line in text.splitlines() if len(line.split()) >= _LONG)
