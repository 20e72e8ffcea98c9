"""Attacks told in one breath, each with its number (5 في غارة على القرية و3 في غارة على المخيم): events of their own.

The network takes the like of one event for its doubles, and the numbers for one another's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from riwaya.arabic.numbers import Quantity
from riwaya.codebook import ClaimType
from riwaya.extract.encoder.grammar import Grammar
from riwaya.extract.encoder.merge import Draft
from riwaya.extract.patterns import word_set
from riwaya.records import Span, Toll

SURE = 0.8
_ATTACKS = frozenset(
    {
        *(ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.EXPLOSION),
        *(ClaimType.CLASH, ClaimType.ATTACK_ON_CIVILIANS),
    }
)
_IN = word_set("enumerated.in")
_STOPS = frozenset(".؛;:!؟?\n")
_REACH = 10
"""Words from one attack's trigger to the next one's, at most."""


class _Item(NamedTuple):
    """The draft of an attack, the number of its victims, and the word that the number begins with."""

    draft: Draft
    number: Quantity
    first: int
    trigger: int


def enumerated(drafts: list[Draft], grammar: Grammar) -> list[Draft]:
    """The drafts, those of such a list with their own numbers and places, and never one claim."""
    out = {id(d): d for d in drafts}
    for items in _lists(drafts, grammar):
        kinds = [t for t in grammar.tolls if Span(*t.span).overlaps(_span(items[0].number))]
        if not kinds:
            continue
        begins = frozenset(i.draft.span.start for i in items)
        begin, stop = grammar.reading.sentences[items[0].draft.sentence]
        ends = [*(grammar.reading.starts[i.first] for i in items[1:]), stop]
        for item, end in zip(items, ends, strict=True):
            claim, n = item.draft.claim, item.number
            at = _span(n)
            known = next((t for t in grammar.tolls if Span(*t.span).overlaps(at)), kinds[0])
            toll = Toll(
                kind=known.kind,
                min=n.min,
                max=n.max,
                who=known.who,
                text=grammar.text[at.start : at.end],
                span=at,
                confidence=SURE,
            )
            own = [p for p in claim.places if p.span and item.draft.span.end <= p.span.start < end]
            whom = [m for m in claim.targets if m.span and at.start <= m.span.start < end]
            # قتل 5 وأصيب 12 في غارة: another kind's number before its own is this attack's, too
            before = (t for t in claim.tolls if t.span and begin <= t.span.start and t.span.end <= at.start)
            others = [t for t in before if t.kind is not toll.kind]
            begin = item.draft.span.end
            update = {"tolls": [*others, toll], "places": own or claim.places, "targets": whom}
            parted = item.draft.parted | (begins - {item.draft.span.start})
            out[id(item.draft)] = replace(item.draft, claim=claim.model_copy(update=update), parted=parted)
    return [out[id(d)] for d in drafts]


def _span(number: Quantity) -> Span:
    return Span(number.start, max(number.end, number.counted[1] if number.counted else 0))


def _lists(drafts: Sequence[Draft], grammar: Grammar) -> Iterator[list[_Item]]:
    r = grammar.reading
    attacks = sorted((d for d in drafts if d.claim.type in _ATTACKS), key=lambda d: d.span)
    found = [item for d in attacks if (item := _item(d, grammar))]
    run: list[_Item] = []
    for item in found:
        last = run[-1] if run else None
        goes_on = (
            last is not None
            and last.draft.sentence == item.draft.sentence
            and last.trigger < item.first
            and item.trigger - last.trigger <= _REACH
            and r.words[item.first][0] == "و"
            and not r.marked(last.trigger + 1, item.trigger + 1, _STOPS)
        )
        if not goes_on:
            if len(run) > 1:
                yield run
            run = []
        run.append(item)
    if len(run) > 1:
        yield run


def _item(draft: Draft, grammar: Grammar) -> _Item | None:
    """The attack with the number that stands right before it: ثلاثة في غارة, 5 مدنيين بقصف."""
    r, k = grammar.reading, grammar.reading.at(draft.span.start)
    if k < 2:
        return None
    before = k - 1 if r.words[k - 1] in _IN else k if r.words[k][0] == "ب" and r.starts[k] < draft.span.start else -1
    for n in grammar.numbers if before > 0 else ():
        at = _span(n)
        if not n.unit and n.min and r.at(at.end - 1) == before - 1 and r.at(at.start) >= 0:
            return _Item(draft, n, r.at(at.start), k)
    return None
