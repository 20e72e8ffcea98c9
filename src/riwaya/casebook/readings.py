"""A reading of a document becomes versions of its claims: new ones, newer ones, and ones no longer found."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from riwaya.casebook import index, rows
from riwaya.casebook import tables as t
from riwaya.casebook.ledger import canonical
from riwaya.casebook.reread import pair
from riwaya.records import Claim, DocumentClaims

_MANY = 500


@dataclass
class Changes:
    """What a reading changed, as the ledger tells it."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    about: list[str] = field(default_factory=list)


def add_reading(
    connection: Connection, document_key: int, doc_id: str, text: str, result: DocumentClaims, at: str
) -> Changes:
    """Keep a reading inside the caller's transaction.

    A claim that an earlier reading has too gets a further version; one that only the earlier has is withdrawn,
    kept and out of its incident, unless a person has decided about it: then it holds as it was.
    """
    reading_key = (connection.execute(select(func.max(t.readings.c.key))).scalar() or 0) + 1
    earlier = _earlier(connection, document_key)
    connection.execute(
        insert(t.readings),
        {
            "key": reading_key,
            "document_key": document_key,
            "number": _count(connection, t.readings, document_key) + 1,
            "at": at,
            "extractor": result.extractor,
            "riwaya": result.riwaya,
            "sentences": canonical([list(span) for span in result.sentences]),
        },
    )
    connection.execute(update(t.documents).where(t.documents.c.key == document_key).values(reading_key=reading_key))
    paired = pair([rows.claim_of(row.newest) for row in earlier], result.claims) if earlier else {}
    fresh = [place for place in range(len(result.claims)) if place not in paired]
    changes = Changes(after={"reading": reading_key, "extractor": result.extractor, "riwaya": result.riwaya})
    versions = _insert_new(connection, document_key, doc_id, text, result.claims, fresh, reading_key, at)
    for place, j in paired.items():
        versions |= _next_version(connection, earlier[j], text, result.claims[place], place, reading_key, at)
    gone = [row for j, row in enumerate(earlier) if j not in paired.values() and not row.withdrawn]
    _withdraw(connection, [row for row in gone if not row.decided], changes)
    changes.after["versions"] = versions
    return changes


def put_columns(connection: Connection, claim_key: int, text: str, claim: Claim, **more: Any) -> None:
    """Let a claim's columns, names and words say what its record says."""
    values = {**rows.columns(claim), **more}
    connection.execute(update(t.claims).where(t.claims.c.key == claim_key).values(values))
    connection.execute(delete(t.names).where(t.names.c.claim_key == claim_key))
    _put_names(connection, [(claim_key, claim)])
    index.put_claims(connection, [(claim_key, rows.words(text, claim))])


def _earlier(connection: Connection, document_key: int) -> "list[Row[Any]]":
    """The claims of earlier readings with the record of their newest version, and whether a person decided."""
    newest = (
        select(t.versions.c.claim_key, func.max(t.versions.c.number).label("number"))
        .join(t.claims, t.claims.c.key == t.versions.c.claim_key)
        .where(t.claims.c.document_key == document_key)
        .group_by(t.versions.c.claim_key)
        .subquery()
    )
    locked = select(t.locks.c.incident_id)
    decided = (t.claims.c.review != "") | t.members.c.pinned.is_(True) | t.members.c.incident_id.in_(locked)
    query = (
        select(
            t.claims.c.key,
            t.claims.c.id,
            t.claims.c.withdrawn,
            t.claims.c.review,
            t.members.c.incident_id,
            func.coalesce(decided, False).label("decided"),
            t.versions.c.number,
            t.versions.c.record.label("newest"),
        )
        .join(newest, newest.c.claim_key == t.claims.c.key)
        .join(
            t.versions,
            (t.versions.c.claim_key == t.claims.c.key) & (t.versions.c.number == newest.c.number),
        )
        .outerjoin(t.members, t.members.c.claim_id == t.claims.c.id)
        .where(t.claims.c.document_key == document_key)
        .order_by(t.claims.c.number)
    )
    return list(connection.execute(query))


def _count(connection: Connection, table: Any, document_key: int) -> int:
    query = select(func.count()).select_from(table).where(table.c.document_key == document_key)
    return connection.execute(query).scalar_one()


