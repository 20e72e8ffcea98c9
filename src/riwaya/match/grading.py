"""A grade of how well civilian harm is established, in Airwars' terms, proposed from the accounts with its reason.

confirmed: who did it says so · fair: two or more independent origins, no denial · weak: one origin · contested: denied,
or blamed on different hands · discounted: those harmed are told to be fighters only, or nobody tells it as a fact.
A person's grade overrides it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from riwaya.codebook import ClaimType, SourceKind, Status, TollGroup, TollKind
from riwaya.match.account import Name, account_of, content_words
from riwaya.match.contradictions import contradictions
from riwaya.match.likeness import same_party
from riwaya.match.told import Told, by_time


class Grade(StrEnum):
    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


@dataclass(frozen=True, slots=True)
class Graded:
    """The grade, why, and the claim and sentence that moved it."""

    grade: Grade
    why: str
    claim_id: str
    sentence: str


_FACT = frozenset({Status.OCCURRED, Status.ONGOING})


def grade(accounts: Iterable[Told]) -> Graded:
    """The proposed grade; the same for any order. Raises ValueError where there is no account."""
    told = by_time([t for t in accounts if not t.copy_of])
    if not told:
        raise ValueError("an incident without accounts has no grade")
    facts = [t for t in told if t.claim.status in _FACT]
    if not facts:
        return _graded(Grade.DISCOUNTED, "nobody tells it as a fact", told[0])
    if admitted := next((t for t in facts if _admits(t)), None):
        return _graded(Grade.CONFIRMED, "whoever did it says so", admitted)
    if denied := next((t for t in told if t.claim.status is Status.DENIED), None):
        return _graded(Grade.CONTESTED, f"denied by {denied.origin.name}", denied)
    by_id = {t.claim.id: t for t in told}
    if blamed := next((c for c in contradictions(told) if c.field == "who"), None):
        return _graded(Grade.CONTESTED, f"blamed on {blamed.one} and on {blamed.other}", by_id[blamed.other_claim])
    harmed = {toll.who for t in facts for toll in t.claim.tolls if toll.kind in _HARM}
    if harmed and harmed <= {TollGroup.FIGHTER, TollGroup.SOLDIER}:
        first = next(t for t in facts if any(toll.kind in _HARM for toll in t.claim.tolls))
        return _graded(Grade.DISCOUNTED, "only fighters or soldiers are told to be harmed", first)
    origins: dict[str, Told] = {}
    for t in facts:
        origins.setdefault(t.origin.id, t)
    if len(origins) > 1:
        second = list(origins.values())[1]
        return _graded(Grade.FAIR, f"{len(origins)} independent origins", second)
    return _graded(Grade.WEAK, f"all hangs on {facts[0].origin.name or 'one report'}", facts[0])


_ATTACKS = frozenset({ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.EXPLOSION, ClaimType.ATTACK_ON_CIVILIANS})
_BODIES = frozenset({SourceKind.ARMED_GROUP, SourceKind.MILITARY})
_HARM = frozenset({TollKind.KILLED, TollKind.WOUNDED, TollKind.KILLED_OR_WOUNDED})


def _graded(grade: Grade, why: str, told: Told) -> Graded:
    return Graded(grade, why, told.claim.id, told.sentence)


def _admits(told: Told) -> bool:
    """Whether the first witness is who did it: a claim of responsibility for an attack."""
    chain = told.claim.origin
    if not chain or told.claim.type not in _ATTACKS or chain[0].kind not in _BODIES:
        return False
    by = account_of(told.claim, told.document).initiators
    if any(n.entity for n in by) and ":" not in told.origin.id:
        return told.origin.id in {n.entity for n in by}
    speaker = Name("", "", False, content_words(chain[0].text))
    return any(same_party(speaker, n._replace(entity="")) for n in by)
