"""Finding claims and documents: by words, however they are written, and by who, where, when, what and how surely.

Words are all looked for (قتل finds وقُتِلَ and «القتل»); "in quotes" they must follow one another; a * at the end finds
every word that begins so; a - before a word shuts it out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, column, exists, func, or_, select, table, text

from riwaya.arabic.words import words as split
from riwaya.casebook import rows
from riwaya.casebook import tables as t
from riwaya.casebook.engine import CasebookError
from riwaya.casebook.incidents import held
from riwaya.casebook.index import lexeme
from riwaya.casebook.shadow import Shadow, name_shadow, shadow
from riwaya.casebook.store import Casebook
from riwaya.records import Claim, Span

_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True)
class Filter:
    """What claims must fit; what is empty lets all through. Days are ISO dates, both included.

    `actor`, `place` and `source` are names, whole or in part, in Arabic or English, or the id of an entity. A
    claim without a confidence is not left out by `min_confidence`.
    """

    words: str = ""
    actor: str = ""
    place: str = ""
    source: str = ""
    country: str = ""
    day_from: str = ""
    day_to: str = ""
    types: Sequence[str] = ()
    families: Sequence[str] = ()
    statuses: Sequence[str] = ()
    outlets: Sequence[str] = ()
    incident: str = ""
    min_confidence: float = 0.0


class Hit(NamedTuple):
    """A claim that was found, the sentence that tells it, and where in that sentence the words looked for stand."""

    doc_id: str
    outlet: str
    published: str
    claim: Claim
    sentence: str
    marks: list[Span]
    path: str = ""


class DocumentHit(NamedTuple):
    """A document that was found, by its title, and how many claims of it hold."""

    doc_id: str
    outlet: str
    published: str
    title: str
    claims: int
    path: str = ""


def search(case: Casebook, wanted: Filter, limit: int = 50, offset: int = 0) -> list[Hit]:
    """The claims that fit, the latest events first. Raises CasebookError for words that cannot be looked for."""
    with case.reading() as connection:
        query = (
            select(
                t.claims.c.id,
                t.documents.c.doc_id,
                t.documents.c.outlet,
                t.documents.c.path,
                t.documents.c.published,
                t.documents.c.text,
                t.versions.c.record,
                t.members.c.incident_id,
            )
            .select_from(t.claims)
            .join(t.documents, t.documents.c.key == t.claims.c.document_key)
            .join(
                t.versions,
                (t.versions.c.claim_key == t.claims.c.key) & (t.versions.c.number == t.claims.c.version),
            )
            .outerjoin(t.members, t.members.c.claim_id == t.claims.c.id)
            .where(*_conditions(connection, wanted))
            .order_by(t.claims.c.day_start.desc(), t.claims.c.key)
            .limit(limit)
            .offset(offset)
        )
        found = connection.execute(query).all()
    stems = {stem for term in terms(wanted.words) if not term.shut_out for stem in term.words.stems}
    hits = []
    for row in found:
        claim = rows.claim_of(row.record, row.id, row.incident_id or "")
        span = claim.mentions[0] if claim.mentions else claim.trigger.span or Span(0, 0)
        sentence = row.text[span.start : span.end]
        marks = [Span(w.start, w.end) for w in split(sentence) if w.stem.lower() in stems]
        hits.append(Hit(row.doc_id, row.outlet, row.published, claim, sentence, marks, row.path))
    return hits


def count(case: Casebook, wanted: Filter) -> int:
    """How many claims fit."""
    with case.reading() as connection:
        query = (
            select(func.count())
            .select_from(t.claims)
            .join(t.documents, t.documents.c.key == t.claims.c.document_key)
            .outerjoin(t.members, t.members.c.claim_id == t.claims.c.id)
            .where(*_conditions(connection, wanted))
        )
        return connection.execute(query).scalar_one()


def search_documents(case: Casebook, words: str, limit: int = 50, offset: int = 0) -> list[DocumentHit]:
    """The documents whose text holds the words, the latest published first."""
    with case.reading() as connection:
        claims = (
            select(func.count())
            .where(t.claims.c.document_key == t.documents.c.key, *held())
            .correlate(t.documents)
            .scalar_subquery()
        )
        query = (
            select(t.documents, claims.label("claims"))
            .where(t.documents.c.key.in_(_texts(connection, words)))
            .order_by(t.documents.c.published.desc(), t.documents.c.key)
            .limit(limit)
            .offset(offset)
        )
        return [
            DocumentHit(r.doc_id, r.outlet, r.published, r.text.split("\n", 1)[0], r.claims, r.path)
            for r in connection.execute(query)
        ]


def count_documents(case: Casebook, words: str) -> int:
    """How many documents' texts hold the words."""
    with case.reading() as connection:
        query = select(func.count()).where(t.documents.c.key.in_(_texts(connection, words)))
        return connection.execute(query).scalar_one()


