"""What one day cost and what it all cost since the war began: two claims, though one sentence tells both.

"17 were killed in 24 hours, which brings the toll to 600": where the coders have both numbers of such a sentence, they
have the day's in one claim and the running total in another one, 33 times of 34. The network may know one of the two,
and put both numbers into it or leave one out.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from riwaya.codebook import ClaimType, TollKind
from riwaya.extract.encoder.grammar import View
from riwaya.extract.encoder.voices import as_toll, word_of
from riwaya.extract.patterns import Reading, word_set
from riwaya.records import Claim, Mention, Sentence, Span, Toll

STAGE = "grammar of running totals"
SURE = 0.8
"""So much of the other claim's confidence."""
_SUM, _RISES = word_set("totals.sum"), word_set("totals.rises")
_COUNT = frozenset({"عدد", "اعداد"})
_BEFORE, _BEHIND = 4, 12
"""Words around the total's noun among which it is said to rise, or since when it is counted."""
_HARM = frozenset({TollKind.KILLED, TollKind.WOUNDED, TollKind.KILLED_OR_WOUNDED, TollKind.MISSING})


class _Total(NamedTuple):
    """The noun of a total (الحصيلة, إجمالي القتلى), words `first` to `last`, and the numbers before and behind it."""

    first: int
    last: int
    day: list[Toll]
    total: list[Toll]


def totals_apart(claims: Sequence[Claim], sentences: Sequence[Sentence], laid: Sequence[View]) -> list[Claim]:
    """The claims, in the order of their triggers, a running total and the number of the day that its sentence tells
    before it in two of them."""
    if not laid:
        return list(claims)
    r, out = laid[0].grammar.reading, list(claims)
    for number, found in _totals(r, [as_toll(t) for t in laid[0].grammar.tolls if t.min and t.kind in _HARM]):
        out = _split(out, found, sentences[number], r)
    return sorted(out, key=lambda c: c.trigger.span or Span(0, 0))


def _totals(r: Reading, listed: Sequence[Toll]) -> Iterator[tuple[int, _Total]]:
    for number, (start, stop) in enumerate(r.bounds):
        inside = Span(r.starts[start], r.ends[stop - 1]) if stop > start else Span(0, 0)
        here = [t for t in listed if t.span and t.span.within(inside)]
        if len(here) < 2:
            continue
        for k in range(start + 1, stop):
            if not _is_total(r, k, start, stop):
                continue
            at = r.starts[k]
            day = [t for t in here if t.span and t.span.end <= at]
            total = [t for t in here if t.span and t.span.start > at]
            if any(a.kind == b.kind and (a.min or 0) < (b.min or 0) for a in day for b in total):
                yield number, _Total(k, k if r.words[k].startswith("ال") or k + 1 == stop else k + 1, day, total)
                break


def _is_total(r: Reading, k: int, start: int, stop: int) -> bool:
    """Whether word `k` is a noun of a total that rises, or that is counted since some day."""
    word = re.sub("^و", "", r.words[k])
    before, behind = r.words[max(start, k - _BEFORE) : k], r.words[k : min(k + _BEHIND, stop)]
    if word in _COUNT:
        return _rises(before)
    return word in _SUM and (_rises(before + behind) or "منذ" in before + behind)


def _rises(words: Sequence[str]) -> bool:
    return any(w in _RISES or re.sub("^[ول]", "", w) in _RISES for w in words)


def _split(claims: list[Claim], found: _Total, sentence: Sentence, r: Reading) -> list[Claim]:
    at = r.starts[found.first]
    here = [c for c in claims if c.trigger.span and c.trigger.span.within(sentence.span)]
    days = [c for c in here if c.trigger.span and c.trigger.span.start < at and _has(c, found.day)]
    sums = [c for c in here if c.trigger.span and c.trigger.span.end > at and c.type is ClaimType.CASUALTY_TOLL]
    told: dict[int, Claim] = {}
    added: list[Claim] = []
    for day in days:
        if _has(day, found.total):
            told[id(day)] = _without(day, found.total)
    if days and not sums and not any(_has(c, found.total) for c in claims if c not in days):
        first = r.span(found.first, found.last)
        start = first[0] + (1 if r.words[found.first][0] == "و" else 0)
        added.append(_another(days[-1], Span(start, first[1]), found.total, sentence, r))
    for total in sums:
        if not _has(total, found.day):
            continue
        told[id(total)] = _without(total, found.day)
        start = r.bounds[sentence.number][0]
        named = r.words[start].removeprefix("و").startswith("ب")  # وبمقتل الأربعة ترتفع: told before
        if not days and not named and not any(_has(c, found.day) for c in claims if c not in sums):
            span = word_of(r, start, found.first, found.day[0])
            added.append(_another(total, span, found.day, sentence, r))
    return [*(told.get(id(c), c) for c in claims), *added]


def _has(claim: Claim, tolls: Sequence[Toll]) -> bool:
    return any(_one(t, u) for t in claim.tolls for u in tolls)


def _one(one: Toll, other: Toll) -> bool:
    return bool(one.span and other.span and one.span.overlaps(other.span))


def _without(claim: Claim, tolls: Sequence[Toll]) -> Claim:
    left = [t for t in claim.tolls if not any(_one(t, u) for u in tolls)]
    return claim.model_copy(update={"tolls": left, "stages": {**claim.stages, "tolls": STAGE}})


def _another(claim: Claim, at: Span, tolls: list[Toll], sentence: Sentence, r: Reading) -> Claim:
    """The other of the two: who told the one told it, and it counts the same people where the one does no more."""
    counted = claim.type is ClaimType.CASUALTY_TOLL
    sure = round(SURE * (claim.confidence or 0.0), 3)
    return claim.model_copy(
        update={
            "type": ClaimType.CASUALTY_TOLL,
            "trigger": Mention(text=r.quote(at), span=at, confidence=sure),
            "mentions": [sentence.span],
            "mention_ids": [sentence.number],
            "initiators": claim.initiators if counted else [],
            "targets": claim.targets if counted else [],
            "places": claim.places if counted else [],
            "weapons": [],
            "tolls": tolls,
            "confidence": sure,
            "stages": {"claim": STAGE},
        }
    )
