"""Adding documents and what was read in them: one transaction a document, so that a run can be cut off anywhere.

    with Import(case, who, sources, extractor="encoder/3", riwaya="0.1.0") as run:
        if not run.knows(document):
            run.add(document, claims)

A text is kept once, by its hash. When it comes again, that it came is noted; it is read again only by another
extractor, which makes new versions of its claims and changes nothing that a person decided.
"""

from collections.abc import Sequence
from enum import StrEnum
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from riwaya.casebook import index, ledger, rows
from riwaya.casebook import tables as t
from riwaya.casebook.ledger import canonical, sha256
from riwaya.casebook.readings import add_reading
from riwaya.casebook.store import Casebook
from riwaya.records import Document, DocumentClaims

_FACTS = ("outlet", "url", "published")


class Outcome(StrEnum):
    """What became of one document: new; there already; there already, and read anew."""

    ADDED = "added"
    KNOWN = "known"
    REREAD = "reread"


class Import:
    """One run of adding. `counts` holds how many were added, known, reread, refused. Used as a context manager."""

    def __init__(
        self, case: Casebook, who: str, sources: Sequence[str] = (), extractor: str = "", riwaya: str = ""
    ) -> None:
        self.case = case
        self.who = who
        self.extractor = extractor
        self.riwaya = riwaya
        self.counts = {"added": 0, "known": 0, "reread": 0, "refused": 0}
        self._finished = False
        self._known: set[tuple[str, tuple[str, ...]]] = set()
        with case.writing() as connection:
            self.key = _next(connection, t.imports)
            connection.execute(
                insert(t.imports),
                {
                    "key": self.key,
                    "started": ledger.now(),
                    "who": who,
                    "sources": canonical(list(sources)),
                    "riwaya": riwaya,
                    "extractor": extractor,
                },
            )

    def knows(self, document: Document) -> bool:
        """Whether the document is there and was read by this run's extractor, so that nobody need read it again.

        That it was seen again is noted where it came from elsewhere than before.
        """
        facts = _facts(document)
        digest = sha256(document.text)
        if (digest, facts) in self._known:
            self.counts["known"] += 1
            return True
        with self.case.reading() as connection:
            row = _find(connection, digest)
            if row is None or not self._was_read(connection, row.key) or _completion(row, document):
                return False
            noted = _is_noted(connection, row.key, document)
        if not noted:
            with self.case.writing() as connection:
                self._note(connection, row.key, document)
        self._known.add((digest, facts))
        self.counts["known"] += 1
        return True

    def add(self, document: Document, result: DocumentClaims) -> Outcome:
        """Keep a document and its claims, or a further reading of one that is there. All of it, or nothing.

        Raises rows.BrokenRecord where a claim does not fit the text or the text cannot be kept.
        """
        if "\x00" in document.text:
            raise rows.BrokenRecord("the text holds a NUL character, which no database keeps")
        rows.check_fit(document, result.claims)
        with self.case.writing() as connection:
            row = _find(connection, sha256(document.text))
            if row is None:
                outcome = Outcome.ADDED
                self._insert(connection, document, result)
            else:
                outcome = self._again(connection, row, document, result)
        self.counts[outcome.value] += 1
        return outcome

    def refuse(self, path: str, place: str, reason: str) -> None:
        """Note an input that gave no document."""
        self.counts["refused"] += 1
        with self.case.writing() as connection:
            key = _next(connection, t.refusals)
            row = {"key": key, "import_key": self.key, "path": path, "place": place, "reason": reason}
            connection.execute(insert(t.refusals), {k: _storable(v) for k, v in row.items()})

    def finish(self) -> None:
        """Note that the run came to its end, and what it did; a run without this was cut off."""
        if self._finished:
            return
        self._finished = True
        with self.case.writing() as connection:
            finished = ledger.now()
            connection.execute(
                update(t.imports).where(t.imports.c.key == self.key).values(finished=finished, **self.counts)
            )
            sources = connection.execute(select(t.imports.c.sources).where(t.imports.c.key == self.key)).scalar()
            after = {"sources": sources, "extractor": self.extractor, "riwaya": self.riwaya, **self.counts}
            ledger.append(connection, self.who, "import", [f"import:{self.key}"], None, after, finished)

    def __enter__(self) -> "Import":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.finish()

    def _insert(self, connection: Connection, document: Document, result: DocumentClaims) -> None:
        digest = sha256(document.text)
        key = _next(connection, t.documents)
        doc_id = document.doc_id
        if connection.execute(select(t.documents.c.key).where(t.documents.c.doc_id == doc_id)).first():
            # Another text under a known id (an article that was changed): both are kept, told apart by hash.
            doc_id = f"{doc_id}~{digest[:8]}"
        at = ledger.now()
        evidence = document.published_evidence
        kept = {
            **document.model_dump(exclude={"text", "doc_id", "published_evidence"}),
            "published_evidence": canonical(list(evidence)) if evidence else None,
            "doc_id": doc_id,
            "sha256": digest,
            "added": at,
        }
        connection.execute(insert(t.documents), {**kept, "key": key, "text": document.text})
        self._note(connection, key, document, at)
        index.put_document(connection, key, document.text)
        changes = add_reading(connection, key, doc_id, document.text, result, at)
        after = {"document": kept, "given_id": document.doc_id, "import": self.key, **changes.after}
        ledger.append(connection, self.who, "add", [f"document:{doc_id}"], None, after, at)

    def _again(self, connection: Connection, row: "Row[Any]", document: Document, result: DocumentClaims) -> Outcome:
        completion = _completion(row, document)
        if not _is_noted(connection, row.key, document):
            self._note(connection, row.key, document)
        if self._was_read(connection, row.key, result.extractor, result.riwaya) and not completion:
            return Outcome.KNOWN
        at = ledger.now()
        before: dict[str, Any] = {}
        if completion:
            before["document"] = {name: getattr(row, name) for name in completion}
            connection.execute(update(t.documents).where(t.documents.c.key == row.key).values(completion))
        changes = add_reading(connection, row.key, row.doc_id, row.text, result, at)
        after = {"document": completion, "import": self.key, **changes.after}
        about = [f"document:{row.doc_id}", *changes.about]
        ledger.append(connection, self.who, "reread", about, {**before, **changes.before}, after, at)
        return Outcome.REREAD

    def _was_read(
        self, connection: Connection, document_key: int, extractor: str | None = None, riwaya: str | None = None
    ) -> bool:
        query = select(t.readings.c.key).where(
            t.readings.c.document_key == document_key,
            t.readings.c.extractor == (self.extractor if extractor is None else extractor),
            t.readings.c.riwaya == (self.riwaya if riwaya is None else riwaya),
        )
        return connection.execute(query).first() is not None

    def _note(self, connection: Connection, document_key: int, document: Document, at: str = "") -> None:
        row = {
            "key": _next(connection, t.obtainings),
            "document_key": document_key,
            "import_key": self.key,
            "at": at or ledger.now(),
            **{name: getattr(document, name) for name in ("doc_id", *_FACTS, "path", "encoding")},
        }
        connection.execute(insert(t.obtainings), {k: _storable(v) for k, v in row.items()})


