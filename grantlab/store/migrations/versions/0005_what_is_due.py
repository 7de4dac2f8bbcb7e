"""When each connection is due to be renewed, and the indexes to find what is due."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

IS_ALIVE = sa.text("revoked_at IS NULL AND refused_at IS NULL")
IS_RETRIED = sa.text("retry_at IS NOT NULL")
IS_REFUSED = sa.text("refused_at IS NOT NULL")
IS_NEWEST = sa.text("superseded_at IS NULL")


def upgrade() -> None:
    op.add_column("connection", sa.Column("renew_at", sa.DateTime(), nullable=True))
    # What is there already is due at once; the first pass tells each when it is next.
    op.execute(
        "UPDATE connection SET renew_at = ("
        "SELECT received_at FROM token_generation"
        " WHERE token_generation.id = connection.current_generation_id)"
    )
    op.create_index(
        "ix_connection_due",
        "connection",
        ["environment", "renew_at", "id"],
        sqlite_where=IS_ALIVE,
        postgresql_where=IS_ALIVE,
    )
    op.create_index(
        "ix_connection_retried",
        "connection",
        ["environment", "retry_at"],
        sqlite_where=IS_RETRIED,
        postgresql_where=IS_RETRIED,
    )
    op.create_index(
        "ix_connection_refused",
        "connection",
        ["environment", "refused_at"],
        sqlite_where=IS_REFUSED,
        postgresql_where=IS_REFUSED,
    )
    op.create_index(
        "ix_token_generation_hard_end",
        "token_generation",
        ["hard_expires_at"],
        sqlite_where=IS_NEWEST,
        postgresql_where=IS_NEWEST,
    )


def downgrade() -> None:
    op.drop_index("ix_token_generation_hard_end", "token_generation")
    op.drop_index("ix_connection_refused", "connection")
    op.drop_index("ix_connection_retried", "connection")
    op.drop_index("ix_connection_due", "connection")
    op.drop_column("connection", "renew_at")
