"""A casebook: documents, the claims read in them with all their versions, and who added what.

    with create("case.riwaya") as case:
        with Import(case, who="r.haddad", sources=["reports/"]) as run:
            run.add(document, claims)
        claims = case.claims_of(document.doc_id)

Incidents and decisions are in `incidents` and `decisions`, search in `search`, checking in `verify`: functions of a
casebook, so that this module need not know them.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, Row, func, insert, select

from riwaya.casebook import index, ledger, rows
from riwaya.casebook import tables as t
from riwaya.casebook.engine import (
    CasebookError,
    connect,
    exists,
    locate,
    making,
    reading,
    set_wal,
    shown,
    writing,
)
from riwaya.casebook.schema import NEWEST, newer, revision, upgrade
from riwaya.records import Claim, Document, DocumentClaims, Span


class Casebook:
    """An open casebook. Made by `create` or `open_casebook`; closed by `close` or at the end of a `with`."""

    def __init__(self, engine: Engine, url: URL) -> None:
        self.engine = engine
        self.url = url

    @property
    def name(self) -> str:
        """The file's path, or the URL without its password."""
        return shown(self.url)

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state from its beginning to its end."""
        return reading(self.engine)

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that is kept whole or not at all; other writers wait."""
        return writing(self.engine)

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> "Casebook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def document(self, doc_id: str) -> Document | None:
        """The document of that id, as it came."""
        with self.reading() as connection:
            row = connection.execute(select(t.documents).where(t.documents.c.doc_id == doc_id)).first()
        return document_of(row) if row else None

    def documents(self) -> Iterator[Document]:
        """All documents, in the order in which they were added."""
        with self.reading() as connection:
            query = select(t.documents).order_by(t.documents.c.key)
            for row in connection.execute(query.execution_options(yield_per=200)):
                yield document_of(row)

    def claims_of(self, doc_id: str) -> list[Claim]:
        """The claims that hold of one document, in their order, each with its id and incident."""
        with self.reading() as connection:
            key = connection.execute(select(t.documents.c.key).where(t.documents.c.doc_id == doc_id)).scalar()
            found = list(_claims(connection, t.claims.c.document_key == key, ~t.claims.c.withdrawn))
        return [claim for _, claim in found]

    def claims(self, ids: Sequence[str]) -> dict[str, Claim]:
        """Claims by id, withdrawn ones too; an id that is none is left out."""
        found: dict[str, Claim] = {}
        with self.reading() as connection:
            for start in range(0, len(ids), _MANY):
                part = ids[start : start + _MANY]
                found |= {claim.id: claim for _, claim in _claims(connection, t.claims.c.id.in_(part))}
        return found

    def results(self) -> Iterator[DocumentClaims]:
        """Each document's identity and the claims that hold, as `riwaya extract` writes them."""
        with self.reading() as connection:
            keys = connection.execute(select(t.documents.c.key).order_by(t.documents.c.key)).scalars().all()
            for start in range(0, len(keys), _MANY):
                yield from _results(connection, keys[start : start + _MANY])

    def imports(self) -> "list[Row[Any]]":
        """Every run of adding, the last one first: who, when, from what, with how many added."""
        with self.reading() as connection:
            return list(connection.execute(select(t.imports).order_by(t.imports.c.key.desc())))

    def counts(self) -> dict[str, int]:
        """How many documents, claims that hold, incidents and ledger entries there are."""
        with self.reading() as connection:
            of = {
                "documents": select(func.count()).select_from(t.documents),
                "claims": select(func.count()).select_from(t.claims).where(~t.claims.c.withdrawn),
                "incidents": select(func.count()).select_from(t.incidents).where(t.incidents.c.state == "open"),
                "entries": select(func.count()).select_from(t.ledger),
            }
            return {name: connection.execute(query).scalar_one() for name, query in of.items()}


_MANY = 500


def create(case: str | os.PathLike[str], who: str) -> Casebook:
    """Make a casebook. Raises CasebookError where one is there already, or something else is."""
    url = locate(case)
    engine = connect(url)
    try:
        set_wal(engine)
        with making(engine) as connection:
            if revision(connection):
                raise CasebookError(f"{shown(url)}: is a casebook already")
            upgrade(connection)
            connection.execute(
                insert(t.info),
                [{"name": "id", "value": str(uuid4())}, {"name": "made", "value": ledger.now()}],
            )
            index.fill_if_stale(connection)
            ledger.append(connection, who, "create", ["casebook"], None, {"tables": NEWEST})
    except BaseException:
        engine.dispose()
        raise
    return Casebook(engine, url)


