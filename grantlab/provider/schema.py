"""The provider's tables.

A code or a token stays after its end, so that its whole life can be shown. Only a new
world takes them away, and a developer what is on the app's page. Of codes and tokens
only the SHA-256 is kept; its first twelve digits are the fingerprint.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as whole microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, _dialect: Dialect
    ) -> int | None:
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(
        self, value: int | None, _dialect: Dialect
    ) -> datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


class Length(TypeDecorator[timedelta]):
    """A length of time, kept as whole microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(
        self, value: timedelta | None, _dialect: Dialect
    ) -> int | None:
        return None if value is None else value // _MICROSECOND

    def process_result_value(
        self, value: int | None, _dialect: Dialect
    ) -> timedelta | None:
        return None if value is None else value * _MICROSECOND


metadata = MetaData()

setting = Table(
    "setting",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What this provider made for itself at first run: its session key, its signing key, and
the token of its bench."""

bench = Table(
    "bench",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("clock_offset", Length, nullable=False),
    Column("preset", String(20), nullable=False),
    Column("knobs", Text, nullable=False),
)
"""How the bench is set: one row. Its revision grows with every change but the clock's."""

armed_fault = Table(
    "armed_fault",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(40), nullable=False),
    Column("amount", Length),
    Column("remaining", Integer),
    Column("armed_at", Moment, nullable=False),
    Column("ends_at", Moment),
    sqlite_autoincrement=True,
)
"""A fault that waits for its requests; it is taken off when it has had them."""

key_pair = Table(
    "key_pair",
    metadata,
    Column("pair", String(20), primary_key=True),
    Column("client_id", String(50), nullable=False, unique=True),
    Column("client_secret", String(40), nullable=False),
)
"""The app's two key pairs. The secret is kept as it is, because a page shows it."""

redirect_uri = Table(
    "redirect_uri",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pair", ForeignKey("key_pair.pair"), nullable=False),
    Column("uri", Text, nullable=False),
    UniqueConstraint("pair", "uri"),
)

scope = Table(
    "scope",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("value", String(80), nullable=False, unique=True),
    Column("enabled", Boolean, nullable=False),
)

chain = Table(
    "chain",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("client_id", String(50), nullable=False),
    Column("realm_id", String(32)),
    Column("scopes", Text, nullable=False),
    Column("consented_at", Moment, nullable=False),
    Column("hard_expires_at", Moment, nullable=False),
    Index("chain_consent", "client_id", "realm_id"),
    sqlite_autoincrement=True,
)
"""One exchanged consent: the line of refresh tokens that replace one another."""

code = Table(
    "code",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("client_id", String(50), nullable=False),
    Column("redirect_uri", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("realm_id", String(32)),
    Column("code_challenge", String(128)),
    Column("code_challenge_method", String(5)),
    Column("signed_in_at", Moment, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    Column("revoked_because", String(40)),
    Column("chain_id", ForeignKey("chain.id")),
    sqlite_autoincrement=True,
)

token = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("kind", String(10), nullable=False),
    Column("chain_id", ForeignKey("chain.id"), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("replaced_at", Moment),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    Column("revoked_because", String(40)),
    Index("token_chain", "chain_id"),
    Index(
        "token_newest",
        "chain_id",
        unique=True,
        sqlite_where=text("kind = 'refresh' AND replaced_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)
"""Of the refresh tokens of one chain exactly one has not been replaced."""

refusal = Table(
    "refusal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("intuit_tid", String(40), nullable=False),
    Column("endpoint", String(20), nullable=False),
    Column("status", Integer, nullable=False),
    Column("error", String(40), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("client_id", String(50)),
    Column("fingerprint", String(12)),
    Column("chain_id", ForeignKey("chain.id")),
    sqlite_autoincrement=True,
)
"""Every no, with the reason that the wire was not told."""

WORLD = (refusal, code, token, chain, armed_fault)
"""What a new world begins without, in an order that leaves no row without its chain."""
