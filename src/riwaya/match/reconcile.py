"""From the numbers of all accounts to low, best and high of an incident, by a rule that is named with the result.

    figures = reconcile(accounts, Rule.LATEST)
    figures[TollKind.KILLED].best

Kinds are never mixed: 'killed or wounded' stands for itself, and only bounds what the killed and the wounded may come
to together. Nor are people: where accounts count civilians and fighters or soldiers, each has its own figures (`killed
civilians`). Totals that run over many days are kept apart from the numbers of the event itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from riwaya.codebook import ClaimType, SourceKind, Status, TollGroup, TollKind
from riwaya.match.told import RUNNING_DAYS, Told, by_time, days_of
from riwaya.records import Toll, added


class Rule(StrEnum):
    """How the best number is chosen among those told."""

    LATEST = "latest"
    MAJORITY = "majority of independent origins"
    SOURCE_ORDER = "source order"
    RANGE = "range"


class People(StrEnum):
    """Whose tolls a figure counts: everybody's, unless accounts tell civilians and combatants."""

    ALL = ""
    CIVILIANS = "civilians"
    COMBATANTS = "fighters or soldiers"
    UNTOLD = "people not told apart"


_PEOPLE = {
    TollGroup.CIVILIAN: People.CIVILIANS, TollGroup.FIGHTER: People.COMBATANTS,
    TollGroup.SOLDIER: People.COMBATANTS, TollGroup.UNKNOWN: People.UNTOLD,
}  # fmt: skip
_OPPOSED = frozenset({People.CIVILIANS, People.COMBATANTS})

# Who is asked first under `source order`, where a person gives no order of their own.
SOURCE_ORDER = (
    SourceKind.MEDICAL, SourceKind.MONITOR, SourceKind.UN, SourceKind.NGO, SourceKind.OFFICIAL,
    SourceKind.CORRESPONDENT, SourceKind.AGENCY, SourceKind.WITNESS, SourceKind.MILITARY, SourceKind.ARMED_GROUP,
    SourceKind.OUTLET, SourceKind.SOCIAL_MEDIA, SourceKind.EXPERT, SourceKind.ANONYMOUS,
)  # fmt: skip
_NO_FACT = frozenset({Status.DENIED, Status.PLANNED})


@dataclass(frozen=True, slots=True)
class Number:
    """One account's number: who says it, when it was told, between which bounds (None: left open)."""

    claim_id: str
    doc_id: str
    outlet: str
    told: str
    origin: str
    origin_kind: str
    kind: TollKind
    low: int | None
    high: int | None
    who: TollGroup
    text: str
    running: bool

    @property
    def people(self) -> People:
        return _PEOPLE[self.who]


@dataclass(slots=True)
class Figure:
    """What the accounts come to for one kind: bounds, the best number (None under `range`), the rule, the numbers."""

    kind: TollKind
    rule: Rule
    people: People = People.ALL
    low: int | None = None
    best: int | None = None
    high: int | None = None
    by: str = ""
    numbers: list[Number] = field(default_factory=list)
    running: list[Number] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def numbers_of(accounts: Iterable[Told]) -> list[Number]:
    """Every number told, in the order of telling; what a copy only repeats is left out, what it changed is not."""
    accounts = by_time(list(accounts))
    own = {(t.kind, t.min, t.max) for told in accounts if not told.copy_of for t in told.claim.tolls}
    single = [told for told in accounts if 0 < days_of(told.claim) <= RUNNING_DAYS]
    return [
        Number(
            told.claim.id, told.document.doc_id, told.document.publisher, told.when, told.origin.id, told.origin.kind,
            toll.kind, toll.min, toll.max, toll.who, toll.text, _runs(told, bool(single)),
        )
        for told in accounts
        if told.claim.status not in _NO_FACT
        for toll in _by_kind(told.claim.tolls)
        if not told.copy_of or (toll.kind, toll.min, toll.max) not in own
    ]  # fmt: skip


def reconcile(
    accounts: Iterable[Told], rule: Rule = Rule.LATEST, order: Sequence[SourceKind] = SOURCE_ORDER
) -> dict[str, Figure]:
    """The figures by name: a kind (`killed`), or a kind of some people (`killed civilians`) where accounts count
    civilians and combatants. The result depends on the accounts, not on their order."""
    numbers = numbers_of(accounts)
    figures: dict[str, Figure] = {}
    for kind in TollKind:
        own = [n for n in numbers if n.kind is kind]
        apart = {n.people for n in own if n.low is not None and not n.running} >= _OPPOSED
        for people in tuple(People)[1:] if apart else (People.ALL,):
            counted = [n for n in own if people in ("", n.people)]
            if counted:
                figures[f"{kind} {people}".strip()] = _figure(Figure(kind, rule, people), counted, order)
    _bound(figures)
    return figures


