"""What persons decide: about claims (accept, reject, edit) and about incidents (merge, split, move, lock, grade).

Each decision is kept with the state before and after, is an entry of the ledger, and can be undone as long as
nothing later rests on it. Nothing that a machine does afterwards changes it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, func, insert, select, update

from riwaya.casebook import ledger, rows
from riwaya.casebook import tables as t
from riwaya.casebook.engine import CasebookError
from riwaya.casebook.incidents import about, members_of
from riwaya.casebook.ledger import canonical
from riwaya.casebook.readings import insert_version
from riwaya.casebook.state import State, put, take
from riwaya.casebook.store import Casebook
from riwaya.records import Claim


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: its number, to undo it by, and the incident or claim that it left."""

    key: int
    subject: str


def accept(case: Casebook, who: str, claim_id: str, note: str = "") -> Decision:
    """A person finds the claim right as it stands."""
    return _review(case, who, claim_id, "accepted", note)


def reject(case: Casebook, who: str, claim_id: str, note: str = "") -> Decision:
    """A person finds that the text does not say this; the claim is kept, out of every result and incident."""
    return _review(case, who, claim_id, "rejected", note)


def edit(case: Casebook, who: str, claim: Claim, note: str = "") -> Decision:
    """A person corrects the claim of that id: a further version, which holds. Raises rows.BrokenRecord."""
    with case.writing() as connection:
        row = _claim(connection, claim.id)
        for problem in rows.broken_spans(row.text, claim.model_dump(mode="json")):
            raise rows.BrokenRecord(problem)
        at = ledger.now()
        number, digest = insert_version(connection, row.key, claim, at)
        after = {"claims": {claim.id: {"review": "edited", "version": number, "withdrawn": False}}}
        extra = {"versions": {claim.id: [number, digest]}}
        return _decide(connection, who, "edit", f"claim:{claim.id}", after, note, at, extra)


def merge(case: Casebook, who: str, into: str, other: str, note: str = "") -> Decision:
    """All claims of `other` are of `into`; both incidents' claims are held together from now on."""
    if into == other:
        raise CasebookError("an incident cannot be merged with itself")
    with case.writing() as connection:
        _incidents(connection, into, other)
        claims = members_of(connection, [into, other])
        everyone = [*claims[into], *claims[other]]
        after: State = {
            "members": dict.fromkeys(everyone, into),
            "pins": dict.fromkeys(everyone, True),
            "incidents": {other: {"state": "merged", "into": into}},
        }
        return _decide(connection, who, "merge", f"incident:{into}", after, note)


def split(case: Casebook, who: str, incident: str, claim_ids: Sequence[str], note: str = "") -> Decision:
    """These claims tell of another event: a new incident, the decision's subject. Both are held as they then are."""
    with case.writing() as connection:
        _incidents(connection, incident)
        members = members_of(connection, [incident])[incident]
        if strangers := sorted(set(claim_ids) - set(members)):
            raise CasebookError(f"{', '.join(strangers)}: not in {incident}")
        if not claim_ids or len(set(claim_ids)) == len(members):
            raise CasebookError("a split takes some of the claims and leaves some")
        new = new_id()
        after: State = {
            "members": dict.fromkeys(claim_ids, new),
            "pins": dict.fromkeys(members, True),
            "incidents": {new: {"state": "open"}},
        }
        return _decide(connection, who, "split", f"incident:{new}", after, note)


def move(case: Casebook, who: str, claim_id: str, incident: str | None, note: str = "") -> Decision:
    """The claim tells of that incident; None: of one of its own, which is made. It is held there."""
    with case.writing() as connection:
        _claim(connection, claim_id)
        after: State = {"members": {claim_id: incident}, "pins": {claim_id: True}}
        if incident is None:
            incident = new_id()
            after |= {"members": {claim_id: incident}, "incidents": {incident: {"state": "open"}}}
        else:
            _incidents(connection, incident)
        return _decide(connection, who, "move", f"incident:{incident}", after, note)


