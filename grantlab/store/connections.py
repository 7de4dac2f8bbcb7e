"""Connections: companies that have consented."""

from datetime import datetime

import structlog
from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.environment import Environment
from grantlab.protocol.renewal_time import renew_at
from grantlab.protocol.secret import Secret
from grantlab.store.errors import ConnectionNotFoundError
from grantlab.store.generations import times_of
from grantlab.store.models import Connection, RevocationDebt, TokenGeneration
from grantlab.store.sealing import Sealer
from grantlab.store.standing import ALL_STANDINGS, Standing
from grantlab.vault.errors import KeyRingError, UnsealError

log = structlog.get_logger()

LARGEST_ID = (1 << 63) - 1
"""What a column of integers holds; a larger number cannot even be asked for."""

# Put together once: every page of a walk or connection asks it.
_WITH_NUMBER = (
    select(Connection)
    .where(Connection.id == bindparam("connection_id"))
    .execution_options(populate_existing=True)
)


LOOKED_AT = 10
"""Connections that a start looks at, to see that the index key is theirs."""


class Connections:
    """Repository of connections; alone opens company ids and names."""

    def __init__(self, session: scoped_session[Session], sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def get(self, connection_id: int) -> Connection:
        """Return a connection as it is in the database now.

        Raises:
            ConnectionNotFoundError: there is none with this number.
        """
        wanted = {"connection_id": connection_id}
        connection = (
            self._session.execute(_WITH_NUMBER, wanted).scalar()
            if connection_id <= LARGEST_ID
            else None
        )
        if connection is None:
            raise ConnectionNotFoundError(f"there is no connection {connection_id}")
        return connection

    def all(self) -> list[Connection]:
        """Return all connections, oldest first."""
        return list(
            self._session.execute(select(Connection).order_by(Connection.id)).scalars()
        )

    def standings(self) -> list[Standing]:
        """Return how all connections stand, oldest first."""
        return [Standing(*tuple(row)) for row in self._session.execute(ALL_STANDINGS)]

    def count(self) -> int:
        return self._session.execute(select(func.count(Connection.id))).scalar_one()

    def open_for(
        self,
        *,
        environment: Environment,
        realm_id: str | None,
        client_id: str,
        scopes: tuple[str, ...],
        now: datetime,
    ) -> Connection:
        """Return the row of a company that consented now: its old one, or a new one.

        Nothing is committed: that is done with the tokens, in one step.

        Raises:
            KeyBesideDataError: the company is a real one, and the vault's key lies
                beside the data.
        """
        self._sealer.check_may_keep(environment)
        connection = self._find(environment, realm_id)
        if connection is None:
            connection = Connection(environment=environment, consent=1)
            connection.realm_index = None if realm_id is None else self._index(realm_id)
        else:
            # A new consent starts afresh (L605); counted by the database, because two
            # walks may bring one company at the same moment.
            connection.consent = Connection.consent + 1
        connection.client_id = client_id
        connection.scopes = scopes
        connection.consented_at = now
        connection.revoked_at = None
        connection.verified_at = connection.verified_by = None
        self._session.add(connection)
        try:
            self._session.flush()
        except IntegrityError:
            # The other walk was first: its row is there now.
            self._session.rollback()
            return self.open_for(
                environment=environment,
                realm_id=realm_id,
                client_id=client_id,
                scopes=scopes,
                now=now,
            )
        if realm_id is not None:
            self._sealer.seal(connection, "sealed_realm_id", Secret(realm_id))
        return connection

    def realm_id(self, connection: Connection) -> str | None:
        """Return the company's id, a text of digits; ``None`` when no company was granted."""
        realm_id = self._sealer.unseal_if_kept(connection, "sealed_realm_id")
        return None if realm_id is None else realm_id.reveal()

    def company_name(self, connection: Connection | Standing) -> str | None:
        """Return the name the company gave itself, if it was ever asked."""
        name = self._sealer.unseal_if_kept(connection, "sealed_company_name")
        return None if name is None else name.reveal()

    def note_verified(
        self,
        connection: Connection,
        *,
        by: str,
        company_name: str | None,
        now: datetime,
    ) -> None:
        """Note that the company was proved to be the token's (L208).

        What cannot be stored is left out and logged: an answer has arrived by now, and the
        next one proves the company again.
        """
        number = connection.id
        connection.verified_at = now
        connection.verified_by = by
        if company_name is not None:
            self._sealer.seal(connection, "sealed_company_name", Secret(company_name))
        try:
            self._session.commit()
        except SQLAlchemyError as exc:
            self._session.rollback()
            log.warning(
                "a proved company could not be noted",
                error=type(exc).__name__,
                connection=number,
            )

    def check_index(self) -> None:
        """Check that companies can be found by the index key that is in use.

        A few are looked at: one row that somebody altered does not keep everything from
        starting.

        Raises:
            KeyRingError: they were stored under another one.
        """
        query = (
            select(Connection)
            .where(Connection.sealed_realm_id.is_not(None))
            .limit(LOOKED_AT)
        )
        found = [
            connection.realm_index == self._index(realm_id)
            for connection in self._session.execute(query).scalars()
            if (realm_id := self._realm_id_if_it_opens(connection)) is not None
        ]
        if found and not any(found):
            raise KeyRingError(
                "the index key of the key ring is not the one that companies are found by"
            )

    def find(self, environment: Environment, realm_id: str) -> Connection | None:
        """Return the row of a company, if it has one."""
        return self._find(environment, realm_id)

    def has_consented_since(self, debt: RevocationDebt) -> bool:
        """Tell whether the company of a debt has a consent that is younger, and not ended.

        To end the token that is owed would end that consent, too.
        """
        if debt.realm_index is None:
            return False
        query = select(
            exists().where(
                Connection.environment == debt.environment,
                Connection.client_id == debt.client_id,
                Connection.realm_index == debt.realm_index,
                Connection.consented_at >= debt.recorded_at,
                Connection.revoked_at.is_(None),
            )
        )
        return self._session.execute(query).scalar_one()

    def keep_warm(self, connection: Connection) -> None:
        """Let the renewal keep the access token alive, too."""
        connection.keep_warm = True
        self._set_due(connection)

    def let_cool(self, connection: Connection) -> None:
        """Let the access token end where nobody uses it; the refresh token is renewed."""
        connection.keep_warm = False
        self._set_due(connection)

    def remove(self, connection: Connection) -> None:
        """Forget a connection here; the service is not told."""
        self._session.delete(connection)
        self._session.commit()

    def _set_due(self, connection: Connection) -> None:
        if connection.current_generation_id is not None:
            current = self._session.get_one(
                TokenGeneration, connection.current_generation_id
            )
            connection.renew_at = renew_at(
                times_of(current), keep_warm=connection.keep_warm
            )
        self._session.commit()

    def _find(
        self, environment: Environment, realm_id: str | None
    ) -> Connection | None:
        if realm_id is None:
            return None
        query = (
            select(Connection)
            .where(
                Connection.environment == environment,
                Connection.realm_index == self._index(realm_id),
            )
            .execution_options(populate_existing=True)
        )
        return self._session.execute(query).scalar()

    def _realm_id_if_it_opens(self, connection: Connection) -> str | None:
        try:
            return self.realm_id(connection)
        except UnsealError:
            return None

    def _index(self, realm_id: str) -> str:
        return self._sealer.vault.index(realm_id)
