"""Documents, what was read in them, and the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


# The ledger and what was read are only ever added to. Whoever can change the file can drop these too: they keep
# mistakes out, `riwaya verify` finds what was changed on purpose.
ADDED_ONLY = ("ledger", "ledger_about", "versions", "readings", "obtainings")


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("published", sa.Text(), server_default="", nullable=False),
        sa.Column("published_from", sa.Text(), server_default="", nullable=False),
        sa.Column("published_evidence", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("path", sa.Text(), server_default="", nullable=False),
        sa.Column("encoding", sa.Text(), server_default="", nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("reading_key", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_documents")),
        sa.UniqueConstraint("doc_id", name=op.f("uq_documents_doc_id")),
        sa.UniqueConstraint("sha256", name=op.f("uq_documents_sha256")),
    )
    op.create_index(op.f("ix_documents_outlet_published"), "documents", ["outlet", "published"], unique=False)
    op.create_index(op.f("ix_documents_published"), "documents", ["published"], unique=False)
    op.create_table(
        "imports",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text(), server_default="", nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("riwaya", sa.Text(), server_default="", nullable=False),
        sa.Column("extractor", sa.Text(), server_default="", nullable=False),
        sa.Column("added", sa.Integer(), server_default="0", nullable=False),
        sa.Column("known", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reread", sa.Integer(), server_default="0", nullable=False),
        sa.Column("refused", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_imports")),
    )
    op.create_table(
        "info",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_info")),
    )
    op.create_table(
        "ledger",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("algorithm", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ledger")),
    )
    op.create_table(
        "claims",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("review", sa.Text(), server_default="", nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("day_start", sa.Text(), server_default="", nullable=False),
        sa.Column("day_end", sa.Text(), server_default="", nullable=False),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("admin1", sa.Text(), server_default="", nullable=False),
        sa.Column("place_id", sa.Text(), server_default="", nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["document_key"], ["documents.key"], name=op.f("fk_claims_document_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_claims")),
        sa.UniqueConstraint("document_key", "number", name=op.f("uq_claims_document_key_number")),
        sa.UniqueConstraint("id", name=op.f("uq_claims_id")),
    )
    op.create_index(op.f("ix_claims_country_admin1"), "claims", ["country", "admin1"], unique=False)
    op.create_index(op.f("ix_claims_day_start_day_end"), "claims", ["day_start", "day_end"], unique=False)
    op.create_index(op.f("ix_claims_type"), "claims", ["type"], unique=False)
    op.create_table(
        "ledger_about",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["ledger.seq"], name=op.f("fk_ledger_about_seq")),
        sa.PrimaryKeyConstraint("subject", "seq", name=op.f("pk_ledger_about")),
    )
    op.create_table(
        "obtainings",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("import_key", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("doc_id", sa.Text(), server_default="", nullable=False),
        sa.Column("outlet", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("published", sa.Text(), server_default="", nullable=False),
        sa.Column("path", sa.Text(), server_default="", nullable=False),
        sa.Column("encoding", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["document_key"], ["documents.key"], name=op.f("fk_obtainings_document_key")),
        sa.ForeignKeyConstraint(["import_key"], ["imports.key"], name=op.f("fk_obtainings_import_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_obtainings")),
    )
    op.create_index(op.f("ix_obtainings_document_key"), "obtainings", ["document_key"], unique=False)
    op.create_table(
        "readings",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("riwaya", sa.Text(), nullable=False),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_key"], ["documents.key"], name=op.f("fk_readings_document_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_readings")),
        sa.UniqueConstraint("document_key", "number", name=op.f("uq_readings_document_key_number")),
    )
    op.create_table(
        "refusals",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("import_key", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["import_key"], ["imports.key"], name=op.f("fk_refusals_import_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_refusals")),
    )
    op.create_index(op.f("ix_refusals_import_key"), "refusals", ["import_key"], unique=False)
    op.create_table(
        "names",
        sa.Column("claim_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["claim_key"], ["claims.key"], name=op.f("fk_names_claim_key")),
        sa.PrimaryKeyConstraint("claim_key", "number", name=op.f("pk_names")),
    )
    op.create_index(op.f("ix_names_entity"), "names", ["entity"], unique=False)
    op.create_index(op.f("ix_names_role_folded"), "names", ["role", "folded"], unique=False)
    op.create_table(
        "versions",
        sa.Column("claim_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reading_key", sa.Integer(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_key"], ["claims.key"], name=op.f("fk_versions_claim_key")),
        sa.PrimaryKeyConstraint("claim_key", "number", name=op.f("pk_versions")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION riwaya_added_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME; END $$"
        )
        for table in ADDED_ONLY:
            op.execute(
                f"CREATE TRIGGER {table}_added_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION riwaya_added_only()"
            )
        return
    for table in ADDED_ONLY:
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
            )
