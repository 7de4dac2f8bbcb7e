"""Arming faults, and meeting them: for so many requests, or for a span of time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import Connection, delete, insert, select, update

from grantlab.errors import GrantlabError
from grantlab.protocol.durations import LONGEST
from grantlab.provider.bench import count_change
from grantlab.provider.database import Database
from grantlab.provider.faults.catalogue import make_fault
from grantlab.provider.faults.fault import Fault, Occasion
from grantlab.provider.schema import armed_fault as table
from grantlab.runtime.clock import Clock

MOST_TIMES = 1_000_000
_REVISION = "SELECT revision FROM bench"


class ArmingError(GrantlabError):
    """A fault was to be armed for no request, for no time, or for too many."""

    slug: ClassVar[str] = "arming"

    def __init__(self) -> None:
        super().__init__(
            f"a fault is armed for 1 to {MOST_TIMES} requests, or for some time"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmedFault:
    """A fault that waits."""

    id: int
    fault: Fault
    remaining: int | None
    """How many requests it has left; ``None`` if only its time ends it."""

    armed_at: datetime
    ends_at: datetime | None
    """When it ends by the provider's clock; ``None`` if only requests end it."""


class FaultRack:
    """The armed faults, in the database: every process sees and counts the same."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.forget()

    def forget(self) -> None:
        """Know nothing of the database: it may be another one from now on."""
        self._known: tuple[int, tuple[ArmedFault, ...]] = (-1, ())

    def arm(
        self,
        name: str,
        *,
        times: int | None = None,
        span: timedelta | None = None,
        amount: timedelta | None = None,
    ) -> None:
        """Let the next request meet a fault, or so many, or all for a span of time.

        Raises:
            UnknownFaultError: there is no such fault.
            FaultAmountError: it has no amount, or not so much of it.
            ArmingError: it would meet nobody.
        """
        fault = make_fault(name, amount)
        if times is None and span is None:
            times = 1
        if times is not None and not 0 < times <= MOST_TIMES:
            raise ArmingError
        if span is not None and not timedelta() < span <= LONGEST:
            raise ArmingError
        now = self._clock.now()
        with self._database.write() as connection:
            connection.execute(
                insert(table).values(
                    name=fault.name,
                    amount=None if fault.usual_amount is None else fault.amount,
                    remaining=times,
                    armed_at=now,
                    ends_at=None if span is None else now + span,
                )
            )
            count_change(connection)

    def disarm(self, name: str | None = None) -> int:
        """Take a fault away, or all of them; return how many were armed."""
        query = delete(table)
        if name is not None:
            query = query.where(table.c.name == make_fault(name).name)
        with self._database.write() as connection:
            count = connection.execute(query).rowcount
            count_change(connection)
        return count

    def armed(self) -> tuple[ArmedFault, ...]:
        """Return the faults that wait, the oldest first."""
        now = self._clock.now()
        with self._database.read() as connection:
            return tuple(
                armed
                for armed in _read(connection)
                if armed.ends_at is None or now < armed.ends_at
            )

    def meet(self, occasion: Occasion) -> tuple[Fault, ...]:
        """Return the faults that a request meets, and count it.

        As long as nothing is armed for the occasion, that is all it asks.
        """
        armed = [item for item in self._waiting() if occasion in item.fault.occasions]
        if not armed:
            return ()
        now = self._clock.now()
        with self._database.write() as connection:
            return tuple(
                item.fault for item in armed if _use(item.id, connection, now=now)
            )

    def _waiting(self) -> tuple[ArmedFault, ...]:
        (revision,) = self._database.glance(_REVISION)
        known, waiting = self._known
        if known != revision:
            with self._database.read() as connection:
                waiting = _read(connection)
            self._known = (revision, waiting)
        return waiting


def _read(connection: Connection) -> tuple[ArmedFault, ...]:
    rows = connection.execute(select(table).order_by(table.c.id))
    return tuple(
        ArmedFault(
            id=row.id,
            fault=make_fault(row.name, row.amount),
            remaining=row.remaining,
            armed_at=row.armed_at,
            ends_at=row.ends_at,
        )
        for row in rows
    )


def _use(fault_id: int, connection: Connection, *, now: datetime) -> bool:
    """Count one request; return whether the fault was still there for it."""
    row = connection.execute(
        select(table.c.remaining, table.c.ends_at).where(table.c.id == fault_id)
    ).one_or_none()
    if row is None:
        return False
    is_over = row.ends_at is not None and now >= row.ends_at
    if is_over or row.remaining == 1:
        connection.execute(delete(table).where(table.c.id == fault_id))
        count_change(connection)
    elif row.remaining is not None:
        connection.execute(
            update(table)
            .where(table.c.id == fault_id)
            .values(remaining=row.remaining - 1)
        )
    return not is_over
