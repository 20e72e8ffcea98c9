"""Recapture: who takes a place back has not taken it in the first place, and the two are never one claim."""

import re
from collections.abc import Sequence

from riwaya.arabic.folding import fold
from riwaya.codebook import ClaimType
from riwaya.extract.attribution import subject
from riwaya.extract.merge import same_name
from riwaya.extract.patterns import Reading
from riwaya.records import Claim, Mention, Source, Span

STAGE = "grammar of recapture"
_RETAKING = re.compile("[وفبل]?(?:ال)?[ايتن]?ست(?:عاد|عيد|رد)")
"""استعاد، يستعيد، استعادة، استرد، استرداد."""
_TAKING = re.compile("[وفبل]?(?:ال)?[يتن]?(?:سيطر|ا?ستول|استيل|ا?نتز|ا?حتل|سقط|سقوط|دخل|دخول)")
"""What is undone by it: سيطر، استولى، انتزع، احتل، سقط، دخل; an advance (تقدم) may be the recapture's own."""
_WHAT = re.compile("[وفبل]?است(?:عادت|رداد)ها?$")
"""استعادتها، استرداده: what was taken stands before, and who takes it back between the verb and this word."""
_BACK = 6
_SURE = 0.5


def retakes(claim: Claim) -> bool:
    """Whether a claim's trigger names a recapture."""
    return claim.type is ClaimType.TERRITORY and bool(_RETAKING.match(fold(claim.trigger.text)))


def retaken(one: Claim, other: Claim) -> bool:
    """Whether one of two claims is a recapture by another party than the other claim's: told in one sentence, or each
    other's foe. Elsewhere two names may be one party's (الجيش، قوات الشرعية)."""
    if one.type is not ClaimType.TERRITORY or other.type is not ClaimType.TERRITORY:
        return False
    first = other if retakes(one) else one
    if retakes(one) == retakes(other) or not _TAKING.match(fold(first.trigger.text)):
        return False
    if not one.initiators or not other.initiators or _shared(one.initiators, other.initiators):
        return False
    foes = _shared(one.initiators, other.targets) or _shared(other.initiators, one.targets)
    return foes or one.mention_ids[:1] == other.mention_ids[:1]


def _shared(one: Sequence[Mention], other: Sequence[Mention]) -> bool:
    return any(same_name(a.text, b.text) for a in one for b in other)


def by_its_teller(claim: Claim, r: Reading) -> Claim:
    """A recapture with its teller as source and doer: قبل أن تعلن قوات الوادي استعادتها."""
    at = claim.trigger.span
    k = r.at(at.start) if at else -1
    if k < 2 or not retakes(claim) or not _WHAT.match(r.words[k]):
        return claim
    low = max(r.bounds[r.sentence_of[k]][0], k - _BACK)
    said = [m for m in r.within("attribution", low, k - 1) if m.pattern.columns[0] == "say" and m.pattern.verb]
    who = subject(r, said[-1].first + 1, k) if said else None
    if who is None or who.span[1] != r.ends[k - 1]:
        return claim
    span = Span(*who.span)
    update: dict[str, object] = {"stages": {**claim.stages, "initiators": STAGE, "origin": STAGE}}
    if not any(same_name(m.text, who.text) for m in claim.initiators):
        update["initiators"] = [Mention(text=who.text, span=span, confidence=_SURE)]
        update["targets"] = [m for m in claim.targets if not same_name(m.text, who.text)]
    if not any(same_name(s.text, who.text) for s in claim.origin):
        update["origin"] = [Source(text=who.text, kind=who.kind, span=span, confidence=_SURE)]
    return claim.model_copy(update=update) if len(update) > 1 else claim
