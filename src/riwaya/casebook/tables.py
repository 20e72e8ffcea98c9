"""The tables of a casebook as they are now. `migrations/versions` says how they came about.

Records are kept as canonical JSON text beside the columns that they are looked up by, so that what is hashed is
what is stored. Times are ISO 8601 in UTC, days ISO dates: both sort as text. Keys are given by the writer (there is
only one at a time), so that a casebook has the same keys on both databases and after a restore.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key() -> "Column[int]":
    return Column("key", Integer, primary_key=True, autoincrement=False)


def _text(name: str, default: str | None = "") -> "Column[str]":
    return Column(name, Text, nullable=default is None, server_default=default)


info = Table("info", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

ledger = Table(
    "ledger",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("about", Text, nullable=False),  # JSON list of "kind:id"
    Column("before", Text, nullable=False),  # JSON
    Column("after", Text, nullable=False),  # JSON
    Column("algorithm", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
ledger_about = Table(
    "ledger_about",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("seq", ForeignKey("ledger.seq"), primary_key=True),
)

imports = Table(
    "imports",
    metadata,
    _key(),
    Column("started", Text, nullable=False),
    _text("finished"),  # empty: it goes on, or was cut off
    Column("who", Text, nullable=False),
    Column("sources", Text, nullable=False),  # JSON list: what the person named
    _text("riwaya"),
    _text("extractor"),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("known", Integer, nullable=False, server_default="0"),
    Column("reread", Integer, nullable=False, server_default="0"),
    Column("refused", Integer, nullable=False, server_default="0"),
)
refusals = Table(
    "refusals",
    metadata,
    _key(),
    Column("import_key", ForeignKey("imports.key"), nullable=False, index=True),
    Column("path", Text, nullable=False),
    _text("place"),
    Column("reason", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    _key(),
    Column("doc_id", Text, nullable=False, unique=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    _text("outlet"),
    _text("url"),
    _text("published"),
    _text("published_from"),
    _text("published_evidence", None),  # JSON [start, end]
    _text("language"),
    _text("path"),
    _text("encoding"),
    Column("added", Text, nullable=False),
    Column("reading_key", Integer),  # the last reading
    Index(None, "outlet", "published"),
    Index(None, "published"),
)
obtainings = Table(
    "obtainings",
    metadata,
    _key(),
    Column("document_key", ForeignKey("documents.key"), nullable=False, index=True),
    Column("import_key", ForeignKey("imports.key"), nullable=False),
    Column("at", Text, nullable=False),
    _text("doc_id"),
    _text("outlet"),
    _text("url"),
    _text("published"),
    _text("path"),
    _text("encoding"),
)
readings = Table(
    "readings",
    metadata,
    _key(),
    Column("document_key", ForeignKey("documents.key"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("riwaya", Text, nullable=False),
    Column("sentences", Text, nullable=False),  # JSON [[start, end], ...]
    UniqueConstraint("document_key", "number"),
)

claims = Table(
    "claims",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),  # "doc_id#n"
    Column("document_key", ForeignKey("documents.key"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("place", Integer, nullable=False),  # among the claims of the reading that it was last read in
    Column("version", Integer, nullable=False),  # the version that holds
    Column("withdrawn", Boolean, nullable=False),  # a newer reading has it no more
    _text("review"),  # empty, 'accepted', 'rejected', 'edited'
    # from the record of the version that holds:
    Column("type", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("status", Text, nullable=False),
    _text("day_start"),
    _text("day_end"),
    Column("precision", Text, nullable=False),
    _text("country"),
    _text("admin1"),
    _text("place_id"),
    Column("lat", Float),
    Column("lon", Float),
    Column("confidence", Float),
    UniqueConstraint("document_key", "number"),
    Index(None, "day_start", "day_end"),
    Index(None, "day_end"),
    Index(None, "country", "admin1"),
    Index(None, "type"),
)
versions = Table(
    "versions",
    metadata,
    Column("claim_key", ForeignKey("claims.key"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("reading_key", Integer),  # none: a person made it
    Column("at", Text, nullable=False),
    Column("record", Text, nullable=False),  # canonical JSON of the Claim
    Column("sha256", Text, nullable=False),
)
names = Table(
    "names",
    metadata,
    Column("claim_key", ForeignKey("claims.key"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("role", Text, nullable=False),  # initiator, target, place, source, weapon
    Column("text", Text, nullable=False),  # as written, or as the gazetteer names it
    Column("folded", Text, nullable=False),  # ' word word ', see casebook.shadow
    _text("entity"),  # id of the actor, place or origin
    Index(None, "entity"),
    Index(None, "role", "folded"),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("made", Text, nullable=False),
    Column("state", Text, nullable=False),  # 'open', 'merged' (into another), 'empty'
    _text("into"),  # the incident that it was merged into
    _text("part_of"),  # the larger incident that it belongs to
    _text("title"),
    _text("figures"),  # canonical JSON: what match made of its accounts
    _text("grade"),
    _text("grade_by"),  # empty: proposed by the machine
    Index(None, "part_of"),
)
members = Table(
    "members",
    metadata,
    Column("claim_id", ForeignKey("claims.id"), primary_key=True),
    Column("incident_id", ForeignKey("incidents.id"), nullable=False, index=True),
    Column("pinned", Boolean, nullable=False),  # a person put or held it here
)
decisions = Table(
    "decisions",
    metadata,
    _key(),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),  # "claim:ID" or "incident:ID"
    Column("change", Text, nullable=False),  # JSON: the state before and after, enough to undo it
    _text("note"),
    Column("undone_by", Integer),  # key of the decision that took it back
)
locks = Table(
    "locks",
    metadata,
    Column("incident_id", ForeignKey("incidents.id"), primary_key=True),
    Column("decision_key", ForeignKey("decisions.key"), nullable=False),
)

passages = Table(
    "passages",
    metadata,
    _key(),
    Column("document_key", ForeignKey("documents.key"), nullable=False, index=True),
)
