"""How a casebook's tables came about: one step a module in `versions`, run by Alembic in their order."""
