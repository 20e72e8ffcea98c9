"""Each thing told once: a toll in one claim, and what somebody demands or threatens in the demand or threat alone."""

from collections.abc import Sequence

from riwaya.arabic.folding import fold
from riwaya.arabic.words import name_key
from riwaya.codebook import ClaimType, Status, TollKind
from riwaya.extract.triggers import SPEECH
from riwaya.records import Claim, Span, Toll

_TOGETHER = (
    {ClaimType.AIR_STRIKE, ClaimType.SHELLING},
    {ClaimType.AIR_STRIKE, ClaimType.CLASH},
)
"""Types that may share a toll: strikes told together with shelling or fighting."""
_HARM = frozenset(
    {
        *(ClaimType.CLASH, ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.EXPLOSION, ClaimType.PROTEST),
        *(ClaimType.ATTACK_ON_CIVILIANS, ClaimType.CASUALTY_TOLL, ClaimType.WEAPON_FOILED),
    }
)
_OWN = {
    TollKind.KILLED: _HARM,
    TollKind.WOUNDED: _HARM,
    TollKind.KILLED_OR_WOUNDED: _HARM,
    TollKind.MISSING: _HARM | {ClaimType.ABDUCTION},
    TollKind.CAPTURED: {ClaimType.DETENTION, ClaimType.ABDUCTION, ClaimType.CLASH, ClaimType.TERRITORY},
    TollKind.FREED: {ClaimType.DETENTION, ClaimType.ABDUCTION, ClaimType.AGREEMENT},
    TollKind.SURRENDERED: {ClaimType.DETENTION, ClaimType.TERRITORY, ClaimType.CLASH},
    TollKind.DISPLACED: {ClaimType.DISPLACEMENT},
}
"""Types of claims that a kind of toll mostly belongs to: an attack tells of the dead rather than an arrest."""
_STRANGE = 0.5


def _likely(claim: Claim, toll: Toll) -> float:
    """How likely a claim is to be the one whose toll it is, beside others that have it too."""
    sure = (toll.confidence or 0.0) * (claim.confidence or 0.0)
    return sure if claim.type in _OWN[toll.kind] else _STRANGE * sure


def _apart(one: Claim, other: Claim) -> bool:
    """Whether two claims name others who did it elsewhere."""
    return all(
        (a := {name_key(m.text) for m in getattr(one, f)})
        and (b := {name_key(m.text) for m in getattr(other, f)})
        and not a & b
        for f in ("initiators", "places")
    )


def tolls_once(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with each toll in the likeliest of those that have it. Coders put one toll in twenty-five into two
    claims at most, the network's roles alone one in seven; only types of `_TOGETHER` share, as the codebook has it, and
    of these not what others did elsewhere."""
    sharing: dict[tuple[object, ...], list[tuple[float, int]]] = {}
    for i, claim in enumerate(claims):
        for t in claim.tolls:
            sharing.setdefault((t.kind, t.min, t.max, t.span), []).append((_likely(claim, t), -i))
    out = []
    for i, claim in enumerate(claims):
        kept = []
        for t in claim.tolls:
            first = -max(sharing[t.kind, t.min, t.max, t.span])[1]
            if i == first or ({claim.type, claims[first].type} in _TOGETHER and not _apart(claim, claims[first])):
                kept.append(t)
        out.append(claim if len(kept) == len(claim.tolls) else claim.model_copy(update={"tolls": kept}))
    return out


_ASKING = frozenset({ClaimType.DEMAND, ClaimType.THREAT, ClaimType.REJECT})
_OPEN = frozenset({Status.PLANNED, Status.POSSIBLE})
_BEHIND = 100
"""Code points behind a demand within which what is demanded begins."""


def asked_for(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims without what a demand, a threat or a refusal of the same clause is about: whoever demands that troops
    withdraw has made one claim, a demand. The gold has 9 such events beside 290 of them. What another clause tells
    (فيما تستعد القوات لهجوم) or another voice stays, and whatever has victims."""
    asking = [c for c in claims if c.type in _ASKING and c.trigger.span and c.mention_ids]

    def content(c: Claim) -> bool:
        at = c.trigger.span or Span(0, 0)
        here = (a for a in asking if a.mention_ids[0] == c.mention_ids[0] and _one_voice(a, c))
        return any(_one_clause(text[(a.trigger.span or at).end : at.start]) for a in here)

    kept = (c.type in SPEECH or c.status not in _OPEN or bool(c.tolls) or not c.mention_ids for c in claims)
    return [c for c, stays in zip(claims, kept, strict=True) if stays or not content(c)]


def _one_voice(asked: Claim, claim: Claim) -> bool:
    """Whether a claim has no source but the demand's own, or its speaker."""
    voices = {name_key(s.text) for s in asked.origin} | {name_key(m.text) for m in asked.initiators}
    return all(name_key(s.text) in voices for s in claim.origin)


def _one_clause(between: str) -> bool:
    """Whether nothing between a demand and what stands behind it begins another clause."""
    words = fold(between).split()
    joined = any(w in _TURNS or (w[0] == "و" and len(w) > 3 and not w.startswith("وال")) for w in words)
    return 0 < len(between) < _BEHIND and not joined and not any(mark in between for mark in "،,؛;:.\n")


_TURNS = frozenset({"فيما", "بينما", "ثم", "لكن", "حين", "حيث"})
