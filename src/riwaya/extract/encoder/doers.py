"""What visible words say of a deed: who fired (قتل برصاص الجيش) is no victim, and what aircraft do is no shelling."""

from bisect import bisect_right
from collections.abc import Sequence

from riwaya.arabic.folding import fold
from riwaya.codebook import ClaimType, Family, family
from riwaya.extract.merge import same_name
from riwaya.extract.patterns import Reading, word_set
from riwaya.records import Claim, Span

_AIRCRAFT = tuple(sorted(word_set("doers.aircraft")))
_FIRE = word_set("doers.fire")
_HANDS = frozenset({"علي يد", "علي ايدي"})


def doers(claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    """The claims of violence, those behind برصاص, بنيران or على يد among the initiators. Where a weapon was foiled,
    they are those who fired it. Of 3,194 coded strikes and shellings by or with aircraft 3,142 are air strikes."""
    deeds = (family(c.type) is Family.VIOLENCE and c.type is not ClaimType.WEAPON_FOILED for c in claims)
    return [_from_the_air(_done_by(c, reading)) if deed else c for c, deed in zip(claims, deeds, strict=True)]


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
    at = bisect_right(reading.starts, span.start) - 1
    if at < 1 or reading.marks[at]:
        return False
    before = reading.words[at - 1]
    return before in _FIRE or (at > 1 and f"{reading.words[at - 2]} {before}" in _HANDS)
