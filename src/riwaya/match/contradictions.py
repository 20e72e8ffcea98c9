"""Where the accounts of one incident contradict each other, field by field, each with both texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from riwaya.codebook import CLAIM_TYPES, Family, Status, TollGroup, TollKind
from riwaya.match.account import Account, account_of
from riwaya.match.likeness import days_apart, name_relation, place_relation
from riwaya.match.reconcile import Number, People, numbers_of
from riwaya.match.told import Told, by_time

FIELDS = ("happened", "killed", "wounded", "number", "day", "place", "who", "harmed")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two accounts that cannot both be right in one field: what each says, and the sentence in which it says so."""

    field: str
    one: str
    one_claim: str
    one_text: str
    other: str
    other_claim: str
    other_text: str


def contradictions(accounts: Iterable[Told]) -> list[Contradiction]:
    """What contradicts, one entry for each pair of sayings; the same for any order of the accounts."""
    told = by_time([t for t in accounts if not t.copy_of])
    if len(told) < 2:
        return []
    by_id = {t.claim.id: t for t in told}
    seen: set[tuple[str, ...]] = set()
    found: list[Contradiction] = []
    for field, a, one, b, other in (*_numbers(told, by_id), *_pairs(told)):
        key = (field, *sorted((one, other) if field != "who" else (_bodies(a), _bodies(b))))
        if key not in seen:
            seen.add(key)
            found.append(Contradiction(field, one, a.claim.id, a.sentence, other, b.claim.id, b.sentence))
    return sorted(found, key=lambda c: FIELDS.index(c.field))


_Saying = tuple[str, Told, str, Told, str]


def _numbers(told: list[Told], by_id: dict[str, Told]) -> Iterator[_Saying]:
    single = [n for n in numbers_of(told) if not n.running and n.low is not None]
    for a, b in combinations(single, 2):
        if {a.people, b.people} == {People.CIVILIANS, People.COMBATANTS}:
            continue  # numbers of different people: who was harmed is a field of its own
        if a.kind is b.kind and a.origin != b.origin and _disjoint(a, b):
            field = a.kind.value if a.kind in (TollKind.KILLED, TollKind.WOUNDED) else "number"
            yield field, by_id[a.claim_id], shown(a), by_id[b.claim_id], shown(b)


def _disjoint(a: Number, b: Number) -> bool:
    above = a.high is not None and (b.low or 0) > a.high
    return above or (b.high is not None and (a.low or 0) > b.high)


def shown(number: Number) -> str:
    """'40 killed', '20 or more killed', '20 to 99 wounded'."""
    kind = number.kind.value.replace("_", " ")
    if number.low is None:
        return f"{kind}, no number"
    if number.high is None:
        return f"{number.low} or more {kind}"
    return f"{number.low} {kind}" if number.low == number.high else f"{number.low} to {number.high} {kind}"


def _pairs(told: list[Told]) -> Iterator[_Saying]:
    accounts: dict[str, Account] = {t.claim.id: account_of(t.claim, t.document) for t in told}
    for a, b in combinations(told, 2):
        x, y = accounts[a.claim.id], accounts[b.claim.id]
        if (a.claim.status is Status.DENIED) != (b.claim.status is Status.DENIED):
            yield "happened", a, a.claim.status.value, b, b.claim.status.value
        if days_apart(x, y):
            yield "day", a, a.claim.date.start[:10], b, b.claim.date.start[:10]
        if x.spots and y.spots and place_relation(x, y) == "far":
            yield "place", a, a.claim.places[0].text, b, b.claim.places[0].text
        if CLAIM_TYPES[a.claim.type].family is Family.VIOLENCE and _other_hands(x, y):
            yield "who", a, _hands(a), b, _hands(b)
        groups = _groups(a), _groups(b)
        if groups == ("civilians", "fighters") or groups == ("fighters", "civilians"):
            yield "harmed", a, groups[0], b, groups[1]


def _bodies(told: Told) -> str:
    """Whom an account blames, by what resolve knows: one body has many names."""
    return " ".join(sorted({m.actor.id if m.actor else m.text for m in told.claim.initiators}))


def _hands(told: Told) -> str:
    return "، ".join(mention.text for mention in told.claim.initiators)


def _other_hands(a: Account, b: Account) -> bool:
    """Whether two accounts name hands that resolve knows to be of other bodies, and of other states."""
    if name_relation(a.initiators, b.initiators) != "other":
        return False
    return all(n.entity and not n.entity.startswith("unknown:") for n in (*a.initiators, *b.initiators))


def _groups(told: Told) -> str:
    groups = {toll.who for toll in told.claim.tolls if toll.kind in (TollKind.KILLED, TollKind.WOUNDED)}
    if groups == {TollGroup.CIVILIAN}:
        return "civilians"
    return "fighters" if groups and groups <= {TollGroup.FIGHTER, TollGroup.SOLDIER} else ""
