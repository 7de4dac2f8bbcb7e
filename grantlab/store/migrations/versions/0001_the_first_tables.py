"""The first tables: walks, attempts, connections, generations, journal, round trips."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "connection",
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
        sa.Column("realm_index", sa.String(length=64), nullable=True),
        sa.Column("sealed_realm_id", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_company_name", sa.LargeBinary(), nullable=True),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("consented_at", sa.DateTime(), nullable=False),
        sa.Column("consent", sa.Integer(), nullable=False),
        sa.Column("current_generation_id", sa.Integer(), nullable=True),
        sa.Column("verified_at", sa.DateTime(), nullable=True),
        sa.Column("verified_by", sa.String(length=32), nullable=True),
        sa.Column("refused_at", sa.DateTime(), nullable=True),
        sa.Column("unanswered_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("environment", "realm_index"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "key_pair",
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
        sa.Column("sealed_client_secret", sa.LargeBinary(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("environment"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "refresh_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("connection_id", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("sent_generation_id", sa.Integer(), nullable=False),
        sa.Column("sent_fingerprint", sa.String(length=12), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "rotated",
                "unchanged",
                "refused",
                "malformed",
                "no-answer",
                "abandoned",
                name="outcome",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("generation_id", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["connection.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("refresh_attempt", schema=None) as batch_op:
        batch_op.create_index(
            "ix_refresh_attempt_connection", ["connection_id"], unique=False
        )

    op.create_table(
        "walk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(length=16), nullable=False),
        sa.Column("browser_digest", sa.String(length=64), nullable=False),
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
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("uses_pkce", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("connection_id", sa.Integer(), nullable=True),
        sa.Column("stray_at", sa.DateTime(), nullable=True),
        sa.Column("stray_problem", sa.String(length=32), nullable=True),
        sa.Column("sealed_stray_state", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["connection.id"], ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("handle"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "authorization_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("walk_id", sa.Integer(), nullable=False),
        sa.Column("browser_digest", sa.String(length=64), nullable=False),
        sa.Column("client_id", sa.String(length=128), nullable=False),
        sa.Column("redirect_uri", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("state_digest", sa.String(length=64), nullable=False),
        sa.Column("state_fingerprint", sa.String(length=12), nullable=False),
        sa.Column("sealed_state", sa.LargeBinary(), nullable=True),
        sa.Column("verifier_fingerprint", sa.String(length=12), nullable=True),
        sa.Column("sealed_code_verifier", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=True),
        sa.Column("error", sa.String(length=64), nullable=True),
        sa.Column("code_fingerprint", sa.String(length=12), nullable=True),
        sa.Column("sealed_code", sa.LargeBinary(), nullable=True),
        sa.Column("code_taken_at", sa.DateTime(), nullable=True),
        sa.Column("sealed_realm_id", sa.LargeBinary(), nullable=True),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("id_token_fingerprint", sa.String(length=12), nullable=True),
        sa.Column("sealed_id_claims", sa.LargeBinary(), nullable=True),
        sa.Column("id_token_problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("authorization_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_attempt_state", ["state_digest"], unique=True)
        batch_op.create_index("ix_attempt_walk", ["walk_id"], unique=False)

    op.create_table(
        "round_trip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("walk_id", sa.Integer(), nullable=True),
        sa.Column("connection_id", sa.Integer(), nullable=True),
        sa.Column(
            "purpose",
            sa.Enum(
                "metadata",
                "jwks",
                "authorization-request",
                "authorization-response",
                "exchange",
                "refresh",
                "revocation",
                "userinfo",
                "company-info",
                name="purpose",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
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
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("request_headers", sa.Text(), nullable=False),
        sa.Column("request_body", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=128), nullable=False),
        sa.Column("response_headers", sa.Text(), nullable=False),
        sa.Column("response_body", sa.Text(), nullable=False),
        sa.Column("sealed_private_body", sa.LargeBinary(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("elapsed_us", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.String(length=128), nullable=True),
        sa.Column("sent_on_purpose", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["connection.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("round_trip", schema=None) as batch_op:
        batch_op.create_index(
            "ix_round_trip_connection", ["connection_id", "id"], unique=False
        )
        batch_op.create_index("ix_round_trip_walk", ["walk_id", "id"], unique=False)

    op.create_table(
        "token_generation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("connection_id", sa.Integer(), nullable=False),
        sa.Column("walk_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("consent", sa.Integer(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "exchange",
                "refresh",
                "import",
                name="origin",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("access_fingerprint", sa.String(length=12), nullable=False),
        sa.Column("refresh_fingerprint", sa.String(length=12), nullable=True),
        sa.Column("sealed_access_token", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_refresh_token", sa.LargeBinary(), nullable=True),
        sa.Column("access_expires_at", sa.DateTime(), nullable=True),
        sa.Column("refresh_expires_at", sa.DateTime(), nullable=True),
        sa.Column("hard_expires_at", sa.DateTime(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.Column("oddities", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["connection.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("connection_id", "number"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pending_authorization",
        sa.Column("state_digest", sa.String(length=64), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("browser_digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["authorization_attempt.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("state_digest"),
    )


def downgrade() -> None:
    op.drop_table("pending_authorization")
    op.drop_table("token_generation")
    with op.batch_alter_table("round_trip", schema=None) as batch_op:
        batch_op.drop_index("ix_round_trip_walk")
        batch_op.drop_index("ix_round_trip_connection")

    op.drop_table("round_trip")
    with op.batch_alter_table("authorization_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_attempt_walk")
        batch_op.drop_index("ix_attempt_state")

    op.drop_table("authorization_attempt")
    op.drop_table("walk")
    with op.batch_alter_table("refresh_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_refresh_attempt_connection")

    op.drop_table("refresh_attempt")
    op.drop_table("key_pair")
    op.drop_table("connection")