def lock(case: Casebook, who: str, incident: str, locked: bool = True, note: str = "") -> Decision:
    """No later run changes the incident; with `locked` False, they may again."""
    with case.writing() as connection:
        _incidents(connection, incident)
        kind = "lock" if locked else "unlock"
        return _decide(connection, who, kind, f"incident:{incident}", {"locks": {incident: locked}}, note)


def grade(case: Casebook, who: str, incident: str, value: str, note: str = "") -> Decision:
    """A person's grade of the incident, which stays whatever the machine proposes."""
    with case.writing() as connection:
        _incidents(connection, incident)
        after: State = {"incidents": {incident: {"grade": value, "grade_by": who}}}
        return _decide(connection, who, "grade", f"incident:{incident}", after, note)


def undo(case: Casebook, who: str, key: int, note: str = "") -> Decision:
    """Take a decision back. Raises CasebookError where a later one rests on it, or it was taken back already."""
    with case.writing() as connection:
        row = connection.execute(select(t.decisions).where(t.decisions.c.key == key)).first()
        if row is None:
            raise CasebookError(f"there is no decision {key}")
        if row.undone_by is not None:
            raise CasebookError(f"decision {key} was undone already, by decision {row.undone_by}")
        change = json.loads(row.change)
        if take(connection, change["after"]) != change["after"]:
            raise CasebookError(f"something later changed what decision {key} decided: undo that first")
        done = _decide(connection, who, "undo", row.subject, change["before"], note, extra={"undoes": key})
        connection.execute(update(t.decisions).where(t.decisions.c.key == key).values(undone_by=done.key))
        return done


def decisions(connection: Connection, subject: str = "") -> "list[Row[Any]]":
    """The decisions about 'claim:ID' or 'incident:ID', or all, in their order."""
    query = select(t.decisions).order_by(t.decisions.c.key)
    return list(connection.execute(query.where(t.decisions.c.subject == subject) if subject else query))


def new_id() -> str:
    """An id for an incident that a person makes."""
    return f"i-{uuid4().hex[:12]}"


def _review(case: Casebook, who: str, claim_id: str, review: str, note: str) -> Decision:
    with case.writing() as connection:
        _claim(connection, claim_id)
        after: State = {"claims": {claim_id: {"review": review}}}
        if review == "rejected":
            after |= {"members": {claim_id: None}, "pins": {claim_id: False}}
        kind = {"accepted": "accept", "rejected": "reject"}[review]
        return _decide(connection, who, kind, f"claim:{claim_id}", after, note)


def _decide(
    connection: Connection,
    who: str,
    kind: str,
    subject: str,
    after: State,
    note: str,
    at: str = "",
    extra: dict[str, Any] | None = None,
) -> Decision:
    at = at or ledger.now()
    key = (connection.execute(select(func.max(t.decisions.c.key))).scalar() or 0) + 1
    before = take(connection, after)
    row = {"key": key, "at": at, "who": who, "kind": kind, "subject": subject, "note": note}
    connection.execute(insert(t.decisions), {**row, "change": canonical({"before": before, "after": after})})
    put(connection, after, at, key)
    # What is written is what came of it: an incident that lost its last claim is empty, and so on.
    reached = take(connection, after)
    change = canonical({"before": before, "after": reached})
    connection.execute(update(t.decisions).where(t.decisions.c.key == key).values(change=change))
    entry = {**reached, "decision": key, "note": note, **(extra or {})}
    ledger.append(connection, who, kind, [subject, *about(before, reached)], before, entry, at)
    return Decision(key, subject.partition(":")[2])


def _claim(connection: Connection, claim_id: str) -> "Row[Any]":
    row = connection.execute(
        select(t.claims, t.documents.c.text)
        .join(t.documents, t.documents.c.key == t.claims.c.document_key)
        .where(t.claims.c.id == claim_id)
    ).first()
    if row is None:
        raise CasebookError(f"there is no claim {claim_id}")
    return row


def _incidents(connection: Connection, *ids: str) -> None:
    for incident in ids:
        row = connection.execute(select(t.incidents).where(t.incidents.c.id == incident)).first()
        if row is None:
            raise CasebookError(f"there is no incident {incident}")
        if row.state == "merged":
            raise CasebookError(f"{incident} was merged into {row.into}")
