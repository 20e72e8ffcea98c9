"""Who accuses whom: the accused is no accuser, and what somebody is accused of is told by the accuser."""

from collections.abc import Sequence

from riwaya.arabic.folding import fold
from riwaya.codebook import ClaimType, SourceKind, Status
from riwaya.extract.merge import same_name
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.status import own_clause
from riwaya.extract.triggers import SPEECH
from riwaya.records import Claim, Mention, Source, Span

STAGE = "grammar of accusations"
_HE, _SHE, _BLAMING = (word_set(f"accused.{name}") for name in ("he", "she", "blaming"))


def accused(claims: Sequence[Claim], reading: Reading | None = None) -> list[Claim]:
    """The claims; what stands behind an accusation in its sentence and has no source has the accuser as its source, and
    nothing is heard from the accused. Where coders name a source of such a deed, it is the accuser at 89 of 106 in the
    gold's train set, the accused at 3. What stands in a clause of its own, or is said or denied by somebody, is left
    (اتهم الجيش الفصائل، لكن الفصائل قالت إنها ...); so is who condemns."""
    claims = [_agreeing(claim) for claim in claims]
    blames = [c for c in claims if c.type is ClaimType.ACCUSE and c.mention_ids and fold(c.trigger.text) in _BLAMING]
    return [_told_by(claim, blames, claims, reading) for claim in claims]


def _agreeing(claim: Claim) -> Claim:
    """An accusation, threat or demand without the state that its verb cannot have as its subject: in اتهم أوكرانيا he
    accuses, whom the sentence leaves out, and Ukraine is accused."""
    if claim.type not in SPEECH or fold(claim.trigger.text) not in _HE:
        return claim
    wrong = [m for m in claim.initiators if fold(m.text) in _SHE and _right_behind(claim.trigger, m)]
    if not wrong:
        return claim
    left = [m for m in claim.initiators if m not in wrong]
    more = [m for m in wrong if not any(same_name(m.text, t.text) for t in claim.targets)]
    return claim.model_copy(update={"initiators": left, "targets": [*claim.targets, *more]})


def _right_behind(trigger: Mention, name: Mention) -> bool:
    return bool(trigger.span and name.span and 0 < name.span.start - trigger.span.end <= 2)


def _parted(blame: Claim, claim: Claim, reading: Reading | None) -> bool:
    """Whether something is said, denied or told by itself between an accusation and an event behind it."""
    if reading is None or not blame.trigger.span or not claim.trigger.span:
        return False
    edges = blame.trigger.span.end - 1, claim.trigger.span.start
    first, last = (reading.at(at) for at in edges)
    said = any(m.pattern.verb for m in reading.within("attribution", first + 1, last))
    return said or any(own_clause(reading, k) for k in range(first + 1, last + 1))


def _told_by(claim: Claim, blames: Sequence[Claim], claims: Sequence[Claim], reading: Reading | None) -> Claim:
    if claim.type is ClaimType.ACCUSE or claim.status is Status.DENIED or not claim.mention_ids:
        return claim
    heard = claim.origin[0].text if claim.origin else ""
    for blame in blames:
        if blame.mention_ids[0] != claim.mention_ids[0]:
            continue
        who = blame.initiators[0] if blame.initiators else None
        from_accused = bool(heard) and any(same_name(heard, t.text) for t in blame.targets)
        behind = (blame.trigger.span or Span(0, 0)) < (claim.trigger.span or Span(0, 0))
        if not behind or _parted(blame, claim, reading):
            continue
        own = who is not None and any(same_name(who.text, m.text) for m in claim.initiators)
        untold = who is not None and not heard and not own and claim.type not in SPEECH
        if from_accused or untold:
            return _heard_from(claim, who, blame, claims)
    return claim


def _heard_from(claim: Claim, who: Mention | None, blame: Claim, claims: Sequence[Claim]) -> Claim:
    """The claim with the accuser as its source, with none where the text leaves the accuser out."""
    origin = []
    if who is not None:
        kind = next((s.kind for c in claims for s in c.origin if same_name(s.text, who.text)), SourceKind.OFFICIAL)
        origin = [Source(text=who.text, kind=kind, span=who.span, confidence=who.confidence)]
    cues = {**claim.cues, "origin": blame.trigger.span} if blame.trigger.span else claim.cues
    return claim.model_copy(update={"origin": origin, "cues": cues, "stages": {**claim.stages, "origin": STAGE}})
