"""Claims found by the day on which they end, so that matching a day need not look through all earlier ones."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index(op.f("ix_claims_day_end"), "claims", ["day_end"], unique=False)
