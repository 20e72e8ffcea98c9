"""How an incident, a claim or a document came to be what it is: its entries of the ledger, told as changes."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from riwaya.casebook import ledger
from riwaya.casebook import tables as t
from riwaya.casebook.store import Casebook
from riwaya.records import publisher


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an entry changed, and its value before and after; both None where it has none."""

    what: str
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the ledger, as far as it concerns what was asked for."""

    seq: int
    at: str
    who: str
    action: str
    note: str
    changes: list[Change] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def history(case: Casebook, id: str) -> Iterator[Step]:
    """The steps of an incident, a claim or a document by its id, the first one first; none where nothing has it.

    An incident's steps include the later readings of its claims' documents, for they change its figures.
    """
    with case.reading() as connection:
        for entry in ledger.entries(connection, _subjects(connection, id)):
            changes = list(_changes(connection, entry, id))
            note = entry.after.get("note", "") if isinstance(entry.after, dict) else ""
            if changes or note:
                yield Step(entry.seq, entry.at, entry.who, entry.action, note, changes)


def _subjects(connection: Connection, id: str) -> list[str]:
    subjects = [f"incident:{id}", f"claim:{id}", f"document:{id}"]
    documents = (
        select(t.documents.c.doc_id)
        .join(t.claims, t.claims.c.document_key == t.documents.c.key)
        .outerjoin(t.members, t.members.c.claim_id == t.claims.c.id)
        .where((t.members.c.incident_id == id) | (t.claims.c.id == id))
        .distinct()
    )
    return subjects + [f"document:{doc_id}" for doc_id in connection.execute(documents).scalars()]


def _changes(connection: Connection, entry: ledger.Entry, id: str) -> Iterator[Change]:
    before = entry.before if isinstance(entry.before, dict) else {}
    after = entry.after if isinstance(entry.after, dict) else {}
    yield from _of_document(entry, before, after, id)
    incidents_before = before.get("members", {})
    for claim_id, incident in after.get("members", {}).items():
        was = incidents_before.get(claim_id)
        if id in (incident, claim_id) and incident and was != incident:
            yield Change(f"{claim_id} joined {incident}{_told(connection, claim_id)}")
        elif was and id in (was, claim_id) and was != incident:
            yield Change(f"{claim_id} left {was}" + (f" for {incident}" if incident else ""))
    for name, value in ((after.get("incidents", {}).get(id)) or {}).items():
        was = ((before.get("incidents", {}).get(id)) or {}).get(name)
        if name == "figures":
            yield from _figures(json.loads(was) if was else {}, json.loads(value) if value else {})
        elif was != value and (was or value):
            yield Change(name, was, value)
    if id in after.get("locks", {}):
        yield Change("locked" if after["locks"][id] else "no longer locked")
    for name, value in after.get("claims", {}).get(id, {}).items():
        was = before.get("claims", {}).get(id, {}).get(name)
        if was != value:
            yield Change(name, was, value)
    if entry.action == "edit" and id in after.get("versions", {}):
        yield from _edited(connection, id, before["claims"][id]["version"], after["versions"][id][0])


def _edited(connection: Connection, claim_id: str, before: int, after: int) -> Iterator[Change]:
    """What a person corrected, field by field."""
    query = (
        select(t.versions.c.number, t.versions.c.record)
        .join(t.claims, t.claims.c.key == t.versions.c.claim_key)
        .where(t.claims.c.id == claim_id, t.versions.c.number.in_((before, after)))
    )
    leaves = {row.number: dict(_leaves(json.loads(row.record))) for row in connection.execute(query)}
    was, now = leaves.get(before, {}), leaves.get(after, {})
    for name in {**was, **now}:
        if was.get(name) != now.get(name):
            yield Change(name, was.get(name), now.get(name))


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each value in a record by its path, as 'date.start' or 'tolls.0.min'."""
    if isinstance(value, dict | list):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(part, f"{path}.{name}" if path else str(name))
    else:
        yield path, value


def _of_document(entry: ledger.Entry, before: dict[str, Any], after: dict[str, Any], id: str) -> Iterator[Change]:
    if entry.action not in ("add", "reread"):
        return
    doc_id = next((a.partition(":")[2] for a in entry.about if a.startswith("document:")), "")
    versions = after.get("versions", {})
    told = f"{len(versions)} claim{'s' * (len(versions) != 1)} read by {after.get('extractor', '')}"
    if id == doc_id:
        path = after.get("document", {}).get("path", "")
        yield Change(f"{told} from {path}" if path else told)
        for name, value in after.get("document", {}).items() if entry.action == "reread" else ():
            yield Change(name, before.get("document", {}).get(name), value)
    elif id in versions:
        yield Change(f"version {versions[id][0]} read by {after.get('extractor', '')} in {doc_id}")
    elif not id.startswith(f"{doc_id}#"):
        document = after.get("document", {})
        named = publisher(document.get("outlet", ""), document.get("path", ""), "")
        facts = ", ".join(filter(None, (named, document.get("published", ""))))
        yield Change(f"{doc_id}{f' ({facts})' if facts else ''}: {told}")
    if id in after.get("withdrawn", []):
        yield Change(f"no longer found in {doc_id}")


def _figures(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield Change(name, before.get(name), after.get(name))


def _told(connection: Connection, claim_id: str) -> str:
    row = connection.execute(
        select(t.documents.c.outlet, t.documents.c.path, t.documents.c.published, t.claims.c.type)
        .join(t.claims, t.claims.c.document_key == t.documents.c.key)
        .where(t.claims.c.id == claim_id)
    ).first()
    if not row:
        return ""
    return f" ({', '.join(filter(None, (publisher(row.outlet, row.path, ''), row.published, row.type)))})"
