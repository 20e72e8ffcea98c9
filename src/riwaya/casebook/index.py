"""The words that search looks in, kept beside documents and claims: FTS5 in SQLite, tsvector in PostgreSQL.

Both hold the same folded words (see `shadow`); neither database's own idea of Arabic is used.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from riwaya.casebook import rows
from riwaya.casebook import tables as t
from riwaya.casebook.shadow import Shadow, shadow

# PostgreSQL counts positions up to 16,383 and holds no tsvector over 1 MB: long documents are cut into passages.
PASSAGE_WORDS = 4000


def put_claims(connection: Connection, texts: Iterable[tuple[int, str]], *, replace: bool = True) -> None:
    """Index claims by key: the text that each is found by. What was indexed before is replaced."""
    _put(connection, "claim_words", [(key, shadow(words)) for key, words in texts], replace)


def put_document(connection: Connection, document_key: int, words: str) -> None:
    """Index a document's text, which never changes: once, when it is added."""
    first = (connection.execute(select(func.max(t.passages.c.key))).scalar() or 0) + 1
    passages = list(enumerate(_passages(shadow(words)), first))
    if passages:
        connection.execute(insert(t.passages), [{"key": k, "document_key": document_key} for k, _ in passages])
        _put(connection, "passage_words", passages, replace=False)


def fill_if_stale(connection: Connection) -> None:
    """Fill the index of a casebook that was made before there was one."""
    state = select(t.info.c.value).where(t.info.c.name == "search")
    if connection.execute(state).scalar() == "stale":
        fill(connection)
        connection.execute(update(t.info).where(t.info.c.name == "search").values(value="ready"))


def fill(connection: Connection) -> None:
    """Make the whole index anew from the documents and the claims that hold."""
    for table in ("claim_words", "passage_words"):
        connection.execute(text(f"DELETE FROM {table}"))
    connection.execute(delete(t.passages))
    keys = connection.execute(select(t.documents.c.key).order_by(t.documents.c.key)).scalars().all()
    for key in keys:
        words = connection.execute(select(t.documents.c.text).where(t.documents.c.key == key)).scalar_one()
        put_document(connection, key, words)
        query = (
            select(t.claims.c.key, t.versions.c.record)
            .join(
                t.versions,
                (t.versions.c.claim_key == t.claims.c.key) & (t.versions.c.number == t.claims.c.version),
            )
            .where(t.claims.c.document_key == key)
        )
        found = [(row.key, rows.claim_of(row.record)) for row in connection.execute(query)]
        put_claims(connection, [(k, rows.words(words, claim)) for k, claim in found], replace=False)


def _passages(words: Shadow) -> Iterator[Shadow]:
    for start in range(0, len(words.folded), PASSAGE_WORDS):
        end = start + PASSAGE_WORDS
        yield Shadow(words.folded[start:end], words.stems[start:end])


def _put(connection: Connection, table: str, entries: list[tuple[int, Shadow]], replace: bool) -> None:
    if not entries:
        return
    if connection.dialect.name == "postgresql":
        put = f"INSERT INTO {table} (key, words) VALUES (:key, CAST(:words AS tsvector))"
        if replace:
            put += " ON CONFLICT (key) DO UPDATE SET words = excluded.words"
        connection.execute(text(put), [{"key": key, "words": tsvector(words)} for key, words in entries])
        return
    if replace:
        connection.execute(text(f"DELETE FROM {table} WHERE rowid = :key"), [{"key": k} for k, _ in entries])
    parameters: list[dict[str, Any]] = [
        {"key": key, "folded": " ".join(words.folded), "stems": " ".join(words.stems)} for key, words in entries
    ]
    connection.execute(text(f"INSERT INTO {table} (rowid, folded, stems) VALUES (:key, :folded, :stems)"), parameters)


def tsvector(words: Shadow) -> str:
    """The words as PostgreSQL writes a tsvector; 'f' and 's' before a word tell folded words from stems.

    It is written out rather than left to to_tsvector('simple', ...), whose parser splits words by the server's
    locale; what it would index of these words is the same.
    """
    places: dict[str, list[int]] = {}
    for number, (folded, stem) in enumerate(zip(words.folded, words.stems, strict=True), 1):
        places.setdefault("f" + folded, []).append(number)
        places.setdefault("s" + stem, []).append(number)
    return " ".join(f"{lexeme(w)}:{','.join(map(str, at[:250]))}" for w, at in places.items())


def lexeme(word: str) -> str:
    """A word as it stands in a tsvector or tsquery."""
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled[:500]}'"
