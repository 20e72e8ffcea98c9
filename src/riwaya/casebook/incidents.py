"""Incidents as match proposes them: which claims tell of one event, what is part of what, and their figures.

    with case.reading() as connection:
        waiting = unassigned(connection)
        near = block(connection, families, "2018-04-05", "2018-04-09")
    propose(case, "match/1", Proposal(members={"a#0": "i-1", "b#3": "i-1"}, figures={"i-1": {...}}))

What a person decided stands: claims that a person placed stay where they are, locked incidents neither win nor lose a
claim, a person's grade is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select

from riwaya.casebook import ledger
from riwaya.casebook import tables as t
from riwaya.casebook.ledger import canonical
from riwaya.casebook.state import State, put, select_in, take
from riwaya.casebook.store import Casebook

_MANY = 500


class Outdated(Exception):
    """Somebody else moved claims that a proposal is about, after it was worked out."""


@dataclass
class Proposal:
    """What a run of match makes of some claims; what is left out stays as it is.

    `members`: by claim id, the incident (None: of its own again). `part_of`: by incident, the larger one ('' for
    none). `figures`: by incident, what its accounts come to: keep it a summary, for the ledger holds each state of
    it. `grades`: by incident, the machine's grade. `seen`: by claim id, the incident that it was in when this was
    worked out.
    """

    members: dict[str, str | None] = field(default_factory=dict)
    part_of: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    grades: dict[str, str] = field(default_factory=dict)
    because: list[str] = field(default_factory=list)
    seen: dict[str, str | None] = field(default_factory=dict)


def propose(case: Casebook, who: str, proposal: Proposal) -> list[str]:
    """Make the incidents what match proposes, as one entry of the ledger; what did not change is not written.

    Returns the claims that stay where a person put or locked them, against the proposal. Raises Outdated where a claim
    is no longer where it was seen.
    """
    with case.writing() as connection:
        if proposal.seen and take(connection, {"members": proposal.seen})["members"] != proposal.seen:
            raise Outdated
        wanted, kept = _respecting(connection, proposal)
        before = take(connection, wanted)
        after = _changed(before, wanted)
        if any(after.values()):
            before = {part: {i: before[part][i] for i in after[part]} for part in after}
            at = ledger.now()
            put(connection, after, at)
            entry = {**after, "because": proposal.because}
            ledger.append(connection, who, "match", about(before, after), before, entry, at)
    return kept


def about(*states: State) -> list[str]:
    """The incidents and the claims that states speak of, as the ledger names them."""
    named: set[str] = set()
    for state in states:
        for incident in (*state.get("incidents", {}), *state.get("locks", {}), *state.get("members", {}).values()):
            if incident:
                named.add(f"incident:{incident}")
        for part in ("claims", "members", "pins"):
            named |= {f"claim:{claim}" for claim in state.get(part, {})}
    return sorted(named)


def _respecting(connection: Connection, proposal: Proposal) -> tuple[State, list[str]]:
    """The state that is proposed, less what a person's decisions forbid, and the claims that they hold back."""
    locked = locked_incidents(connection)
    merged = _merged(connection, {i for i in (*proposal.members.values(), *proposal.figures) if i})
    now = take(connection, {"members": dict(proposal.members), "pins": dict.fromkeys(proposal.members)})
    members, kept = {}, []
    for claim_id, incident in proposal.members.items():
        was = now["members"][claim_id]
        while incident in merged:
            incident = merged[incident]
        if was != incident and (now["pins"][claim_id] or was in locked or incident in locked):
            kept.append(claim_id)
        else:
            members[claim_id] = incident
    fields: dict[str, dict[str, Any]] = {incident: {} for incident in members.values() if incident}
    for name, values in (("part_of", proposal.part_of), ("title", proposal.titles), ("grade", proposal.grades)):
        for incident, value in values.items():
            fields.setdefault(incident, {})[name] = value
    for incident, figures in proposal.figures.items():
        fields.setdefault(incident, {})["figures"] = canonical(figures)
    for incident in _graded(connection, list(fields)):
        fields[incident].pop("grade", None)
    incidents = {i: f for i, f in fields.items() if i not in locked and i not in merged}
    return {"members": members, "incidents": incidents}, kept


def _merged(connection: Connection, incidents: set[str]) -> dict[str, str]:
    """By incident that a person merged into another, that other one; and so on for the others."""
    found: dict[str, str] = {}
    i = t.incidents.c
    while incidents:
        query = select(i.id, i.into).where(i.state == "merged")
        into = {row.id: row.into for row in select_in(connection, query, i.id, sorted(incidents))}
        found |= into
        incidents = set(into.values()) - set(found)
    return found


def _graded(connection: Connection, incidents: list[str]) -> list[str]:
    """Those of the incidents that a person graded."""
    i = t.incidents.c
    return [row.id for row in select_in(connection, select(i.id).where(i.grade_by != ""), i.id, incidents)]


def _changed(before: State, wanted: State) -> State:
    """What of the wanted state is not so yet."""
    members = {c: i for c, i in wanted["members"].items() if before.get("members", {}).get(c) != i}
    incidents: dict[str, Any] = {}
    for incident, fields in wanted["incidents"].items():
        was = before["incidents"][incident]
        if was is None or any(was[name] != value for name, value in fields.items()):
            incidents[incident] = fields
    return {"members": members, "incidents": incidents}


def unassigned(connection: Connection) -> list[str]:
    """Claims that hold and are in no incident yet, in the order in which they were added.

    Looks at every claim: for the start of a run, not for each document of it.
    """
    query = (
        select(t.claims.c.id)
        .outerjoin(t.members, t.members.c.claim_id == t.claims.c.id)
        .where(t.members.c.claim_id.is_(None), *held())
        .order_by(t.claims.c.key)
    )
    return list(connection.execute(query).scalars())


def held() -> tuple[Any, Any]:
    """The conditions under which a claim counts: neither withdrawn by a newer reading nor rejected by a person."""
    return ~t.claims.c.withdrawn, t.claims.c.review != "rejected"


def members_of(connection: Connection, incident_ids: Sequence[str]) -> dict[str, list[str]]:
    """By incident, the ids of its claims, in the order in which they were added."""
    found: dict[str, list[str]] = {incident: [] for incident in incident_ids}
    for start in range(0, len(incident_ids), _MANY):
        query = (
            select(t.members.c.incident_id, t.members.c.claim_id)
            .join(t.claims, t.claims.c.id == t.members.c.claim_id)
            .where(t.members.c.incident_id.in_(incident_ids[start : start + _MANY]))
            .order_by(t.claims.c.key)
        )
        for incident, claim in connection.execute(query):
            found[incident].append(claim)
    return found


def incident_rows(connection: Connection, *where: Any) -> "list[Row[Any]]":
    """Open incidents where the conditions on `tables.incidents` hold, in the order in which they were made."""
    query = select(t.incidents).where(t.incidents.c.state == "open", *where)
    return list(connection.execute(query.order_by(t.incidents.c.made, t.incidents.c.id)))


def locked_incidents(connection: Connection) -> set[str]:
    """The incidents that a person locked."""
    return set(connection.execute(select(t.locks.c.incident_id)).scalars())
