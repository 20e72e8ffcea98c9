"""Which of a claim's places and weapons are its own, and in which order: what the whole claim tells of them.

The network fills roles word by word; the level that it gives a place is unsure.
"""

import re
from collections.abc import Sequence
from operator import itemgetter

from riwaya.arabic.folding import fold
from riwaya.codebook import ClaimType, Level
from riwaya.records import Claim, Mention, Place, Span

_STANCES = frozenset({ClaimType.ACCUSE, ClaimType.REJECT, ClaimType.SUPPORT})
PLACE_OF_STANCE = 0.7
"""What the place of an accusation, a refusal or support needs: coders name one in a third of them at most."""
_UNARMED = frozenset(
    {
        *(ClaimType.TERRITORY, ClaimType.OPERATION, ClaimType.TALKS, ClaimType.THREAT, ClaimType.AGREEMENT),
        *(ClaimType.DEMAND, ClaimType.ACCUSE, ClaimType.REJECT, ClaimType.CHANGE),
    }
)
"""Types that have no weapon: in the gold two claims of 368 of territory and operations."""
_MODEL = re.compile(
    r"(?:[ \t]+\w+){0,2}?[ \t]+(?:من طراز|من نوع)[ \t]+"
    r"(?:[«\"“][^«»\"“”\n]{2,14}[»\"”]|[\w\-]{2,12}(?:[ \t-]\d+)?)|"
    r"[ \t]*[«\"“][\w\- ]{2,12}[»\"”]"
)


def placed(claim: Claim, text: str) -> list[Place]:
    """The places that are the claim's, the one where it happened first: in the trigger's sentence rather than another,
    no country before a town, behind the event rather than before it, and as the text has them."""
    found = claim.places
    if claim.type in _STANCES:
        found = [p for p in found if (p.confidence or 0.0) >= PLACE_OF_STANCE]
    elif claim.type is ClaimType.TALKS:  # a country is what they talk of, but where they meet in it
        found = [p for p in found if p.level is not Level.COUNTRY or _met_in(p, text)]
    if len(found) < 2 or not claim.mentions or claim.trigger.span is None:
        return found
    at, own = claim.trigger.span, claim.mentions[0]
    standing = {id(p): rank for rank, p in enumerate(sorted(found, key=lambda p: p.span or Span(0, 0)))}

    def far(rank: int, p: Place) -> float:
        before = p.span is not None and p.span.start < at.start
        return (
            2.0 * (p.span is None or not p.span.within(own))
            + 1.5 * (p.level is Level.COUNTRY)
            + 1.0 * before
            + 0.5 * standing[id(p)]
            + 0.3 * rank
            - 1.2 * (p.confidence or 0.0)
        )

    return [p for _, _, p in sorted(((far(k, p), k, p) for k, p in enumerate(found)), key=itemgetter(0, 1))]


def _met_in(place: Place, text: str) -> bool:
    """Whether a country stands as the place of a meeting: في تونس, زار لبنان."""
    before = text[max(0, place.span.start - 12) : place.span.start] if place.span else ""
    return bool(re.search(r"(?:(?:^|\s)[وف]?(?:في|إلى|الى|زار|زيارة|استضافت)\s+|(?:^|\s)ب)$", before))


def armed(claim: Claim, text: str) -> list[Mention]:
    """The weapons that are the claim's, each with its model (صاروخ من طراز X), one of a kind once."""
    if claim.type in _UNARMED:
        return []
    whole = [_with_model(m, text) for m in claim.weapons]
    kept: list[Mention] = []
    for m in sorted(whole, key=lambda m: -(m.confidence or 0.0)):
        if not any(_overlap(m, k) or (_noun(m) == _noun(k) and not _two_kinds(m, k)) for k in kept):
            kept.append(m)
    return [m for m in whole if m in kept]


def _overlap(one: Mention, other: Mention) -> bool:
    return bool(one.span and other.span and one.span.overlaps(other.span))


def _noun(m: Mention) -> str:
    """What weapons of one kind share: صاروخ, صاروخا, صواريخ and سيارة, سيارتين by the first letters of their noun."""
    first = next((w for w in fold(m.text).split() if not w.isdigit()), "")
    bare = re.sub("^(?:[وف]?(?:بال|ال|لل)|[ب](?=\\w{4}))", "", first)
    return "صاروخ" if bare.startswith(("صواريخ", "صاروخ")) else bare[:4]


def _two_kinds(one: Mention, other: Mention) -> bool:
    """Whether two weapons of one noun are told apart by what follows it (مدفع هاوزر, مدفع هاون)."""
    return len(one.text.split()) > 1 and len(other.text.split()) > 1


def _with_model(m: Mention, text: str) -> Mention:
    if m.span is None:
        return m
    model = _MODEL.match(text, m.span.end)
    named = model is not None and "من " not in model[0]
    if model is None or (named and fold(m.text).startswith(("ال", "بال", "لل"))):
        return m  # قصف بالصواريخ «المدينة» names what was hit
    span = Span(m.span.start, model.end())
    return m.model_copy(update={"text": text[span.start : span.end], "span": span})


def fitted(claim: Claim, text: str) -> dict[str, Sequence[Place] | Sequence[Mention]]:
    """A claim's places and weapons, by field."""
    return {"places": placed(claim, text), "weapons": armed(claim, text)}
