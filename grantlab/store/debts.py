"""Debts of revocation: tokens that the service has yet to be told to end."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.store.models import Connection, RevocationDebt
from grantlab.store.sealing import Sealer

_IS_OWED = RevocationDebt.sealed_token.is_not(None)


class RevocationDebts:
    """Repository of debts; alone opens the tokens that are owed."""

    def __init__(
        self,
        session: scoped_session[Session],
        sealer: Sealer,
        *,
        machine_clock: Clock,
    ) -> None:
        self._session = session
        self._sealer = sealer
        self._machine_clock = machine_clock

    def add(
        self,
        connection: Connection,
        token: Secret,
        *,
        problem: str,
        retry_at: datetime | None,
        now: datetime,
    ) -> RevocationDebt:
        """Note that a token is still to be revoked, and seal it into a row of its own.

        Nothing is committed: that is done with the wipe of the connection's values, in
        one step, so that the token is in one place or the other and never in neither.
        """
        debt = RevocationDebt(
            environment=connection.environment,
            client_id=connection.client_id,
            connection_id=connection.id,
            realm_index=connection.realm_index,
            token_fingerprint=token.fingerprint,
            recorded_at=now,
            retry_at=retry_at,
            last_problem=problem,
        )
        self._session.add(debt)
        self._session.flush()
        self._sealer.seal(debt, "sealed_token", token)
        return debt

    def owed(self) -> list[RevocationDebt]:
        """Return everything that is still owed, oldest first."""
        query = select(RevocationDebt).where(_IS_OWED).order_by(RevocationDebt.id)
        return list(self._session.scalars(query))

    def due(self) -> list[RevocationDebt]:
        """Return what is owed and may be tried now, oldest first."""
        query = (
            select(RevocationDebt)
            .where(
                _IS_OWED,
                or_(
                    RevocationDebt.retry_at.is_(None),
                    RevocationDebt.retry_at <= self._machine_clock.now(),
                ),
            )
            .order_by(RevocationDebt.id)
        )
        return list(self._session.scalars(query))

    def of_connection(self, connection_id: int) -> list[RevocationDebt]:
        """Return the debts of a connection, paid ones included, oldest first."""
        query = (
            select(RevocationDebt)
            .where(RevocationDebt.connection_id == connection_id)
            .order_by(RevocationDebt.id)
        )
        return list(self._session.scalars(query))

    def token(self, debt: RevocationDebt) -> Secret:
        """Open the token that is owed.

        Raises:
            ValueWipedError: the debt was paid, or called off.
        """
        return self._sealer.unseal(debt, "sealed_token")

    def pay(self, debt: RevocationDebt, *, now: datetime) -> None:
        """Note that the service ended the token, and wipe it; the fact stays."""
        debt.paid_at = now
        debt.sealed_token = None
        self._session.commit()

    def call_off(self, debt: RevocationDebt, *, because: str) -> None:
        """Note that the token is not to be revoked any more, and wipe it; the fact stays."""
        debt.sealed_token = None
        debt.retry_at = None
        debt.last_problem = because
        self._session.commit()

    def fail(self, debt: RevocationDebt, *, problem: str, retry_at: datetime) -> None:
        """Note that another try failed, and when the next one may be made."""
        debt.tries += 1
        debt.last_problem = problem
        debt.retry_at = retry_at
        self._session.commit()
