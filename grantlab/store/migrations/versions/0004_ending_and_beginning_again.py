"""Companies of debts, and walks that were begun to consent again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "revocation_debt", sa.Column("realm_index", sa.String(length=64), nullable=True)
    )
    op.add_column("walk", sa.Column("reconnects_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("walk", "reconnects_id")
    op.drop_column("revocation_debt", "realm_index")
