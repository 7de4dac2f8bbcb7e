"""How a migration is run: over the application's own engine."""

from alembic import context
from flask import current_app

extension = current_app.extensions["migrate"]
database = extension.db

with database.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        # SQLite cannot alter most things in place; a batch rebuilds the table.
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
