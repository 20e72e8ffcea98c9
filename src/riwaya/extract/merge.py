"""Restatements: the title, the lead and a later paragraph that tell one event on one authority become one claim."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from riwaya.arabic.words import name_key
from riwaya.codebook import ClaimType, Status
from riwaya.extract.triggers import SPEECH
from riwaya.records import Claim, Span

_SLOTS = ("tolls", "places", "origin", "initiators", "targets", "weapons")


def same_name(one: str, other: str) -> bool:
    """True where the words of one name hold those of the other, or they share half of all of them."""
    a, b = _name_words(one), _name_words(other)
    both = len(a & b)
    return bool(both) and (both == min(len(a), len(b)) or 2 * both >= len(a | b))


@lru_cache(maxsize=8192)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(name_key(name).split())


def _agree(one: Claim, other: Claim, slot: str) -> bool | None:
    """Whether two claims name somebody in common in a slot; None where one of them names nobody."""
    a, b = getattr(one, slot), getattr(other, slot)
    return any(same_name(x.text, y.text) for x in a for y in b) if a and b else None


def _contradicts(a: Claim, b: Claim) -> bool:
    """True where two claims count the same kind of people differently, or rest on other authorities."""
    alike = [(x, y) for x in a.tolls for y in b.tolls if x.kind == y.kind and x.min and y.min]
    if any((x.min, x.max) != (y.min, y.max) for x, y in alike):
        return True
    return a.type not in SPEECH and _agree(a, b, "origin") is False


def restates(one: Claim, other: Claim) -> bool:
    """True where `other`, told later, may be the event of `one` on the same authority."""
    denied = Status.DENIED in (one.status, other.status) and one.status is not other.status
    if one.type is not other.type or denied or _contradicts(one, other):
        return False
    found = [_agree(one, other, slot) for slot in ("places", "initiators", "targets")]
    return False not in found and (True in found or one.mention_ids[0] < 2)


def merge(told: Sequence[Claim], item: Callable[[Claim], int] = lambda claim: 0) -> list[Claim]:
    """One claim an event and authority, its sentences the fullest first, in the order of their triggers.

    `told` are the claims as single sentences tell them, in order. `item` numbers the items of a bulletin, which never
    tell one event.
    """
    groups: dict[tuple[ClaimType, int], list[list[Claim]]] = defaultdict(list)
    for claim in told:
        kin = groups[claim.type, item(claim)]
        for group in kin:
            if any(restates(c, claim) for c in group) and not any(_contradicts(c, claim) for c in group):
                group.append(claim)
                break
        else:
            kin.append([claim])
    claims = [_one(group) for kin in groups.values() for group in kin]
    return sorted(claims, key=lambda c: c.trigger.span or Span(0, 0))


def _one(group: Sequence[Claim]) -> Claim:
    """The fullest telling, the title's last, with what the others add."""
    order = sorted(group, key=lambda c: (c.mention_ids == [0], sum(not getattr(c, slot) for slot in _SLOTS)))
    update: dict[str, Any] = {slot: next((v for c in order if (v := getattr(c, slot))), []) for slot in _SLOTS}
    sentences = {c.mention_ids[0]: c.mentions[0] for c in order}
    sure = max(c.confidence or 0 for c in group)
    update |= {"mentions": list(sentences.values()), "mention_ids": list(sentences), "confidence": sure}
    return order[0].model_copy(update=update)
