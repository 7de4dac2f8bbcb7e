"""The cases of the desk: texts that were pasted to be diagnosed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "diagnosis_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(length=32), nullable=False),
        sa.Column("text_index", sa.String(length=64), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_title", sa.LargeBinary(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("cause_id", sa.String(length=64), nullable=True),
        sa.Column("pasted_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("handle"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_diagnosis_case_text", "diagnosis_case", ["text_index"])
    op.create_index("ix_diagnosis_case_changed", "diagnosis_case", ["changed_at"])


def downgrade() -> None:
    op.drop_index("ix_diagnosis_case_changed", "diagnosis_case")
    op.drop_index("ix_diagnosis_case_text", "diagnosis_case")
    op.drop_table("diagnosis_case")