def open_casebook(case: str | os.PathLike[str]) -> Casebook:
    """Open a casebook. Raises CasebookError where there is none, or where it is of another version."""
    url = locate(case)
    if not exists(url):
        raise CasebookError(f"{shown(url)}: there is no casebook; make one with `riwaya init {shown(url)}`")
    engine = connect(url)
    try:
        with reading(engine) as connection:
            found = revision(connection)
        if not found:
            raise CasebookError(f"{shown(url)}: is no casebook; make one with `riwaya init {shown(url)}`")
        if found > NEWEST:
            raise CasebookError(f"{shown(url)}: {newer(found)}")
        if found < NEWEST:
            hint = f"bring it up to date with `riwaya init {shown(url)}`, after a backup"
            raise CasebookError(f"{shown(url)}: it was made by an older Riwaya (tables {found}); {hint}")
    except BaseException:
        engine.dispose()
        raise
    return Casebook(engine, url)


def bring_up_to_date(case: str | os.PathLike[str], who: str) -> str:
    """Run the migrations that a casebook lacks; the version that it had. Nothing is done where it has all."""
    url = locate(case)
    engine = connect(url)
    try:
        with making(engine) as connection:
            found = revision(connection)
            if not found:
                raise CasebookError(f"{shown(url)}: is no casebook")
            if found != NEWEST:
                upgrade(connection)
                index.fill_if_stale(connection)
                ledger.append(connection, who, "upgrade", ["casebook"], {"tables": found}, {"tables": NEWEST})
            return found
    finally:
        engine.dispose()


def is_casebook(case: str | os.PathLike[str]) -> bool:
    """Whether there is a casebook, of whatever version, under that name."""
    url = locate(case)
    if not exists(url):
        return False
    engine = connect(url)
    try:
        with reading(engine) as connection:
            return bool(revision(connection))
    finally:
        engine.dispose()


def document_of(row: "Row[Any]") -> Document:
    evidence = json.loads(row.published_evidence) if row.published_evidence else None
    return Document(
        doc_id=row.doc_id,
        text=row.text,
        outlet=row.outlet,
        url=row.url,
        published=row.published,
        published_from=row.published_from,
        published_evidence=Span(*evidence) if evidence else None,
        language=row.language,
        path=row.path,
        encoding=row.encoding,
    )


def _claims(connection: Connection, *where: Any) -> Iterator[tuple[int, Claim]]:
    """The claims that hold where the conditions do: their document's key and the record."""
    query = (
        select(t.claims.c.document_key, t.claims.c.id, t.versions.c.record, t.members.c.incident_id)
        .join(
            t.versions,
            (t.versions.c.claim_key == t.claims.c.key) & (t.versions.c.number == t.claims.c.version),
        )
        .outerjoin(t.members, t.members.c.claim_id == t.claims.c.id)
        .where(*where)
        .order_by(t.claims.c.document_key, t.claims.c.place, t.claims.c.number)
    )
    for row in connection.execute(query):
        yield row.document_key, rows.claim_of(row.record, row.id, row.incident_id or "")


def _results(connection: Connection, keys: Sequence[int]) -> Iterator[DocumentClaims]:
    by_document: dict[int, list[Claim]] = {key: [] for key in keys}
    # A claim that a person rejected is no result; it stays in the casebook with the reason.
    held = (~t.claims.c.withdrawn, t.claims.c.review != "rejected", t.claims.c.document_key.in_(keys))
    for key, claim in _claims(connection, *held):
        by_document[key].append(claim)
    query = (
        select(t.documents, t.readings.c.extractor, t.readings.c.riwaya, t.readings.c.sentences)
        .outerjoin(t.readings, t.readings.c.key == t.documents.c.reading_key)
        .where(t.documents.c.key.in_(keys))
        .order_by(t.documents.c.key)
    )
    for row in connection.execute(query):
        document = document_of(row)
        yield DocumentClaims(
            **document.model_dump(exclude={"text", "language"}),
            text_sha256=row.sha256,
            riwaya=row.riwaya or "",
            extractor=row.extractor or "",
            sentences=[Span(*span) for span in json.loads(row.sentences or "[]")],
            claims=by_document[row.key],
        )
