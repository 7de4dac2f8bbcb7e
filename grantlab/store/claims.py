"""Claims and their journal: one refresh at a time, and none that leaves no trace."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.backoff import CHANCE_LENGTH, back_off
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy
from grantlab.store.errors import RefreshInProgressError
from grantlab.store.models import Connection, Outcome, RefreshAttempt, TokenGeneration

CLAIM_LIFETIME = timedelta(seconds=90)
"""By machine time; three times as long as a request may take."""

TURNS = 64
"""How many locks the connections of a process share."""

# Put together once, because a page asks it.
_OF_CONNECTION = (
    select(RefreshAttempt)
    .where(RefreshAttempt.connection_id == bindparam("connection_id"))
    .order_by(RefreshAttempt.id)
)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a refresh is decided on: the newest pair and the newest claim, read at once."""

    newest: TokenGeneration
    claim: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A hold on one connection, with the number that fences every later write."""

    connection_id: int
    number: int
    attempt_id: int


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold on one connection for what is no refresh: nothing stands in the journal."""

    connection_id: int
    number: int


class Claims:
    """Takes and releases claims; writes the journal with them."""

    def __init__(
        self,
        session: scoped_session[Session],
        *,
        machine_clock: Clock,
        entropy: Entropy,
    ) -> None:
        self._session = session
        self._machine_clock = machine_clock
        self._entropy = entropy
        self._turns = [Lock() for _ in range(TURNS)]

    def take(
        self,
        connection: Connection,
        sent: TokenGeneration,
        *,
        basis: Basis | None = None,
        asked_by: str,
        now: datetime,
    ) -> Claim:
        """Hold a connection against other refreshes, and note what is about to be sent.

        The claim is a committed value and not an open transaction, because a request goes
        over the wire while it is held. It ends by machine time, because the bench may
        move the other clock. Whoever takes over an expired claim resolves its unfinished
        attempt: the journal says so from the start, and what came of it in the end.

        With ``basis`` the claim is given only while that is unchanged. A pair that was
        read before the claim may have been replaced meanwhile; and of many who meet the
        same outage, one asks the service, and the others learn what that came to.

        The threads of a process come one after the other. SQLite lets writers that wait
        sleep and look again, in no order: of sixty-four, some are never first.

        Raises:
            RefreshInProgressError: somebody else holds it, or has held it since and has
                the result; look for it.
        """
        with self._turns[connection.id % TURNS]:
            return self._take(connection, sent, basis=basis, asked_by=asked_by, now=now)

    def finish_without_tokens(
        self, claim: Claim, outcome: Outcome, *, error: str | None, now: datetime
    ) -> None:
        """Note that a refresh brought no pair, and let go of the claim."""
        attempt = self._session.get_one(RefreshAttempt, claim.attempt_id)
        attempt.outcome = outcome
        attempt.error = error
        attempt.finished_at = now
        if outcome is Outcome.REFUSED:
            resolve(self._session, attempt, Outcome.LOST)
        if release(self._session, claim):
            self._note_standing(attempt, outcome, now=now)
        self._session.commit()

    def attempts_of(self, connection_id: int) -> list[RefreshAttempt]:
        """Return the journal of a connection, oldest first."""
        wanted = {"connection_id": connection_id}
        return list(self._session.scalars(_OF_CONNECTION, wanted))

    def hold(self, connection: Connection) -> Hold:
        """Keep refreshes away while a connection is ended.

        The same claim as a refresh takes, and it runs out as that does. An attempt that
        somebody left unfinished is not touched: its pair may still arrive, and what is
        to become of it then is for the next refresh to find out.

        Raises:
            RefreshInProgressError: a refresh is under way.
        """
        number = self._raise_number(connection, unchanged=true())
        self._session.commit()
        return Hold(connection.id, number)

    def let_go(self, hold: Hold) -> None:
        """End a hold, if it is still ours."""
        release(self._session, hold)
        self._session.commit()

    def _take(
        self,
        connection: Connection,
        sent: TokenGeneration,
        *,
        basis: Basis | None,
        asked_by: str,
        now: datetime,
    ) -> Claim:
        unchanged = (
            true()
            if basis is None
            else and_(
                Connection.current_generation_id == basis.newest.id,
                Connection.claim == basis.claim,
            )
        )
        number = self._raise_number(connection, unchanged=unchanged)
        self._abandon_unfinished(connection, now=now)
        attempt = RefreshAttempt(
            connection_id=connection.id,
            claim=number,
            asked_by=asked_by,
            sent_generation_id=sent.id,
            sent_fingerprint=sent.refresh_fingerprint or "",
            started_at=now,
            resolves_id=self._unresolved(connection),
        )
        self._session.add(attempt)
        self._session.flush()
        self._session.refresh(connection)
        self._session.commit()
        return Claim(connection.id, number, attempt.id)

    def _raise_number(
        self, connection: Connection, *, unchanged: ColumnElement[bool]
    ) -> int:
        """Hold the row if nobody does and it is unchanged, and return its new number.

        It is looked at before it is written. SQLite has one writer at a time and no
        queue: where many find the same token expired, all but one leave it alone so.

        Raises:
            RefreshInProgressError: it may not be had.
        """
        machine_now = self._machine_clock.now()
        may_be_had = and_(
            Connection.id == connection.id,
            or_(
                Connection.claimed_until.is_(None),
                Connection.claimed_until <= machine_now,
            ),
            unchanged,
        )
        found = self._session.execute(select(Connection.id).where(may_be_had)).first()
        number = None
        if found is not None:
            number = self._session.execute(
                update(Connection)
                .where(may_be_had)
                .values(
                    claim=Connection.claim + 1,
                    claimed_until=machine_now + CLAIM_LIFETIME,
                )
                .returning(Connection.claim)
            ).scalar()
        if number is None:
            self._session.rollback()
            raise RefreshInProgressError(
                f"connection {connection.id} is being refreshed"
            )
        return number

    def _abandon_unfinished(self, connection: Connection, *, now: datetime) -> None:
        self._session.execute(
            update(RefreshAttempt)
            .where(
                RefreshAttempt.connection_id == connection.id,
                RefreshAttempt.outcome.is_(None),
            )
            .values(outcome=Outcome.ABANDONED, finished_at=now)
        )

    def _unresolved(self, connection: Connection) -> int | None:
        """Return the newest attempt that was abandoned after the last pair had come."""
        is_its_own = RefreshAttempt.connection_id == connection.id
        last_pair = select(func.max(RefreshAttempt.id)).where(
            is_its_own, RefreshAttempt.generation_id.is_not(None)
        )
        query = select(func.max(RefreshAttempt.id)).where(
            is_its_own,
            RefreshAttempt.outcome == Outcome.ABANDONED,
            RefreshAttempt.id > func.coalesce(last_pair.scalar_subquery(), 0),
        )
        return self._session.execute(query).scalar()

    def _note_standing(
        self, attempt: RefreshAttempt, outcome: Outcome, *, now: datetime
    ) -> None:
        connection = self._session.get_one(
            Connection, attempt.connection_id, populate_existing=True
        )
        if outcome is not Outcome.REFUSED:
            self._back_off(connection, now=now)
            return
        refused_at = connection.refused_at
        note_answered(connection)
        # A refused older token says nothing about the newest one.
        is_newest = connection.current_generation_id == attempt.sent_generation_id
        connection.refused_at = now if is_newest else refused_at

    def _back_off(self, connection: Connection, *, now: datetime) -> None:
        connection.unanswered_at = now
        connection.unanswered_count += 1
        wait = back_off(
            connection.unanswered_count, chance=self._entropy.octets(CHANCE_LENGTH)
        )
        connection.retry_at = self._machine_clock.now() + wait


