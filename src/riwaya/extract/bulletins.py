"""The items of a bulletin: a page of news whose lines tell of one war after another ("نشرة الثامنة", "موجز دوليات").

What a bulletin says in one item says nothing of the next: read as one report, the army of the one took the prisoners
of the other. The extractor reads the page as a whole, since it finds events best with others around them; then
`by_item` leaves each claim the names of its own item, and resolves each item as a report of its own.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from riwaya.arabic.dates import expressions
from riwaya.arabic.words import words
from riwaya.extract.patterns import Reading, word_set
from riwaya.records import Claim, Document, Record, Span, When

_MARKED = re.compile(r"\s*(?:[-–—•●▪■◾*·►]|\d{1,2}[:.]\d{2}(?!\d)|\d{1,2}\s*[-.)](?=\s))\s*\S")
"""A line that begins with a bullet, a time of day or a number."""
_ENDED = re.compile(r"[.!؟?…۔][\"'”’»)\]\s]*$")
_BREAKS = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
"""Where lines end, as `arabic.sentences` has it."""
_BESIDE = frozenset().union(*(word_set(f"bulletins.{name}") for name in ("beside", "lately", "months")))
_LABEL = 8
"""Words of a bulletin's title, at most."""
_ENOUGH = 3
"""Items of a bulletin, at least."""

STAGE = ("item", "bulletins/1")
_NAMES = ("origin", "initiators", "targets", "places", "tolls", "weapons")
Resolve = Callable[[Document, list[Claim]], list[Claim]]


@dataclass(frozen=True, slots=True)
class Item:
    """One item: how many sentences it has, and the first of each place where it stands, for some stand twice."""

    size: int
    firsts: tuple[int, ...]


def is_label(line: str) -> bool:
    """Whether a title says no more than that news follow: words such as "bulletin", "news", "the latest" and times."""
    said = [w.folded for w in words(line)]
    named = word_set("bulletins.named")
    if not word_set("bulletins.lately").isdisjoint(said) and word_set("bulletins.months").isdisjoint(said):
        named |= word_set("bulletins.told")  # أبرز تطورات اليوم, and not أحداث سبتمبر
    return (
        0 < len(said) <= _LABEL
        and any(w in named for w in said)
        and all(w in named or w in _BESIDE or w.isdigit() for w in said)
    )


def items(text: str, sentences: Sequence[tuple[int, int]]) -> list[Item]:
    """The items of a bulletin in order, its title among them; empty for any other report.

    `sentences` are the spans of the text's sentences, the first of them the title.
    """
    if len(sentences) <= _ENOUGH or not is_label(text[slice(*sentences[0])]):
        return []
    lines = _lines(text, sentences)
    begins = _begins([text[sentences[first][0] : sentences[stop - 1][1]] for first, stop in lines])
    if len(begins) < _ENOUGH:
        return []
    firsts = [0, *(lines[k][0] for k in begins)]
    found: dict[str, Item] = {}
    for first, stop in zip(firsts, [*firsts[1:], len(sentences)], strict=True):
        said = text[sentences[first][0] : sentences[stop - 1][1]]
        known = found.get(said, Item(stop - first, ()))
        found[said] = Item(stop - first, (*known.firsts, first))
    return list(found.values())


def item_of(text: str, sentences: Sequence[tuple[int, int]]) -> list[int]:
    """The number of each sentence's item, twins having one; 0 for all where a report has no items."""
    numbers = [0] * len(sentences)
    for number, item in enumerate(items(text, sentences)):
        for first in item.firsts:
            numbers[first : first + item.size] = [number] * item.size
    return numbers


