"""Search in folded text."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "passages",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_key"], ["documents.key"], name=op.f("fk_passages_document_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_passages")),
    )
    op.create_index(op.f("ix_passages_document_key"), "passages", ["document_key"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for table in ("claim_words", "passage_words"):
            op.execute(f"CREATE TABLE {table} (key integer PRIMARY KEY, words tsvector NOT NULL)")
            op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)")
    else:
        for table in ("claim_words", "passage_words"):
            op.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(folded, stems, tokenize='unicode61 remove_diacritics 0')"
            )
    # The words of what is already there are filled in by the program: how text is folded is no matter of tables.
    op.execute("INSERT INTO info (name, value) VALUES ('search', 'stale')")
