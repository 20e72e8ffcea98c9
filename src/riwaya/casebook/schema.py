"""Versions of a casebook's tables: which it has, and bringing it to the newest by the packaged migrations."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from riwaya.casebook.engine import CasebookError

if TYPE_CHECKING:
    from alembic.config import Config


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "riwaya.casebook:migrations")
    config.attributes["connection"] = connection
    return config


def revisions() -> list[str]:
    """All versions of the tables, the first one first."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(_config())
    return [step.revision for step in reversed(list(script.walk_revisions()))]


# Named here too, so that opening a casebook need not load Alembic; a test holds the two together.
NEWEST = "0004"


def revision(connection: Connection) -> str:
    """The version of a casebook's tables; empty where there is no casebook in the database."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def upgrade(connection: Connection, to: str = NEWEST) -> None:
    """Make the tables, or bring them from an earlier version to the given one. Raises CasebookError."""
    from alembic import command

    found = revision(connection)
    if not found and inspect(connection).get_table_names():
        raise CasebookError("the database holds tables of something else")
    if found and found not in revisions():
        raise CasebookError(newer(found))
    command.upgrade(_config(connection), to)


def newer(found: str) -> str:
    return f"it was made by a newer Riwaya (its tables are version {found}, this one knows {NEWEST})"