def release(session: scoped_session[Session], claim: Claim | Hold) -> bool:
    """Let go of a claim, if it is still ours; nothing is committed."""
    result = session.execute(
        update(Connection)
        .where(Connection.id == claim.connection_id, Connection.claim == claim.number)
        .values(claimed_until=None)
    )
    return cast("CursorResult[object]", result).rowcount == 1


def resolve(
    session: scoped_session[Session], attempt: RefreshAttempt, outcome: Outcome
) -> None:
    """Note what came of the unfinished attempts that this one resolves.

    There may be several: whoever came to resolve one may have died as well. An attempt
    whose owner came back late has its own outcome and keeps it; a refusal tells only of
    those that had sent the same. Nothing is committed.
    """
    resolved_id = attempt.resolves_id
    while resolved_id is not None:
        resolved = session.get_one(RefreshAttempt, resolved_id, populate_existing=True)
        is_told_by_it = (
            outcome is Outcome.RESOLVED
            or resolved.sent_generation_id == attempt.sent_generation_id
        )
        if resolved.outcome is Outcome.ABANDONED and is_told_by_it:
            resolved.outcome = outcome
        resolved_id = resolved.resolves_id


def note_answered(connection: Connection) -> None:
    """Forget refusals and missing answers of before; nothing is committed."""
    connection.refused_at = connection.unanswered_at = connection.retry_at = None
    connection.unanswered_count = 0