def _insert_new(
    connection: Connection,
    document_key: int,
    doc_id: str,
    text: str,
    claims: list[Claim],
    places: list[int],
    reading_key: int,
    at: str,
) -> dict[str, Any]:
    """Insert the claims at these places of the reading; by id, [version, hash]."""
    if not places:
        return {}
    key = (connection.execute(select(func.max(t.claims.c.key))).scalar() or 0) + 1
    number = _count(connection, t.claims, document_key)
    entries, versions, made = [], [], {}
    for offset, place in enumerate(places):
        claim_id = f"{doc_id}#{number + offset}"
        record, digest = rows.stored(claims[place])
        entries.append(
            {
                "key": key + offset,
                "id": claim_id,
                "document_key": document_key,
                "number": number + offset,
                "place": place,
                "version": 1,
                "withdrawn": False,
                **rows.columns(claims[place]),
            }
        )
        versions.append(_version(key + offset, 1, reading_key, at, record, digest))
        made[claim_id] = [1, digest]
    connection.execute(insert(t.claims), entries)
    connection.execute(insert(t.versions), versions)
    keyed = [(key + offset, claims[place]) for offset, place in enumerate(places)]
    _put_names(connection, keyed)
    index.put_claims(connection, [(k, rows.words(text, claim)) for k, claim in keyed], replace=False)
    return made


def _version(claim_key: int, number: int, reading_key: int | None, at: str, record: str, digest: str) -> dict[str, Any]:
    return {
        "claim_key": claim_key,
        "number": number,
        "reading_key": reading_key,
        "at": at,
        "record": record,
        "sha256": digest,
    }


def insert_version(connection: Connection, claim_key: int, claim: Claim, at: str) -> tuple[int, str]:
    """Add a version that a person made; its number and hash."""
    query = select(func.max(t.versions.c.number)).where(t.versions.c.claim_key == claim_key)
    number = connection.execute(query).scalar_one() + 1
    record, digest = rows.stored(claim)
    connection.execute(insert(t.versions), _version(claim_key, number, None, at, record, digest))
    return number, digest


def _next_version(
    connection: Connection, row: "Row[Any]", text: str, claim: Claim, place: int, reading_key: int, at: str
) -> dict[str, Any]:
    """A further version of a claim; it holds unless a person decided about the one that holds."""
    record, digest = rows.stored(claim)
    number = row.number + 1
    connection.execute(insert(t.versions), _version(row.key, number, reading_key, at, record, digest))
    if row.review:
        connection.execute(update(t.claims).where(t.claims.c.key == row.key).values(place=place))
    else:
        put_columns(connection, row.key, text, claim, version=number, place=place, withdrawn=False)
    return {row.id: [number, digest]}


def _withdraw(connection: Connection, gone: "list[Row[Any]]", changes: Changes) -> None:
    if not gone:
        return
    keys, ids = [row.key for row in gone], [row.id for row in gone]
    connection.execute(update(t.claims).where(t.claims.c.key.in_(keys)).values(withdrawn=True))
    connection.execute(delete(t.members).where(t.members.c.claim_id.in_(ids)))
    changes.after["withdrawn"] = ids
    left = {row.id: row.incident_id for row in gone if row.incident_id}
    if left:
        changes.before["members"] = left
        changes.after["members"] = dict.fromkeys(left)
        open_or_empty(connection, set(left.values()))
        changes.about += [f"incident:{incident}" for incident in sorted(set(left.values()))]


def open_or_empty(connection: Connection, incident_ids: set[str]) -> None:
    """An incident without claims is empty, one with claims is open, and what was merged stays merged."""
    ids = sorted(incident_ids)
    i, m = t.incidents.c, t.members.c.incident_id
    for start in range(0, len(ids), _MANY):
        part = ids[start : start + _MANY]
        filled = select(m).where(m.in_(part))
        opened = i.id.in_(part) & i.id.in_(filled) & (i.state != "open")
        connection.execute(update(t.incidents).where(opened).values(state="open"))
        emptied = i.id.in_(part) & i.id.not_in(filled) & i.state.not_in(("merged", "empty"))
        connection.execute(update(t.incidents).where(emptied).values(state="empty"))


def _put_names(connection: Connection, claims: list[tuple[int, Claim]]) -> None:
    found = [
        {"claim_key": key, "number": number, **row}
        for key, claim in claims
        for number, row in enumerate(rows.names(claim))
    ]
    if found:
        connection.execute(insert(t.names), found)


def record_of(connection: Connection, claim_key: int, number: int) -> Claim:
    """One version of a claim."""
    query = select(t.versions.c.record).where(t.versions.c.claim_key == claim_key, t.versions.c.number == number)
    return rows.claim_of(connection.execute(query).scalar_one())