def _next(connection: Connection, table: Any) -> int:
    """The next key of a table; only one writer is at work at a time."""
    return (connection.execute(select(func.max(table.c.key))).scalar() or 0) + 1


def _storable(value: Any) -> Any:
    """A file's name may hold what no database keeps; it is for the reader's eye only."""
    if not isinstance(value, str):
        return value
    return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _find(connection: Connection, digest: str) -> "Row[Any] | None":
    return connection.execute(select(t.documents).where(t.documents.c.sha256 == digest)).first()


def _facts(document: Document) -> tuple[str, ...]:
    return (document.doc_id, *(getattr(document, name) for name in _FACTS))


def _completion(row: "Row[Any]", document: Document) -> dict[str, str]:
    """What the document says of itself where the casebook knew nothing, or only what it had inferred."""
    new = {name: getattr(document, name) for name in _FACTS if not getattr(row, name) and getattr(document, name)}
    if row.published_from in ("inferred", "option") and document.published_from == "given":
        new["published"] = document.published
    if "published" in new:
        new["published_from"] = document.published_from
    return {name: value for name, value in new.items() if value != getattr(row, name)}


def _is_noted(connection: Connection, document_key: int, document: Document) -> bool:
    o = t.obtainings.c
    query = select(o.key).where(
        o.document_key == document_key,
        o.doc_id == document.doc_id,
        *(getattr(o, name) == getattr(document, name) for name in _FACTS),
        o.path == _storable(document.path),
    )
    return connection.execute(query).first() is not None
