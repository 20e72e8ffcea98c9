"""The part of a casebook that changes: which claims hold, which incident each is in, what is locked and graded.

Every change is written as the state before and after, `{"claims", "members", "pins", "incidents", "locks"}` by id,
in the ledger and, where a person made it, in the decision. `take` reads such a state, `put` makes it so: what is
done can be undone, and the ledger can be replayed.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from riwaya.casebook import tables as t
from riwaya.casebook.engine import CasebookError
from riwaya.casebook.readings import open_or_empty, put_columns, record_of

State = dict[str, dict[str, Any]]

INCIDENT_FIELDS = ("state", "into", "part_of", "title", "figures", "grade", "grade_by")
_CLAIM_FIELDS = ("review", "version", "withdrawn")
_MANY = 500


def take(connection: Connection, like: State) -> State:
    """The state of the same claims, members, incidents and locks as `like` speaks of; of an incident, its fields."""
    state: State = {}
    if ids := list(like.get("claims", {})):
        c = t.claims.c
        found = select_in(connection, select(c.id, *(c[f] for f in _CLAIM_FIELDS)), c.id, ids)
        state["claims"] = {row.id: {f: getattr(row, f) for f in _CLAIM_FIELDS} for row in found}
    if ids := sorted({*like.get("members", {}), *like.get("pins", {})}):
        m = t.members.c
        held = {row.claim_id: row for row in select_in(connection, select(t.members), m.claim_id, ids)}
        if "members" in like:
            state["members"] = {i: held[i].incident_id if i in held else None for i in like["members"]}
        if "pins" in like:
            state["pins"] = {i: i in held and held[i].pinned for i in like["pins"]}
    if ids := list(like.get("incidents", {})):
        incidents = {row.id: row for row in select_in(connection, select(t.incidents), t.incidents.c.id, ids)}
        state["incidents"] = {
            i: {f: getattr(incidents[i], f) for f in (like["incidents"][i] or INCIDENT_FIELDS)}
            if i in incidents
            else None
            for i in ids
        }
    if ids := list(like.get("locks", {})):
        query = select(t.locks.c.incident_id)
        locked = {row.incident_id for row in select_in(connection, query, t.locks.c.incident_id, ids)}
        state["locks"] = {i: i in locked for i in ids}
    return state


def select_in(connection: Connection, query: Any, column: Any, ids: list[str]) -> Iterable[Any]:
    """The rows of a query whose column is one of the ids, however many."""
    for start in range(0, len(ids), _MANY):
        yield from connection.execute(query.where(column.in_(ids[start : start + _MANY])))


def put(connection: Connection, state: State, at: str, decision: int | None = None) -> None:
    """Make the casebook's state this one. Incidents that are named for the first time are made."""
    _put_incidents(connection, state.get("incidents", {}), at)
    touched = _put_members(connection, state)
    for incident_id, locked in state.get("locks", {}).items():
        connection.execute(delete(t.locks).where(t.locks.c.incident_id == incident_id))
        if locked:
            connection.execute(insert(t.locks), {"incident_id": incident_id, "decision_key": decision})
    for claim_id, fields in state.get("claims", {}).items():
        _put_claim(connection, claim_id, fields)
    open_or_empty(connection, touched)


def _put_incidents(connection: Connection, incidents: dict[str, dict[str, Any] | None], at: str) -> None:
    i = t.incidents.c
    there = {row.id for row in select_in(connection, select(i.id), i.id, list(incidents))}
    made = [
        {**dict.fromkeys(INCIDENT_FIELDS, ""), "id": incident_id, "made": at, "state": "open", **fields}
        for incident_id, fields in incidents.items()
        if incident_id not in there and fields is not None
    ]
    if made:
        connection.execute(insert(t.incidents), made)
    for incident_id in there:
        fields = incidents[incident_id]
        # An incident that is unmade stays, empty: its entries in the ledger must have something to point at.
        values = {"state": "empty", "into": ""} if fields is None else fields
        if values:
            connection.execute(update(t.incidents).where(i.id == incident_id).values(values))


def _put_members(connection: Connection, state: State) -> set[str]:
    """Write members and pins; the incidents that lost or won a claim."""
    members, pins = state.get("members", {}), state.get("pins", {})
    if not members and not pins:
        return set()
    before = take(connection, {"members": dict.fromkeys({*members, *pins}), "pins": dict.fromkeys({*members, *pins})})
    rows, touched = [], set()
    for claim_id, was in before["members"].items():
        now = members.get(claim_id, was)
        pinned = pins.get(claim_id, before["pins"][claim_id])
        touched |= {was, now} - {None}
        if now is not None:
            rows.append({"claim_id": claim_id, "incident_id": now, "pinned": pinned})
    ids = list(before["members"])
    for start in range(0, len(ids), _MANY):
        connection.execute(delete(t.members).where(t.members.c.claim_id.in_(ids[start : start + _MANY])))
    if rows:
        connection.execute(insert(t.members), rows)
    return touched


def _put_claim(connection: Connection, claim_id: str, fields: dict[str, Any]) -> None:
    row = connection.execute(
        select(t.claims.c.key, t.claims.c.version, t.documents.c.text)
        .join(t.documents, t.documents.c.key == t.claims.c.document_key)
        .where(t.claims.c.id == claim_id)
    ).first()
    if row is None:
        raise CasebookError(f"there is no claim {claim_id}")
    if fields.get("version", row.version) != row.version:
        put_columns(connection, row.key, row.text, record_of(connection, row.key, fields["version"]), **fields)
    else:
        connection.execute(update(t.claims).where(t.claims.c.key == row.key).values(fields))