def _lines(text: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines behind the title, as the first sentence and the one after the last."""
    begins = [k for k in range(1, len(sentences)) if _BREAKS.search(text, sentences[k - 1][1], sentences[k][0])]
    if not begins:
        return []
    return list(zip(begins, [*begins[1:], len(sentences)], strict=True))


def _is_headline(line: str, body: str) -> bool:
    """Whether a line without a full stop is the title of the longer one after it."""
    return not _ENDED.search(line) and bool(_ENDED.search(body)) and 2 * len(line) <= len(body)


def _begins(lines: Sequence[str]) -> list[int]:
    """The lines that begin an item."""
    titled = [k for k, (line, body) in enumerate(pairwise(lines)) if _is_headline(line, body)]
    marked = [k for k, line in enumerate(lines) if _MARKED.match(line) and k - 1 not in titled]
    if len(marked) >= _ENOUGH:
        return marked
    return titled if len(titled) >= _ENOUGH - 1 else [k for k, line in enumerate(lines) if not k or not _goes_on(line)]


def _goes_on(line: str) -> bool:
    """Whether a line goes on with what the one before it tells: كما, or و and a verb (وقتل خمسة في الاشتباكات)."""
    reading = Reading(line, [(0, len(line))])
    found = (*reading.within("triggers", 0, 1), *reading.within("attribution", 0, 1))
    verb = any(m.clitic == 1 and m.pattern.verb for m in found)
    return reading.words[:1] == ["كما"] or (verb and reading.words[0][0] in "وف")


def by_item(
    document: Document, spans: Sequence[Span], claims: Sequence[Claim], found: Sequence[Item], resolve: Resolve
) -> list[Claim]:
    """The claims of a bulletin, each with what its own item says of it, resolved item by item; an item that stands
    twice tells its claims once. `spans` are those of the document's sentences; the day that the title names is that of
    all items. A claim without the span of its trigger stays as it is, resolved by the whole page."""
    day = _day_of(document, spans[0])
    begins = sorted((spans[first].start, first, n) for n, item in enumerate(found) for first in item.firsts)
    inside: dict[int, list[tuple[int, Claim]]] = {}
    for claim in claims:
        if claim.trigger.span:
            _, first, n = begins[bisect_right(begins, (claim.trigger.span.start, len(spans))) - 1]
            inside.setdefault(n, []).append((first, claim))
    out = resolve(document, [c for c in claims if not c.trigger.span])
    for n, item in enumerate(found):
        told: dict[int, tuple[int, float]] = {}
        for first, claim in inside.get(n, ()):  # of twins the surer one
            key, sure = _twin(claim, first, spans), claim.confidence or 0.0
            if key not in told or sure > told[key][1]:
                told[key] = first, sure
        for first in item.firsts:
            start, end = spans[first].start, spans[first + item.size - 1].end
            alone = document.model_copy(update={"text": document.text[start:end], "published": day})
            own = [c for at, c in inside.get(n, ()) if at == first and told[_twin(c, at, spans)][0] == first]
            if own:
                resolved = resolve(alone, [_moved(_home(c, first, item, spans), -start) for c in own])
                out += [_everywhere(_moved(c, start), first, item, spans) for c in resolved]
    return sorted(out, key=lambda c: c.trigger.span or Span(0, 0))


def _twin(claim: Claim, first: int, spans: Sequence[Span]) -> int:
    """What a claim has in common with its twin where the item stands again: how far into it the trigger stands."""
    return (claim.trigger.span or spans[first]).start - spans[first].start


def _day_of(document: Document, title: Span) -> str:
    """The day that a bulletin's title names, else that of its publication."""
    try:
        anchor = date.fromisoformat(document.published[:10])
    except ValueError:
        return document.published
    for expression in expressions(document.text[title.start : title.end]):
        told = expression.resolve(anchor, "past")
        if told.start and told.precision == "day":
            return told.start[:10]
    return document.published


def _home(claim: Claim, first: int, item: Item, spans: Sequence[Span]) -> Claim:
    """A claim told by the item that begins with sentence `first`, with the names that this item says or its twins."""
    start, end = spans[first].start, spans[first + item.size - 1].end

    def here(record: Any) -> Any:
        if not record.span:
            return record
        for twin in item.firsts:
            away = start - spans[twin].start
            if start <= record.span.start + away < end:
                return _moved(record, away) if away else record
        return None

    numbers = [n - twin + first for n in claim.mention_ids for twin in item.firsts if twin <= n < twin + item.size]
    update: dict[str, Any] = {f: [h for r in getattr(claim, f) if (h := here(r))] for f in _NAMES}
    update["stages"] = {**claim.stages, STAGE[0]: STAGE[1]}
    update["mention_ids"] = list(dict.fromkeys(numbers)) or [_told_in(claim, first, item, spans)]
    update["mentions"] = [spans[n] for n in update["mention_ids"]]
    update["date"] = here(claim.date) or _of_page(claim.date, spans[0])
    return claim.model_copy(update=update)


def _told_in(claim: Claim, first: int, item: Item, spans: Sequence[Span]) -> int:
    """The sentence of an item that a claim's trigger stands in."""
    at = claim.trigger.span.start if claim.trigger.span else 0
    return max((n for n in range(first, first + item.size) if spans[n].start <= at), default=first)


def _of_page(when: When, title: Span) -> When:
    """A date that stands outside of a claim's item: the title's is that of all items, another item's is none."""
    if when.span and when.span.within(title):
        return when.model_copy(update={"text": "", "span": None, "inferred": True})
    return When(confidence=when.confidence)


def _everywhere(claim: Claim, first: int, item: Item, spans: Sequence[Span]) -> Claim:
    """A claim of an item, told wherever the item stands."""
    others = [twin for twin in item.firsts if twin != first]
    numbers = claim.mention_ids + [n - first + twin for twin in others for n in claim.mention_ids]
    return claim.model_copy(update={"mention_ids": numbers, "mentions": [spans[n] for n in numbers]})


def _moved(value: Any, by: int) -> Any:
    """A record, or what a field of one holds, with every span in it moved by some characters."""
    if isinstance(value, Span):
        return Span(value.start + by, value.end + by)
    if isinstance(value, Record):
        return value.model_copy(update={name: _moved(held, by) for name, held in value.__dict__.items()})
    if isinstance(value, list):
        return [_moved(held, by) for held in value]
    if isinstance(value, dict):
        return {key: _moved(held, by) for key, held in value.items()}
    return value
