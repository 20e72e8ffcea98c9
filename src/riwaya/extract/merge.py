"""Restatements: the title, the lead and a later paragraph that tell one event on one authority become one claim."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from riwaya.arabic.words import name_key
from riwaya.codebook import ClaimType, Status
from riwaya.extract.confidence import Features, features, probability
from riwaya.records import Claim, Mention, Place, Source, Span, Toll

_SPEECH = frozenset({ClaimType.DEMAND, ClaimType.ACCUSE, ClaimType.THREAT, ClaimType.REJECT, ClaimType.SUPPORT})
_FULL = {"tolls": 3, "places": 2, "origin": 2, "initiators": 1, "targets": 1, "weapons": 1}


@dataclass
class Told:
    """A claim as one sentence tells it. `sentence` is its number; `definite` marks words that refer back (الهجوم)."""

    claim: Claim
    sentence: int
    definite: bool = False
    weight: int = 50
    verb: bool = False
    kill: bool = False
    relative: bool = False
    rank: int = 0


def same_name(one: str, other: str) -> bool:
    """True where the words of one name hold those of the other, or they share half of all of them."""
    a, b = _name_words(one), _name_words(other)
    both = len(a & b)
    return bool(both) and (both == min(len(a), len(b)) or 2 * both >= len(a | b))


@lru_cache(maxsize=8192)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(name_key(name).split())


def _share(one: Sequence[Mention | Place | Source], other: Sequence[Mention | Place | Source]) -> bool:
    return any(same_name(a.text, b.text) for a in one for b in other)


def _tolls_clash(one: Claim, other: Claim) -> bool:
    """True where both count the same kind of people and disagree."""
    for a in one.tolls:
        for b in other.tolls:
            if a.kind == b.kind and a.min is not None and b.min is not None and (a.min, a.max) != (b.min, b.max):
                return True
    return False


def restates(one: Told, other: Told) -> bool:
    """True where `other`, told later, may be the event of `one` on the same authority."""
    a, b = one.claim, other.claim
    if a.type is not b.type or (a.status is not b.status and Status.DENIED in (a.status, b.status)):
        return False
    if Status.PLANNED in (a.status, b.status) and a.status is not b.status and not (one.sentence < 2 or other.definite):
        return False
    if a.type in _SPEECH:
        return bool(a.initiators and b.initiators and _share(a.initiators, b.initiators)) and (
            one.sentence < 2
            or (_share(a.targets, b.targets) if a.targets and b.targets else other.sentence - one.sentence < 3)
        )
    if a.origin and b.origin and not _share(a.origin, b.origin):
        return False
    if _tolls_clash(a, b):
        return False
    points = 0
    for x, y in ((a.places, b.places), (a.initiators, b.initiators), (a.targets, b.targets)):
        if x and y:
            points += 1 if _share(x, y) else -1
    if one.sentence == other.sentence:
        return points >= 1
    if one.sentence < 2 and points >= 0:
        return True
    if other.definite and points >= 0:
        return True
    return points >= 1


def fullness(claim: Claim) -> int:
    """How much a telling says of its event."""
    return sum(weight * bool(getattr(claim, slot)) for slot, weight in _FULL.items())


def merge(
    told: Sequence[Told],
    sentences: Sequence[tuple[int, int]],
    bar: float = 0.0,
    trace: list[tuple[list[Told], Features]] | None = None,
) -> list[Claim]:
    """One claim an event and authority, its sentences the fullest first, in the order of their triggers.

    Claims less likely than `bar` are left out. `trace` takes the tellings and features of every claim, for fitting.
    """
    groups: list[list[Told]] = []
    of_type: dict[ClaimType, list[list[Told]]] = {}  # only events of one type restate each other
    for item in told:
        kin = of_type.setdefault(item.claim.type, [])
        home = next((g for g in kin if any(restates(t, item) for t in g) and _fits(g, item)), None)
        if home is None:
            kin.append(home := [])
            groups.append(home)
        home.append(item)
    claims: list[Claim] = []
    rivals: Counter[ClaimType] = Counter()
    for group in groups:
        found = features(group, rivals[group[0].claim.type])
        if trace is not None:
            trace.append((group, found))
        sure = probability(found)
        if sure >= bar:
            claims.append(_one(group, sentences, round(sure, 3)))
            rivals[group[0].claim.type] += 1
    return sorted(claims, key=lambda c: c.trigger.span or Span(0, 0))


def _fits(group: Sequence[Told], item: Told) -> bool:
    """False where another telling of the group contradicts: another toll, another authority."""
    for t in group:
        a, b = t.claim, item.claim
        if _tolls_clash(a, b):
            return False
        if a.type not in _SPEECH and a.origin and b.origin and not _share(a.origin, b.origin):
            return False
    return True


def _one(group: Sequence[Told], sentences: Sequence[tuple[int, int]], sure: float) -> Claim:
    order = sorted(group, key=lambda t: (-(fullness(t.claim) - 2 * (t.sentence == 0)), t.sentence))
    best = order[0].claim
    numbers = list(dict.fromkeys(n for t in order for n in t.claim.mention_ids))
    update: dict[str, object] = {
        "confidence": sure,
        "mentions": [Span(*sentences[n]) for n in numbers],
        "mention_ids": numbers,
        "tolls": _all_tolls([t.claim for t in order]),
    }
    for slot in ("origin", "initiators", "targets", "places", "weapons"):
        update[slot] = next((v for t in order if (v := getattr(t.claim, slot))), [])
    if best.type in _SPEECH:
        update["origin"] = best.origin
    return best.model_copy(update=update)


def _all_tolls(claims: Sequence[Claim]) -> list[Toll]:
    """The tolls of the fullest telling, and of the others those of kinds that it does not count."""
    out: list[Toll] = []
    for claim in sorted(claims, key=lambda c: -sum(t.min is not None for t in c.tolls)):
        known = {t.kind for t in out}
        out += [t for t in claim.tolls if t.kind not in known]
    return out
