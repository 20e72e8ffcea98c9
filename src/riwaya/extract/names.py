"""The names of a report: its actors, weapons and places, each a stretch of words."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from riwaya.extract.patterns import Match, Reading, word_set

MARKS = frozenset(":،,؛;.!؟?…-()[]")
PREPOSITIONS = word_set("names.prepositions")
_ENDS = PREPOSITIONS | word_set("names.days")
_WHERE = frozenset({"في", "ب", "من", "الي", "داخل", "شمال", "جنوب", "شرق", "غرب", "وسط"})
"""A country after one of these is a place, not its government."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the report: words `first` to `last`, its code points, the group of its head, what stands before it."""

    first: int
    last: int
    span: tuple[int, int]
    group: str = ""
    preposition: str = ""


def actors(r: Reading) -> list[Name]:
    """Who acts or is acted upon, in order, none inside another: a word of `data/actors.txt`, or a country."""
    ends = {m.first for m in r.found["triggers"] if int(m.pattern.columns[1]) >= 45}
    ends |= {m.first for m in r.found["attribution"] if m.pattern.columns[0] in ("say", "more", "relay", "according")}
    names: list[Name] = []
    for match in _longest([*r.found["actors"], *r.found["countries"]]):
        group = match.pattern.columns[0] if match.pattern.columns else "country"
        before = _preposition(r, match)
        if (names and match.first <= names[-1].last) or (group == "country" and before in _WHERE):
            continue
        whole = match.last > match.first or group == "country"
        last = match.last if whole else _extended(r, match.first, ends)
        names.append(Name(match.first, last, r.name(match.first, last, match.clitic), group, before))
    return names


def weapons(r: Reading) -> list[Name]:
    """Means of violence, by `data/weapons.txt`."""
    return [Name(m.first, m.last, r.name(m.first, m.last, m.clitic)) for m in _longest(r.found["weapons"])]


def places(r: Reading, gazetteer: Iterable[tuple[int, int]]) -> list[Name]:
    """Places in order: the spans that a gazetteer proposes, with the head (مدينة، حي) before them."""
    common = {m.first for name in ("weapons", "nations") for m in r.found[name]}
    heads = {m.last + 1: m for m in r.found["places"] if "ال" not in r.words[m.first][: m.clitic]}
    names: list[Name] = []
    for start, end in sorted(gazetteer):
        first = r.at(start)
        last = bisect_left(r.starts, end) - 1
        if first < 0 or first in common or (names and first <= names[-1].last):
            continue
        head = heads.get(first)
        if head and not MARKS & set(r.marks[first]) and r.sentence_of[head.first] == r.sentence_of[first]:
            first, start = head.first, r.span(head.first, last, head.clitic)[0]
        names.append(Name(first, last, (start, end)))
    return names


def _longest(matches: Sequence[Match]) -> list[Match]:
    """The matches in order, none overlapping: of those that begin at one word the longest."""
    out: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.first, -m.last)):
        if not out or match.first > out[-1].last:
            out.append(match)
    return out


def _preposition(r: Reading, match: Match) -> str:
    word = r.words[match.first]
    if match.first and not r.marks[match.first].strip("\"“«'") and r.words[match.first - 1] in PREPOSITIONS:
        return r.words[match.first - 1]
    letters = word[: match.clitic].removeprefix("و")
    return letters[0] if letters[:1] in ("ب", "ل") else ""


def _extended(r: Reading, first: int, ends: set[int]) -> int:
    """The last word of the name that a word opens: adjectives, the second noun of a construct."""
    last, stop = first, r.bounds[r.sentence_of[first]][1]
    definite = r.words[first].startswith(("ال", "لل", "وال", "بال"))
    for j in range(first + 1, min(first + 6, stop)):
        word = r.words[j]
        goes_on = word.startswith("ال") or (not definite and j == first + 1 and word[0] not in "وفبل")
        if r.marks[j] or word in _ENDS or j in ends or not goes_on:
            break
        last = j
    return last
