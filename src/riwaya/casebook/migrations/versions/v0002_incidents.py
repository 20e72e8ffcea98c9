"""Incidents and what persons decided."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_subject"), "decisions", ["subject"], unique=False)
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("into", sa.Text(), server_default="", nullable=False),
        sa.Column("part_of", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("figures", sa.Text(), server_default="", nullable=False),
        sa.Column("grade", sa.Text(), server_default="", nullable=False),
        sa.Column("grade_by", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(op.f("ix_incidents_part_of"), "incidents", ["part_of"], unique=False)
    op.create_table(
        "locks",
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("decision_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_key"], ["decisions.key"], name=op.f("fk_locks_decision_key")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_locks_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_locks")),
    )
    op.create_table(
        "members",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_members_claim_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_members_incident_id")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_members")),
    )
    op.create_index(op.f("ix_members_incident_id"), "members", ["incident_id"], unique=False)
