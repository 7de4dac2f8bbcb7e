"""What a run of the verification leaves at a service that is not ours."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "verification_run", sa.Column("left_behind", sa.Text(), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("verification_run", "left_behind")
