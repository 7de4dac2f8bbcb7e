"""Claims and their journal: one refresh at a time, and none that leaves no trace."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, bindparam, or_, select, true, update
from sqlalchemy.orm import Session, scoped_session

from grantlab.runtime.clock import Clock
from grantlab.store.errors import RefreshInProgressError
from grantlab.store.models import Connection, Outcome, RefreshAttempt, TokenGeneration

CLAIM_LIFETIME = timedelta(seconds=90)
"""By machine time; three times as long as a request may take."""

# Put together once, because a page asks it.
_OF_CONNECTION = (
    select(RefreshAttempt)
    .where(RefreshAttempt.connection_id == bindparam("connection_id"))
    .order_by(RefreshAttempt.id)
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A hold on one connection, with the number that fences every later write."""

    connection_id: int
    number: int
    attempt_id: int


class Claims:
    """Takes and releases claims; writes the journal with them."""

    def __init__(
        self, session: scoped_session[Session], *, machine_clock: Clock
    ) -> None:
        self._session = session
        self._machine_clock = machine_clock

    def take(
        self,
        connection: Connection,
        sent: TokenGeneration,
        *,
        newest: TokenGeneration | None = None,
        asked_by: str,
        now: datetime,
    ) -> Claim:
        """Hold a connection against other refreshes, and note what is about to be sent.

        The claim is a committed value and not an open transaction, because a request goes
        over the wire while it is held. It ends by machine time, because the bench may
        move the other clock. Whoever takes over an expired claim ends its attempt in the
        journal; the value it had sent is sent again.

        With ``newest`` the claim is given only while that generation is current: a pair
        that was read before the claim may have been replaced meanwhile.

        Raises:
            RefreshInProgressError: somebody else holds it, or held it a moment ago and
                has the result; look for it.
        """
        machine_now = self._machine_clock.now()
        free = or_(
            Connection.claimed_until.is_(None), Connection.claimed_until <= machine_now
        )
        unchanged = (
            true() if newest is None else Connection.current_generation_id == newest.id
        )
        number = self._session.execute(
            update(Connection)
            .where(Connection.id == connection.id, free, unchanged)
            .values(
                claim=Connection.claim + 1, claimed_until=machine_now + CLAIM_LIFETIME
            )
            .returning(Connection.claim)
        ).scalar()
        if number is None:
            self._session.rollback()
            raise RefreshInProgressError(
                f"connection {connection.id} is being refreshed"
            )
        self._abandon_unfinished(connection, now=now)
        attempt = RefreshAttempt(
            connection_id=connection.id,
            claim=number,
            asked_by=asked_by,
            sent_generation_id=sent.id,
            sent_fingerprint=sent.refresh_fingerprint or "",
            started_at=now,
        )
        self._session.add(attempt)
        self._session.flush()
        self._session.refresh(connection)
        self._session.commit()
        return Claim(connection.id, number, attempt.id)

    def finish_without_tokens(
        self, claim: Claim, outcome: Outcome, *, error: str | None, now: datetime
    ) -> None:
        """Note that a refresh brought no pair, and let go of the claim."""
        attempt = self._session.get_one(RefreshAttempt, claim.attempt_id)
        attempt.outcome = outcome
        attempt.error = error
        attempt.finished_at = now
        if release(self._session, claim):
            self._note_standing(attempt, outcome, now=now)
        self._session.commit()

    def attempts_of(self, connection_id: int) -> list[RefreshAttempt]:
        """Return the journal of a connection, oldest first."""
        wanted = {"connection_id": connection_id}
        return list(self._session.scalars(_OF_CONNECTION, wanted))

    def _abandon_unfinished(self, connection: Connection, *, now: datetime) -> None:
        self._session.execute(
            update(RefreshAttempt)
            .where(
                RefreshAttempt.connection_id == connection.id,
                RefreshAttempt.outcome.is_(None),
            )
            .values(outcome=Outcome.ABANDONED, finished_at=now)
        )

    def _note_standing(
        self, attempt: RefreshAttempt, outcome: Outcome, *, now: datetime
    ) -> None:
        standing = update(Connection).where(Connection.id == attempt.connection_id)
        if outcome is not Outcome.REFUSED:
            self._session.execute(standing.values(unanswered_at=now))
            return
        self._session.execute(standing.values(unanswered_at=None))
        # A refused older token says nothing about the newest one.
        is_newest = Connection.current_generation_id == attempt.sent_generation_id
        self._session.execute(standing.where(is_newest).values(refused_at=now))


def release(session: scoped_session[Session], claim: Claim) -> bool:
    """Let go of a claim, if it is still ours; nothing is committed."""
    result = session.execute(
        update(Connection)
        .where(Connection.id == claim.connection_id, Connection.claim == claim.number)
        .values(claimed_until=None)
    )
    return cast("CursorResult[object]", result).rowcount == 1
