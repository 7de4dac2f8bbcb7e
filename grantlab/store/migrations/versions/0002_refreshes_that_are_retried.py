"""Back-off, warm connections, resolved attempts, times of issue, revocation debts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added as they are and not by copying the table: SQLite can, since the values that
    # rows have already are given.
    op.add_column(
        "connection",
        sa.Column("keep_warm", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("connection", sa.Column("retry_at", sa.DateTime(), nullable=True))
    op.add_column(
        "connection",
        sa.Column("unanswered_count", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column(
        "token_generation", sa.Column("issued_at", sa.DateTime(), nullable=True)
    )
    op.add_column(
        "refresh_attempt", sa.Column("resolves_id", sa.Integer(), nullable=True)
    )
    op.create_table(
        "revocation_debt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "environment",
            sa.Enum(
                "embedded",
                "sandbox",
                "production",
                name="environment",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("client_id", sa.String(length=128), nullable=False),
        sa.Column("connection_id", sa.Integer(), nullable=False),
        sa.Column("token_fingerprint", sa.String(length=12), nullable=False),
        sa.Column("sealed_token", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.DateTime(), nullable=True),
        sa.Column("last_problem", sa.Text(), nullable=False),
        sa.Column("paid_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("revocation_debt")
    op.drop_column("refresh_attempt", "resolves_id")
    op.drop_column("token_generation", "issued_at")
    op.drop_column("connection", "unanswered_count")
    op.drop_column("connection", "retry_at")
    op.drop_column("connection", "keep_warm")