def incidents_at(connection: Connection, place: str) -> set[str]:
    """The incidents of which an account names the place, as `Filter.place` has it."""
    query = (
        select(t.members.c.incident_id)
        .join(t.claims, t.claims.c.id == t.members.c.claim_id)
        .where(*held(), _named(place, ("place",)))
    )
    return set(connection.execute(query).scalars())


class Term(NamedTuple):
    """One thing looked for: a word, or several that follow one another."""

    words: Shadow
    prefix: bool
    shut_out: bool


def terms(words: str) -> list[Term]:
    """What a person typed, read as in the module's description."""
    found = []
    for match in _TERM.finditer(words):
        minus, quoted, bare = match.groups()
        folded = shadow(quoted if quoted is not None else bare)
        if folded.folded:
            found.append(Term(folded, bool(bare and bare.endswith("*")), bool(minus)))
    return found


def _texts(connection: Connection, words: str) -> "Select[Any]":
    """The keys of the documents in which a passage fits."""
    fitting = _matching(connection, "passage_words", words)
    return select(t.passages.c.document_key).where(t.passages.c.key.in_(fitting))


def _matching(connection: Connection, name: str, words: str) -> "Select[Any]":
    """The keys in a table of words whose words fit."""
    wanted = terms(words)
    if not any(not term.shut_out for term in wanted):
        raise CasebookError("no word to look for" if not wanted else "a search needs a word that is not shut out")
    if connection.dialect.name == "postgresql":
        condition = text(f"{name}.words @@ CAST(:wanted AS tsquery)")
        keys: Select[Any] = select(column("key")).select_from(table(name, column("key")))
        return keys.where(condition.bindparams(bindparam("wanted", tsquery(wanted), unique=True)))
    condition = text(f"{name} MATCH :wanted").bindparams(bindparam("wanted", fts5(wanted), unique=True))
    return select(column("rowid")).select_from(table(name, column("rowid"))).where(condition)


def fts5(wanted: Sequence[Term]) -> str:
    """The terms in SQLite's full-text language. Words hold letters and digits only: nothing needs escaping."""
    yes = " AND ".join(_fts5(term) for term in wanted if not term.shut_out)
    no = "".join(f" NOT {_fts5(term)}" for term in wanted if term.shut_out)
    return f"({yes}){no}"


def _fts5(term: Term) -> str:
    star = "*" if term.prefix else ""
    folded, stems = (f'"{" ".join(words)}"{star}' for words in term.words)
    return f"(folded : {folded} OR stems : {stems})"


def tsquery(wanted: Sequence[Term]) -> str:
    """The terms as PostgreSQL writes a tsquery, over the lexemes that `index.tsvector` makes."""
    return " & ".join(("!" if term.shut_out else "") + _tsquery(term) for term in wanted)


def _tsquery(term: Term) -> str:
    star = ":*" if term.prefix else ""
    sides = (
        " <-> ".join(lexeme(letter + word) + (star if i == len(words) - 1 else "") for i, word in enumerate(words))
        for letter, words in zip("fs", term.words, strict=True)
    )
    return f"({' | '.join(f'({side})' for side in sides)})"


def _conditions(connection: Connection, wanted: Filter) -> list[Any]:
    c = t.claims.c
    found: list[Any] = list(held())
    if wanted.words.strip():
        found.append(c.key.in_(_matching(connection, "claim_words", wanted.words)))
    for name, roles in (
        (wanted.actor, ("initiator", "target")),
        (wanted.place, ("place",)),
        (wanted.source, ("source",)),
    ):
        if name:
            found.append(_named(name, roles))
    if wanted.day_from or wanted.day_to:
        days = [c.day_start != ""]
        if wanted.day_to:
            days.append(c.day_start <= wanted.day_to)
        if wanted.day_from:
            days.append(c.day_end >= wanted.day_from)
        found.append(and_(*days))
    for column_, values in ((c.type, wanted.types), (c.family, wanted.families), (c.status, wanted.statuses)):
        if values:
            found.append(column_.in_([str(value) for value in values]))
    if wanted.country:
        found.append(c.country == wanted.country.upper())
    if wanted.outlets:
        found.append(func.lower(t.documents.c.outlet).in_([outlet.lower() for outlet in wanted.outlets]))
    if wanted.incident:
        found.append(t.members.c.incident_id == wanted.incident)
    if wanted.min_confidence:
        found.append(or_(c.confidence.is_(None), c.confidence >= wanted.min_confidence))
    return found


def _named(name: str, roles: Sequence[str]) -> Any:
    """That a claim names it in one of the roles: whole words of a name, or an entity's id."""
    n = t.names.c
    fits = or_(n.entity == name, n.folded.contains(name_shadow(name), autoescape=True))
    return exists().where(n.claim_key == t.claims.c.key, n.role.in_(roles), fits)
