"""Run by Alembic: takes the connection that `riwaya.casebook.schema` gives, inside its transaction."""

from alembic import context

from riwaya.casebook.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
