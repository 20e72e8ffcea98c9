"""Which camp of a conflict an origin belongs to, by country and day: the table `data/camps.tsv`.

Two origins of one camp ('SANA', the army command) are two voices but not two independent accounts.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from riwaya.resolve.actortable import actors, covers, rows
from riwaya.resolve.context import Context


@dataclass(frozen=True, slots=True)
class Camp:
    """One row: a camp's members in one conflict and period. 'SY.*' stands for every body of the state."""

    conflict: str
    countries: frozenset[str]
    id: str
    members: frozenset[str]
    since: str
    until: str


@cache
def camps() -> tuple[Camp, ...]:
    return tuple(
        Camp(
            r["conflict"],
            frozenset(r["countries"].split(",")),
            r["camp"],
            frozenset(r["members"].split("|")),
            r["from"],
            r["to"],
        )
        for r in rows("camps.tsv")
    )


def ancestry(actor: str) -> list[str]:
    """An actor, its state where it is a state's, its parents after it: what a camp may name to mean it."""
    out: list[str] = []
    while actor and actor not in out:
        out.append(actor)
        state, dot, _ = actor.partition(".")
        if dot and len(state) == 2:
            out.append(f"{state}.*")
        row = actors().get(actor)
        # a body of a state without a dotted id (the CIA) stands with the state
        if row and not row.parent and row.kind in ("military", "police", "intelligence", "ministry") and row.country:
            out.append(f"{row.country}.*")
        actor = row.parent if row else ""
    return out


def camp_of(actor: str, context: Context) -> str:
    """The id of the actor's camp in the conflict of the report's countries on its day; '' where it has none."""
    best: tuple[float, int] | None = None
    found = ""
    for camp, place in _stands_with(actor):
        if not covers(camp.since, camp.until, context.day):
            continue
        share = max(context.share(c) for c in camp.countries)
        if share >= 0.2 and (best is None or (share, -place) > best):
            best, found = (share, -place), camp.id
    return found


@lru_cache(maxsize=20_000)
def _stands_with(actor: str) -> tuple[tuple[Camp, int], ...]:
    """The camps that name an actor or its ancestry, with the nearest ancestor's place in it."""
    names = ancestry(actor)
    near = ((camp, next((i for i, name in enumerate(names) if name in camp.members), -1)) for camp in camps())
    return tuple((camp, place) for camp, place in near if place >= 0)