def revised(figure: Figure) -> list[list[Number]]:
    """The numbers of each origin that told another one later than its first, in the order of telling."""
    by_origin: dict[str, list[Number]] = defaultdict(list)
    for n in figure.numbers:
        said = by_origin[n.origin]
        if n.low is not None and (not said or (said[-1].low, said[-1].high) != (n.low, n.high)):
            said.append(n)
    return [said for said in by_origin.values() if len({n.told for n in said}) > 1]


def revisions(accounts: Iterable[Told], figure: Figure) -> list[tuple[str, int]]:
    """How the best number of a figure changed as reports came: (when told, best) at each change. Numbers of its people
    that were told before anybody counted others apart are in it too."""
    line: list[tuple[str, int]] = []
    so_far: list[Told] = []
    for told in by_time(list(accounts)):
        so_far.append(told)
        counted = [n for n in numbers_of(so_far) if n.kind is figure.kind and figure.people in ("", n.people)]
        best = _figure(Figure(figure.kind, figure.rule), counted, SOURCE_ORDER).best
        if best is not None and (not line or line[-1][1] != best):
            line.append((told.when, best))
    return line


def _runs(told: Told, beside_single: bool) -> bool:
    """Whether a toll is a running total: it covers many days, and stands beside single days or is told as a total."""
    return days_of(told.claim) > RUNNING_DAYS and (beside_single or told.claim.type is ClaimType.CASUALTY_TOLL)


def _by_kind(tolls: list[Toll]) -> list[Toll]:
    """A claim's tolls, one a kind and side; a whole of unknown people stands for civilians or combatants told beside
    it, and beside them where both are."""
    found = []
    for kind in TollKind:
        same = [t for t in tolls if t.kind is kind]
        sides: dict[People, list[Toll]] = {}
        for toll in same:
            if toll.min is not None:
                sides.setdefault(_PEOPLE[toll.who], []).append(toll)
        if People.UNTOLD in sides and not sides.keys() >= _OPPOSED:
            sides = {People.UNTOLD: sides[People.UNTOLD]}
        for told in sides.values():
            found += [t.model_copy(update={"who": told[0].who}) for t in added(told)]
        if not sides:
            found += same[:1]
    return found


def _figure(figure: Figure, numbers: list[Number], order: Sequence[SourceKind]) -> Figure:
    figure.running = [n for n in numbers if n.running]
    figure.numbers = [n for n in numbers if not n.running]
    counted = [n for n in figure.numbers if n.low is not None]
    if not counted:
        return figure
    figure.low = min(n.low or 0 for n in counted)
    # a number without an upper bound ('20 or more') says nothing of the highest but its own 20
    figure.high = max(n.high if n.high is not None else n.low or 0 for n in counted)
    if any(n.high is None and (n.low or 0) >= figure.high for n in counted):
        figure.notes.append("the highest number is told as 'at least' or 'more than'")
    chosen = _chosen(counted, figure.rule, order)
    if chosen is not None:
        figure.best, figure.by = chosen.low, chosen.claim_id
    return figure


def _chosen(numbers: list[Number], rule: Rule, order: Sequence[SourceKind]) -> Number | None:
    if rule is Rule.RANGE:
        return None
    if rule is Rule.SOURCE_ORDER:
        rank = {kind.value: place for place, kind in enumerate(order)}
        first = min(rank.get(n.origin_kind, len(rank)) for n in numbers)
        numbers = [n for n in numbers if rank.get(n.origin_kind, len(rank)) == first]
    if rule is Rule.MAJORITY:
        last = {n.origin: n for n in numbers}  # what each origin said last
        votes: dict[int | None, set[str]] = defaultdict(set)
        for n in last.values():
            votes[n.low].add(n.origin)
        most = max(len(origins) for origins in votes.values())
        numbers = [n for n in last.values() if len(votes[n.low]) == most]
    exact = [n for n in numbers if n.told == max(m.told for m in numbers)]
    # of one time of telling: an exact number before an open one, then the higher one
    return max(exact, key=lambda n: (n.low == n.high, n.low or 0, n.claim_id))


def _bound(figures: dict[str, Figure]) -> None:
    """Let 'N killed or wounded' bound the killed and the wounded, and say where they do not fit it."""
    both = figures.get(TollKind.KILLED_OR_WOUNDED)
    if both is None or both.high is None or any(n.high is None for n in both.numbers):
        return
    parts = [f for f in figures.values() if f.kind in (TollKind.KILLED, TollKind.WOUNDED)]
    best = [f.best for f in parts if f.best is not None and f.people is People.ALL]
    for figure in parts:
        if figure.low is not None and figure.low > both.high:
            figure.notes.append(f"more than the {both.high} told as killed or wounded together")
    if len(best) == 2 and sum(best) > both.high:
        both.notes.append(f"killed and wounded come to {sum(best)}, more than {both.high} killed or wounded")
