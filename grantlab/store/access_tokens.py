"""The access token that acts for a connection now, read as fast as it can be.

An integration asks for it before every call, so this is the one place that goes past
SQLAlchemy Core: the statement is Core's, and so are the types that read its columns, but
the driver executes it. Decision 0022 has the figures.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Engine
from sqlalchemy.types import TypeEngine

from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.store.errors import ConnectionNotFoundError, ValueWipedError
from grantlab.store.models import Connection, TokenGeneration
from grantlab.vault.vault import Vault

_C, _G = Connection.__table__.c, TokenGeneration.__table__.c
CURRENT = (
    select(
        _C.id,
        _C.environment,
        _C.revoked_at,
        _G.id,
        _G.number,
        _G.access_expires_at,
        _G.sealed_access_token,
    )
    .select_from(Connection)
    .outerjoin(TokenGeneration, _G.id == _C.current_generation_id)
    .where(_C.id == bindparam("connection_id"))
)
"""The columns of a `HeldToken`, in its order."""


class HeldToken(NamedTuple):
    """An access token as it lies in the store, still sealed."""

    connection_id: int
    environment: Environment
    revoked_at: datetime | None
    """When the connection was ended from here; ``None`` while it acts."""

    generation_id: int
    number: int
    expires_at: datetime | None
    """By the clock of its environment; ``None`` when the service told no lifetime."""

    sealed: bytes | None
    """``None`` when there is none: an import may have brought a refresh token alone."""


_GENERATION = HeldToken._fields.index("generation_id")


class AccessTokens:
    """Reads access tokens; never an older one than any process has committed.

    The connection is borrowed for one statement that begins and ends by itself, so
    nothing that this thread or another has read before can stand in the answer's way.
    """

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self._engine = engine
        self._vault = vault
        compiled = CURRENT.compile(engine)
        self._statement = str(compiled)
        self._is_positional = compiled.positional
        self._is_server = engine.dialect.name == "postgresql"
        self._readers = [
            _reader(column.type, engine) for column in CURRENT.selected_columns
        ]

    def held(self, connection_id: int) -> HeldToken:
        """Return the access token of a connection's newest generation, unopened.

        Raises:
            ConnectionNotFoundError: there is none with this number.
            ValueWipedError: it has no tokens.
        """
        row = self._read(connection_id)
        if row is None:
            raise ConnectionNotFoundError(f"there is no connection {connection_id}")
        if row[_GENERATION] is None:
            raise ValueWipedError(f"connection {connection_id} has no tokens")
        return HeldToken._make(
            [
                value if read is None else read(value)
                for read, value in zip(self._readers, row, strict=True)
            ]
        )

    def open(self, held: HeldToken) -> Secret:
        """Open an access token.

        Raises:
            UnsealError: the stored value did not open.
            ValueWipedError: there is none.
        """
        if held.sealed is None:
            raise ValueWipedError(
                f"connection {held.connection_id} has no access token"
            )
        place = f"token_generation/{held.generation_id}/sealed_access_token"
        return self._vault.unseal(held.sealed, place=place)

    def _read(self, connection_id: int) -> Any:
        wanted: Any = (
            (connection_id,)
            if self._is_positional
            else {"connection_id": connection_id}
        )
        borrowed = self._engine.raw_connection()
        try:
            # The driver keeps a statement prepared as long as its text is the same.
            driver: Any = borrowed.driver_connection
            if not self._is_server:
                return driver.execute(self._statement, wanted).fetchone()
            # Begin and rollback would each be another way to the server and back.
            driver.autocommit = True
            try:
                return driver.execute(self._statement, wanted).fetchone()
            finally:
                driver.autocommit = False
        finally:
            borrowed.close()


def _reader(kind: TypeEngine[Any], engine: Engine) -> Callable[[Any], Any] | None:
    """Return what a column's own type makes of a value of the driver's."""
    return kind.dialect_impl(engine.dialect).result_processor(engine.dialect, None)
