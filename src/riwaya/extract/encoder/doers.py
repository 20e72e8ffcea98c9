"""What visible words say of a deed: who fired (قتل برصاص الجيش) is no victim, and what aircraft do is no shelling."""

from collections.abc import Sequence

from riwaya.arabic.folding import fold
from riwaya.codebook import ClaimType, Family, family
from riwaya.extract.merge import same_name
from riwaya.extract.patterns import Reading, word_set
from riwaya.records import Claim, Span

_DEEDS = frozenset({Family.VIOLENCE, Family.POSTURE})
_REPLY, _REACH = word_set("doers.reply"), 5
_STOPS = frozenset("،,؛;.:!؟?")
_AIRCRAFT = tuple(sorted(word_set("doers.aircraft")))
_FIRE = word_set("doers.fire")
_HANDS = frozenset({"علي يد", "علي ايدي"})


def doers(claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    """The claims of violence, those behind برصاص, بنيران or على يد among the initiators. Where a weapon was foiled,
    they are those who fired it. Of 3,194 coded strikes and shellings by or with aircraft 3,142 are air strikes."""
    deeds = (family(c.type) is Family.VIOLENCE and c.type is not ClaimType.WEAPON_FOILED for c in claims)
    found = [_from_the_air(_done_by(c, reading)) if deed else c for c, deed in zip(claims, deeds, strict=True)]
    return [_replied_to(c, found, reading) for c in found]


def _replied_to(claim: Claim, claims: Sequence[Claim], reading: Reading) -> Claim:
    """What somebody answers without who answers: in قصفت تركيا مواقع ردا على غارة the raid is not Turkey's."""
    if family(claim.type) not in _DEEDS or not claim.initiators or not claim.trigger.span:
        return claim
    at = reading.at(claim.trigger.span.start)
    low = reading.bounds[reading.sentence_of[at]][0] if at >= 0 else 0
    cue = next((k for k in range(at - 1, max(low, at - _REACH) - 1, -1) if reading.words[k] in _REPLY), -1)
    if cue < 0 or reading.marked(cue + 1, at + 1, _STOPS):
        return claim
    first, last = reading.starts[low], reading.starts[cue]
    before = [c for c in claims if c is not claim and c.trigger.span and first <= c.trigger.span.start < last]
    reply = max(before, key=lambda c: c.trigger.span or Span(0, 0), default=None)
    who = [m.text for m in reply.initiators] if reply else []
    left = [m for m in claim.initiators if not any(same_name(m.text, w) for w in who)]
    return claim if len(left) == len(claim.initiators) else claim.model_copy(update={"initiators": left})


def _from_the_air(claim: Claim) -> Claim:
    if claim.type is not ClaimType.SHELLING:
        return claim
    flown = any(fold(m.text).removeprefix("ال").startswith(_AIRCRAFT) for m in (*claim.initiators, *claim.weapons))
    return claim.model_copy(update={"type": ClaimType.AIR_STRIKE}) if flown else claim


def _done_by(claim: Claim, reading: Reading) -> Claim:
    shooters = [m for m in claim.targets if m.span and _behind_fire(reading, m.span)]
    if not shooters:
        return claim
    left = [m for m in claim.targets if m not in shooters]
    new = [m for m in shooters if not any(same_name(m.text, i.text) for i in claim.initiators)]
    return claim.model_copy(update={"targets": left, "initiators": [*claim.initiators, *new]})


def _behind_fire(reading: Reading, span: Span) -> bool:
    at = reading.at(span.start)
    if at < 1 or reading.marks[at]:
        return False
    before = reading.words[at - 1]
    return before in _FIRE or (at > 1 and f"{reading.words[at - 2]} {before}" in _HANDS)
