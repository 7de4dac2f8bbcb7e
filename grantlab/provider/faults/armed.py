"""Arming faults, and meeting them: for so many requests, or for a span of time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import ClassVar

from grantlab.errors import GrantlabError
from grantlab.protocol.durations import LONGEST
from grantlab.provider.bench import count_change
from grantlab.provider.columns import (
    keep_length,
    keep_moment,
    read_length,
    read_moment,
    read_moment_if_any,
)
from grantlab.provider.database import Database
from grantlab.provider.faults.catalogue import make_fault
from grantlab.provider.faults.fault import Fault, Occasion
from grantlab.runtime.clock import Clock

MOST_TIMES = 1_000_000
_REVISION = "SELECT revision FROM bench"
_ARM = """
INSERT INTO armed_fault (name, amount, remaining, armed_at, ends_at)
VALUES (?, ?, ?, ?, ?)"""
_ALL = "SELECT * FROM armed_fault ORDER BY id"
_FIND = "SELECT remaining, ends_at FROM armed_fault WHERE id = ?"
_COUNT_DOWN = "UPDATE armed_fault SET remaining = remaining - 1 WHERE id = ?"
_TAKE_OFF = "DELETE FROM armed_fault WHERE id = ?"
_DISARM = "DELETE FROM armed_fault WHERE name = ?"
_DISARM_ALL = "DELETE FROM armed_fault"


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
                _ARM,
                (
                    fault.name,
                    None if fault.usual_amount is None else keep_length(fault.amount),
                    times,
                    keep_moment(now),
                    None if span is None else keep_moment(now + span),
                ),
            )
            count_change(connection)

    def disarm(self, name: str | None = None) -> int:
        """Take a fault away, or all of them; return how many were armed."""
        asked = (_DISARM_ALL,) if name is None else (_DISARM, (make_fault(name).name,))
        with self._database.write() as connection:
            count = connection.execute(*asked).rowcount
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

    def is_armed_for(self, occasion: Occasion) -> bool:
        """Whether a request may meet a fault; it is not counted."""
        return any(occasion in item.fault.occasions for item in self._waiting())

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
    return tuple(
        ArmedFault(
            id=row["id"],
            fault=make_fault(
                row["name"],
                None if row["amount"] is None else read_length(row["amount"]),
            ),
            remaining=row["remaining"],
            armed_at=read_moment(row["armed_at"]),
            ends_at=read_moment_if_any(row["ends_at"]),
        )
        for row in connection.execute(_ALL)
    )


def _use(fault_id: int, connection: Connection, *, now: datetime) -> bool:
    """Count one request; return whether the fault was still there for it."""
    row = connection.execute(_FIND, (fault_id,)).fetchone()
    if row is None:
        return False
    ends_at = read_moment_if_any(row["ends_at"])
    is_over = ends_at is not None and now >= ends_at
    if is_over or row["remaining"] == 1:
        connection.execute(_TAKE_OFF, (fault_id,))
        count_change(connection)
    elif row["remaining"] is not None:
        connection.execute(_COUNT_DOWN, (fault_id,))
    return not is_over
