"""Strikes and shelling told in one breath (قصف جوي ومدفعي): the codebook has a claim for each, both with the toll."""

import re
from collections.abc import Sequence

from riwaya.arabic.folding import fold_with_map
from riwaya.codebook import ClaimType
from riwaya.records import Claim, Sentence, Span

STAGE = "grammar of joint fire"
SURE = 0.5
"""So much of the other's confidence: coders have both at 7 of 11 such words."""
_FIRE = r"(?:قصف\w{0,3}|ضربات|هجمات|هجوم\w?|نيران|غارات)\s+(?:\w+\s+)?"
"""What is told of the fire itself: دفاع جوي وصاروخي is struck."""
_GROUND = r"(?:ال)?(?:مدفعي(?:ا|ه)?|صاروخي(?:ا|ه)?|بري(?:ا|ه)?)"
_AIR = r"(?:ال)?جوي(?:ا|ه)?"
_GUNS = r"(?:ال)?(?:مدفعيت?(?:ه|ها|هم)?|صواريخ|قذايف|هاون|راجمات|دبابات\w*)"
_AIRCRAFT = r"(?:ال)?(?:طيران|طايرات|مروحيات|مسيرات|مسيره)\w*"
_WHAT = r"(?:\s+(?:ال)?(?:حربي\w*|مسير\w*|صاروخي\w*|مدفعي\w*|مكثف\w*|عنيف\w*|احتلال|اسراييلي\w*)){0,2}"
_BOTH = re.compile(
    "|".join(
        (
            rf"{_FIRE}{_AIR}(?:\s+و{_GROUND})*?\s+و{_GROUND}\b",
            rf"{_FIRE}{_GROUND}(?:\s+و{_GROUND})*\s+و{_AIR}\b",
            rf"(?:\bب|نيران\s+){_AIRCRAFT}{_WHAT}\s+و(?:ب|كذلك\s)?{_GUNS}",
            rf"(?:\bب|نيران\s+){_GUNS}{_WHAT}\s+و(?:ب)?{_AIRCRAFT}",
            rf"غارات{_WHAT}\s+و(?:ال)?قصف\w*\s+(?:ال)?مدفعي",
            r"قصف\w*\s+(?:ال)?مدفعي\w*(?:\s+وصاروخي\w*)?\s+و(?:ال)?غارات",
        )
    )
)
_BEFORE, _BEHIND = 45, 30
"""Code points around the words within which their event's trigger begins."""
_ATTACKS = frozenset({ClaimType.CLASH, ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.EXPLOSION})
_JOINED = re.compile(r"[^.،؛:\n]{0,60}\bو$")
_WORDS = 8
_KINDS = {ClaimType.SHELLING: ClaimType.AIR_STRIKE, ClaimType.AIR_STRIKE: ClaimType.SHELLING}


def joint_fire(claims: Sequence[Claim], text: str, sentences: Sequence[Sentence]) -> list[Claim]:
    """The claims, with one of the other kind where a sentence tells of fire from the air and the ground and one of the
    two was found."""
    fire = [c for c in claims if c.type in _KINDS and c.trigger.span and c.mention_ids]
    added = []
    for number in sorted({c.mention_ids[0] for c in fire}):
        told = {c.type for c in fire if number in c.mention_ids}
        span = sentences[number].span
        folded = fold_with_map(text[span.start : span.end])
        both = _BOTH.search(folded.text) if len(told) == 1 else None
        if both is None:
            continue
        low, high = (span.start + at for at in folded.span(*both.span()))
        near = [
            (abs(c.trigger.span.start - low), k, c)
            for k, c in enumerate(fire)
            if c.trigger.span and c.mention_ids[0] == number and low - _BEFORE <= c.trigger.span.start < high + _BEHIND
        ]
        if near:
            one = min(near, key=lambda row: row[:2])[2]
            sure = round(SURE * (one.confidence or 0.0), 3)
            update = {"type": _KINDS[one.type], "confidence": sure, "stages": {**one.stages, "type": STAGE}}
            added.append(one.model_copy(update=update))
    return sorted([*claims, *added], key=lambda c: c.trigger.span or (0, 0)) if added else list(claims)


def joined_tolls(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims, an attack without tolls with those of the attack of another kind that و joins to it (قتلى في معارك
    وقصف مدفعي). Of 119 such pairs with tolls in the coded articles 114 share them."""
    attacks = [(c.trigger.span, c) for c in claims if c.type in _ATTACKS and c.trigger.span]
    out = []
    for claim in claims:
        span = claim.trigger.span
        if claim.type in _ATTACKS and span and not claim.tolls:
            for at, other in attacks:
                if other.tolls and other.type is not claim.type and _side_by_side(text, *sorted((span, at))):
                    claim = claim.model_copy(update={"tolls": other.tolls, "stages": {**claim.stages, "tolls": STAGE}})
                    break
        out.append(claim)
    return out


def _side_by_side(text: str, first: Span, second: Span) -> bool:
    between = text[first.end : second.start]
    return first.end <= second.start and bool(_JOINED.fullmatch(between)) and len(between.split()) <= _WORDS
