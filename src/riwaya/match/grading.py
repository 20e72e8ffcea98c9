"""A grade of how well civilian harm is established, in Airwars' terms, proposed from the accounts with its reason.

confirmed: who did it says that it harmed · fair: two or more independent origins, no denial · weak: one origin ·
contested: denied, blamed on different hands, or told to be fighters by some · discounted: nobody tells it as a fact ·
ungraded: nobody tells of civilians, or of people of whom nothing is told, who were harmed: talks, a strike on an army.
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
    UNGRADED = "ungraded"


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
    harmful = [t for t in told if _harms(t)]
    if not harmful:
        return _graded(Grade.UNGRADED, "no harm to civilians is told", told[0])
    facts = [t for t in told if t.claim.status in _FACT]
    if not any(_harms(t) for t in facts):
        return _graded(Grade.DISCOUNTED, "nobody tells it as a fact", harmful[0])
    if admitted := next((t for t in facts if _harms(t) and _admits(t)), None):
        return _graded(Grade.CONFIRMED, "whoever did it says so", admitted)
    if denied := next((t for t in told if t.claim.status is Status.DENIED), None):
        return _graded(Grade.CONTESTED, f"denied by {denied.origin.name}", denied)
    by_id = {t.claim.id: t for t in told}
    for c in contradictions(told):
        if c.field == "who":
            return _graded(Grade.CONTESTED, f"blamed on {c.one} and on {c.other}", by_id[c.other_claim])
        if c.field == "harmed":
            return _graded(Grade.CONTESTED, f"{c.one} by one account, {c.other} by another", by_id[c.other_claim])
    facts = [t for t in facts if _harms(t)]
    origins: dict[str, Told] = {}
    for t in facts:
        origins.setdefault(t.origin.id, t)
    if len(origins) > 1:
        second = list(origins.values())[1]
        return _graded(Grade.FAIR, f"{len(origins)} independent origins", second)
    return _graded(Grade.WEAK, f"all hangs on {facts[0].origin.name or 'one report'}", facts[0])


_ATTACKS = frozenset({ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.EXPLOSION, ClaimType.ATTACK_ON_CIVILIANS})
_BODIES = frozenset({SourceKind.ARMED_GROUP, SourceKind.MILITARY})
_COMBATANTS = frozenset({TollGroup.FIGHTER, TollGroup.SOLDIER})
_HARM = frozenset({TollKind.KILLED, TollKind.WOUNDED, TollKind.KILLED_OR_WOUNDED})


def _graded(grade: Grade, why: str, told: Told) -> Graded:
    return Graded(grade, why, told.claim.id, told.sentence)


def _harms(told: Told) -> bool:
    """Whether an account tells of harmed people who may be civilians."""
    if told.claim.type is ClaimType.ATTACK_ON_CIVILIANS and not told.claim.tolls:
        return True
    return any(toll.kind in _HARM and toll.who not in _COMBATANTS for toll in told.claim.tolls)


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
