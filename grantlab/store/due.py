"""What is due to be renewed, and how the rest stands: asked of indexes, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.connection_health import CONSENT_ENDING_SOON
from grantlab.protocol.environment import Environment
from grantlab.runtime.clock import Clock
from grantlab.store.models import Connection, TokenGeneration

PAGE = 500
_CONNECTION = cast("Table", Connection.__table__).c
_GENERATION = cast("Table", TokenGeneration.__table__).c
_IS_ALIVE = and_(_CONNECTION.revoked_at.is_(None), _CONNECTION.refused_at.is_(None))


@dataclass(frozen=True, slots=True)
class DueConnection:
    """A connection that is to be refreshed now."""

    id: int
    renew_at: datetime
    is_plain: bool
    """Whether the last refresh ended with a pair, so that there is nothing to clear up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """How many connections of an environment stand how."""

    alive: int
    """Those that nobody has refused or revoked."""

    retrying: int
    """Of these, the ones whose last refresh got no answer, and whose time has not come."""

    needs_consent: int
    ending_soon: int
    """Those whose consent ends within thirty days, or has: no refresh helps."""


class DueConnections:
    """Finds what is due; writes nothing."""

    def __init__(
        self, session: scoped_session[Session], *, machine_clock: Clock
    ) -> None:
        self._session = session
        self._machine_clock = machine_clock

    def page(
        self,
        environment: Environment,
        *,
        now: datetime,
        after: DueConnection | None = None,
        limit: int = PAGE,
    ) -> list[DueConnection]:
        """Return what is due and may be sent for, longest due first.

        ``after`` is the last one that was seen: each is met once, whatever became of it.
        """
        query = _DUE if after is None else _DUE_AFTER
        found = self._session.execute(
            query,
            {
                "environment": environment,
                "now": now,
                "machine_now": self._machine_clock.now(),
                "seen_at": None if after is None else after.renew_at,
                "seen_id": None if after is None else after.id,
                "limit": limit,
            },
        ).all()
        # Nothing stays open while what was found is sent for.
        self._session.commit()
        return [
            DueConnection(
                row.id,
                row.renew_at,
                is_plain=row.claimed_until is None and row.unanswered_at is None,
            )
            for row in found
        ]

    def count(self, environment: Environment, *, now: datetime) -> int:
        """Return how many are due and may be sent for."""
        query = select(func.count()).select_from(_DUE.limit(None).subquery())
        wanted = {
            "environment": environment,
            "now": now,
            "machine_now": self._machine_clock.now(),
        }
        found = self._session.execute(query, wanted).scalar_one()
        self._session.commit()
        return found

    def is_due(
        self, environment: Environment, connection_id: int, *, now: datetime
    ) -> bool:
        """Whether a connection is due and free now, whatever was read before."""
        query = _DUE.where(_CONNECTION.id == connection_id)
        wanted = {
            "environment": environment,
            "now": now,
            "machine_now": self._machine_clock.now(),
            "limit": 1,
        }
        return self._session.execute(query, wanted).first() is not None

    def standings(self, environment: Environment, *, now: datetime) -> Standings:
        """Count how the connections of an environment stand."""
        is_here = _CONNECTION.environment == environment
        machine_now = self._machine_clock.now()
        counts = (
            self._count(is_here, _IS_ALIVE),
            self._count(is_here, _CONNECTION.retry_at > machine_now, _IS_ALIVE),
            self._count(
                is_here,
                _CONNECTION.refused_at.is_not(None),
                _CONNECTION.revoked_at.is_(None),
            ),
            self._ending_soon(is_here, before=now + CONSENT_ENDING_SOON),
        )
        self._session.commit()
        alive, retrying, needs_consent, ending_soon = counts
        return Standings(
            alive=alive,
            retrying=retrying,
            needs_consent=needs_consent,
            ending_soon=ending_soon,
        )

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(Connection).where(*conditions)
        return self._session.execute(query).scalar_one()

    def _ending_soon(self, is_here: ColumnElement[bool], *, before: datetime) -> int:
        # Asked from the few generations that end, and not from all connections.
        is_current = exists().where(
            _CONNECTION.id == _GENERATION.connection_id,
            _CONNECTION.current_generation_id == _GENERATION.id,
            is_here,
            _IS_ALIVE,
        )
        query = (
            select(func.count())
            .select_from(TokenGeneration)
            .where(
                _GENERATION.superseded_at.is_(None),
                _GENERATION.hard_expires_at <= before,
                is_current,
            )
        )
        return self._session.execute(query).scalar_one()


# Put together once: a pass asks it for every page.
_DUE = (
    select(
        _CONNECTION.id,
        _CONNECTION.renew_at,
        _CONNECTION.claimed_until,
        _CONNECTION.unanswered_at,
    )
    .where(
        _CONNECTION.environment == bindparam("environment"),
        _CONNECTION.renew_at <= bindparam("now"),
        _IS_ALIVE,
        or_(
            _CONNECTION.retry_at.is_(None),
            _CONNECTION.retry_at <= bindparam("machine_now"),
        ),
        or_(
            _CONNECTION.claimed_until.is_(None),
            _CONNECTION.claimed_until <= bindparam("machine_now"),
        ),
    )
    .order_by(_CONNECTION.renew_at, _CONNECTION.id)
    .limit(bindparam("limit"))
)
_DUE_AFTER = _DUE.where(
    tuple_(_CONNECTION.renew_at, _CONNECTION.id)
    > tuple_(
        bindparam("seen_at", type_=_CONNECTION.renew_at.type),
        bindparam("seen_id", type_=_CONNECTION.id.type),
    )
)
