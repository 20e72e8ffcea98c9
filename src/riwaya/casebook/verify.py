"""Does a casebook still hold what its ledger says? The chain, the texts, the claims, the incidents, in this order.

Each finding names one place. The first is the one to look at: what follows often follows from it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from riwaya.casebook import ledger, rows
from riwaya.casebook import tables as t
from riwaya.casebook.ledger import GENESIS, hashed, sha256
from riwaya.casebook.store import Casebook


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit: where ('ledger entry 17', 'document X', 'claim X#3'), and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Replay:
    """What the ledger says that the casebook holds, built up entry by entry."""

    def __init__(self) -> None:
        self.documents: dict[str, dict[str, Any]] = {}
        self.versions: dict[tuple[str, int], str] = {}
        self.claims: dict[str, dict[str, Any]] = {}
        self.members: dict[str, str] = {}
        self.pins: set[str] = set()
        self.incidents: dict[str, dict[str, Any]] = {}
        self.locks: set[str] = set()

    def take_in(self, entry: ledger.Entry) -> None:
        """Apply one entry."""
        after = entry.after if isinstance(entry.after, dict) else {}
        if entry.action in ("add", "reread"):
            self._document(entry, after)
        for claim_id, (number, digest) in after.get("versions", {}).items():
            self.versions[claim_id, number] = digest
            claim = self.claims.setdefault(claim_id, {"review": "", "version": number, "withdrawn": False})
            if entry.action in ("add", "reread") and not claim["review"]:
                claim |= {"version": number, "withdrawn": False}
        for claim_id in after.get("withdrawn", []):
            self.claims[claim_id]["withdrawn"] = True
        self._state(after)

    def _document(self, entry: ledger.Entry, after: dict[str, Any]) -> None:
        doc_id = next(a.partition(":")[2] for a in entry.about if a.startswith("document:"))
        self.documents.setdefault(doc_id, {}).update(after.get("document", {}))

    def _state(self, after: dict[str, Any]) -> None:
        for claim_id, fields in after.get("claims", {}).items():
            self.claims.setdefault(claim_id, {}).update(fields)
        for claim_id, incident in after.get("members", {}).items():
            if incident is None:
                self.members.pop(claim_id, None)
                self.pins.discard(claim_id)
            else:
                self.members[claim_id] = incident
        for claim_id, pinned in after.get("pins", {}).items():
            (self.pins.add if pinned else self.pins.discard)(claim_id)
        for incident, fields in after.get("incidents", {}).items():
            self.incidents.setdefault(incident, {}).update(fields or {})
        for incident, locked in after.get("locks", {}).items():
            (self.locks.add if locked else self.locks.discard)(incident)


def verify(case: Casebook, expected: tuple[int, str] | None = None) -> Iterator[Finding]:
    """What does not fit, in order; nothing where all does.

    `expected` is an earlier head of the ledger (number, hash), kept elsewhere: it shows that no entries up to it
    were cut off or written anew.
    """
    with case.reading() as connection:
        replay = Replay()
        yield from check_chain(connection, replay, expected)
        yield from _check_documents(connection, replay)
        yield from _check_versions(connection, replay)
        yield from _check_claims(connection, replay)
        yield from _check_incidents(connection, replay)


def check_chain(
    connection: Connection, replay: Replay | None = None, expected: tuple[int, str] | None = None
) -> Iterator[Finding]:
    """Whether each entry has its own hash, the one before it, and the next number."""
    seq, previous = 0, GENESIS
    seen = not expected or expected == (0, GENESIS)
    query = select(t.ledger).order_by(t.ledger.c.seq)
    for row in connection.execute(query.execution_options(yield_per=500)):
        where = f"ledger entry {row.seq}"
        if row.seq != seq + 1:
            yield Finding(where, f"follows entry {seq}: what was between is gone")
        if row.previous != previous:
            yield Finding(where, f"does not follow from entry {seq} as it stands")
        yield from _check_hash(row, where)
        if expected and row.seq == expected[0]:
            seen = True
            if row.hash != expected[1]:
                yield Finding(where, "is not the entry that was expected there")
        seq, previous = row.seq, row.hash
        if replay is not None:
            try:
                replay.take_in(ledger.entry(row))
            except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
                yield Finding(where, f"cannot be read ({type(error).__name__})")
    if not seen and expected:
        yield Finding("ledger", f"ends at entry {seq}; entry {expected[0]} was expected")


def _check_hash(row: "Row[Any]", where: str) -> Iterator[Finding]:
    try:
        found = hashed(
            row.seq, row.at, row.who, row.action, row.about, row.before, row.after, row.algorithm, row.previous
        )
    except ValueError:
        yield Finding(where, f"names an unknown algorithm, {row.algorithm!r}")
        return
    if found != row.hash:
        yield Finding(where, "was changed: its hash does not fit")


_FACTS = ("outlet", "url", "published", "published_from", "language", "sha256")


def _check_documents(connection: Connection, replay: Replay) -> Iterator[Finding]:
    missing = set(replay.documents)
    query = select(t.documents).order_by(t.documents.c.key)
    for row in connection.execute(query.execution_options(yield_per=100)):
        where = f"document {row.doc_id}"
        said = replay.documents.get(row.doc_id)
        if said is None:
            yield Finding(where, "no entry of the ledger tells of it")
            continue
        missing.discard(row.doc_id)
        if sha256(row.text) != row.sha256 or row.sha256 != said.get("sha256"):
            yield Finding(where, "its text was changed: its hash does not fit")
        for name in _FACTS:
            if name in said and getattr(row, name) != said[name]:
                yield Finding(where, f"its {name} is not what the ledger says")
    for doc_id in sorted(missing):
        yield Finding(f"document {doc_id}", "is gone")


def _check_versions(connection: Connection, replay: Replay) -> Iterator[Finding]:
    missing = set(replay.versions)
    query = (
        select(t.claims.c.id, t.versions.c.number, t.versions.c.record, t.versions.c.sha256, t.documents.c.text)
        .join(t.claims, t.claims.c.key == t.versions.c.claim_key)
        .join(t.documents, t.documents.c.key == t.claims.c.document_key)
        .order_by(t.versions.c.claim_key, t.versions.c.number)
    )
    for row in connection.execute(query.execution_options(yield_per=200)):
        where = f"claim {row.id}, version {row.number}"
        said = replay.versions.get((row.id, row.number))
        missing.discard((row.id, row.number))
        if said is None:
            yield Finding(where, "no entry of the ledger tells of it")
        elif sha256(row.record) != said or row.sha256 != said:
            yield Finding(where, "was changed: its hash does not fit")
        else:
            for problem in rows.broken_spans(row.text, json.loads(row.record)):
                yield Finding(where, problem)
    for claim_id, number in sorted(missing):
        yield Finding(f"claim {claim_id}, version {number}", "is gone")


def _check_claims(connection: Connection, replay: Replay) -> Iterator[Finding]:
    query = (
        select(t.claims, t.versions.c.record)
        .outerjoin(
            t.versions,
            (t.versions.c.claim_key == t.claims.c.key) & (t.versions.c.number == t.claims.c.version),
        )
        .order_by(t.claims.c.key)
    )
    for row in connection.execute(query.execution_options(yield_per=500)):
        where = f"claim {row.id}"
        said = replay.claims.get(row.id, {})
        for name in ("review", "version", "withdrawn"):
            if getattr(row, name) != said.get(name):
                yield Finding(where, f"its {name} is not what the ledger says")
        if row.record is None:
            yield Finding(where, f"its version {row.version} is gone")
            continue
        for name, value in rows.columns(rows.claim_of(row.record)).items():
            if getattr(row, name) != value:
                yield Finding(where, f"its {name} is not what its record says")


def _check_incidents(connection: Connection, replay: Replay) -> Iterator[Finding]:
    members = {row.claim_id: row for row in connection.execute(select(t.members))}
    for claim_id in sorted({*members, *replay.members}):
        found = members[claim_id].incident_id if claim_id in members else None
        if found != replay.members.get(claim_id):
            yield Finding(f"claim {claim_id}", f"is in {found}, the ledger puts it in {replay.members.get(claim_id)}")
        elif members[claim_id].pinned != (claim_id in replay.pins):
            yield Finding(f"claim {claim_id}", "whether a person holds it there is not what the ledger says")
    incidents = {row.id: row for row in connection.execute(select(t.incidents))}
    for incident in sorted({*incidents, *replay.incidents}):
        where = f"incident {incident}"
        if incident not in incidents:
            yield Finding(where, "is gone")
        elif incident not in replay.incidents:
            yield Finding(where, "no entry of the ledger tells of it")
        else:
            # Whether it is empty follows from its claims; all else is what was last said of it.
            for name, value in replay.incidents[incident].items():
                if name != "state" and getattr(incidents[incident], name) != value:
                    yield Finding(where, f"its {name} is not what the ledger says")
    locks = set(connection.execute(select(t.locks.c.incident_id)).scalars())
    for incident in sorted(locks ^ replay.locks):
        yield Finding(f"incident {incident}", "whether it is locked is not what the ledger says")
