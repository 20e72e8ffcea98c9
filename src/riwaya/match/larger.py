"""Which incident is part of which: a strike of a campaign's day links to the larger event instead of joining it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from riwaya.codebook import ClaimType, Family, family
from riwaya.match.account import LEVELS, Account, Spot
from riwaya.match.blocking import days
from riwaya.match.likeness import comparable, name_relation, spot_relation

_HELD = frozenset({Family.VIOLENCE, Family.PROTEST, Family.POSTURE, Family.HUMANITARIAN})
LEVELS_COUNTRY = max(LEVELS.values())
LONGEST = 31
"""Days of what others are part of: what runs for a year holds everything, and to be part of it says nothing."""
_WHOLE = frozenset({ClaimType.OPERATION, ClaimType.CASUALTY_TOLL})


class Extent:
    """What a group of accounts covers: its days, its places, its parties."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self.accounts = accounts
        dated = [a for a in accounts if a.first is not None and a.last is not None]
        self.first = min((a.first or 0 for a in dated), default=None)
        self.last = max((a.last or 0 for a in dated), default=None)
        # the place that most accounts name, and how large what it names is
        self.spots = tuple(s for a in accounts for s in a.spots)
        self.rank = sorted(s.rank for s in self.spots)[len(self.spots) // 2] if self.spots else -1
        self.initiators = tuple(n for a in accounts for n in a.initiators)
        self.types = {a.type for a in accounts}
        self.days = 0 if self.first is None or self.last is None else self.last - self.first + 1
        self.told = bool(self.days and self.spots) and all(family(t) in _HELD for t in self.types)

    @property
    def may_hold(self) -> bool:
        """Whether it is long or wide enough to hold anything: most incidents are neither, and need not be tried."""
        return self.told and self.days <= LONGEST and self.rank < LEVELS_COUNTRY and (self.days >= 2 or self.rank >= 2)


def covered(accounts: Sequence[Account]) -> set[int | None]:
    """The days on which what a group is part of, or is part of it, is told: all from its first to its last."""
    extent = Extent(accounts)
    found = {day for a in accounts for day in days(a)}
    if extent.first is not None and extent.last is not None and extent.days <= LONGEST:
        found |= set(range(extent.first, extent.last + 1))
    return found


def part_of(
    groups: Mapping[str, Sequence[Account]], wanted: Collection[str] | None = None, among: Collection[str] | None = None
) -> dict[str, str]:
    """By group (of `wanted`, else all), the smallest larger one (of `among`, else all) that it is part of, if any."""
    extents = {name: Extent(accounts) for name, accounts in sorted(groups.items())}
    by_country: dict[str, list[str]] = defaultdict(list)
    for name, extent in extents.items():
        if not extent.may_hold or (among is not None and name not in among):
            continue
        for country in {s.country for s in extent.spots}:
            by_country[country].append(name)
    found: dict[str, str] = {}
    for name in extents if wanted is None else sorted(wanted):
        extent = extents[name]
        if not extent.told:
            continue
        others = {o for country in {s.country for s in extent.spots} for o in by_country[country]} - {name}
        holding = [other for other in others if holds(extents[other], extent)]
        if holding:
            found[name] = min(holding, key=lambda other: (extents[other].days, extents[other].rank, other))
    return found


def holds(whole: Extent, part: Extent) -> bool:
    """Whether the first, which may hold others, covers the second in time and place, is larger in one of them, and is
    of such an event."""
    if whole.first is None or whole.last is None or part.first is None or part.last is None:
        return False
    if not (whole.first <= part.first and part.last <= whole.last):
        return False
    if not (whole.types & _WHOLE or any(comparable(a, b) for a in whole.types for b in part.types)):
        return False
    longer = whole.days >= 2 * part.days
    wider = whole.rank >= part.rank + 2
    if not (longer and whole.rank >= part.rank) and not (wider and whole.days >= part.days):
        return False
    if name_relation(whole.initiators, part.initiators) == "other":
        return False
    return any(_covers(x, y) for x in whole.spots for y in _finest(part.spots))


def _covers(x: Spot, y: Spot) -> bool:
    return spot_relation(x, y) in ("same", "inside", "near") and x.rank >= y.rank


def _finest(spots: Iterable[Spot]) -> list[Spot]:
    spots = list(spots)
    low = min(s.rank for s in spots)
    return [s for s in spots if s.rank <= low + 1]
