"""From whom a claim is heard, where visible words say otherwise than the network."""

from collections.abc import Sequence

from riwaya.codebook import SourceKind, Status
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.triggers import SPEECH
from riwaya.records import Claim, Source, Span

STAGE = "grammar of continued speech"
_ADDED, _TO, _THAT = word_set("heard.added"), word_set("heard.to"), word_set("attribution.that")
_BACK = 2
"""Sentences before one that goes on in its speaker's words (وأضاف أن) in which the speaker is looked for."""


def heard(claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    """The claims in their order: what somebody goes on to say (وأضاف أن) is heard from who spoke before; a demand or an
    accusation is the speaker's own, though an agency of another sentence reported other things."""
    found: list[Claim] = []
    for claim in claims:
        claim = _own_words(claim)
        found.append(_continued(claim, found, reading))
    return found


def _without(claim: Claim) -> Claim:
    return claim.model_copy(update={"origin": [], "stages": {**claim.stages, "origin": STAGE}})


def _own_words(claim: Claim) -> Claim:
    if claim.type not in SPEECH or not claim.origin or not claim.mentions:
        return claim
    first, own = claim.origin[0], claim.mentions[0]
    elsewhere = first.span is not None and not first.span.within(own)
    return _without(claim) if elsewhere and first.kind is SourceKind.AGENCY else claim


def _continued(claim: Claim, before: Sequence[Claim], reading: Reading) -> Claim:
    if claim.origin or claim.type in SPEECH or claim.status is Status.DENIED or not claim.mention_ids:
        return claim
    number = claim.mention_ids[0]
    cue = _goes_on(reading, number)
    if cue is None:
        return claim
    lately = (c for c in reversed(before) if c.origin and c.mention_ids)
    last = next((c for c in lately if 0 <= number - c.mention_ids[0] <= _BACK), None)
    told: list[Source] = list(last.origin) if last else []
    between = range(last.mention_ids[0] + 1, number) if last else range(0)
    if not told or any(_another_speaks(reading, n) for n in between):
        return claim
    return claim.model_copy(
        update={"origin": told, "cues": {**claim.cues, "origin": cue}, "stages": {**claim.stages, "origin": STAGE}}
    )


def _goes_on(reading: Reading, number: int) -> Span | None:
    """The verb that opens a sentence and has no subject of its own: وأضاف أن, وأشار إلى أن."""
    first, stop = reading.bounds[number]
    words = reading.words[first : min(first + 3, stop)]
    if not words or words[0].removeprefix("و") not in _ADDED:
        return None
    rest = words[2:] if words[1:2] and words[1] in _TO else words[1:]
    return Span(*reading.span(first, first)) if rest and rest[0] in _THAT else None


def _another_speaks(reading: Reading, number: int) -> bool:
    """Whether a sentence names a speaker: its words of speech do not merely go on."""
    return _goes_on(reading, number) is None and bool(reading.within("attribution", *reading.bounds[number]))
