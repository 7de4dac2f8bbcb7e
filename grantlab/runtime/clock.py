"""What time it is, as something that is handed in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time as an aware UTC datetime."""

    def now(self) -> datetime: ...


class SystemClock:
    """The time of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class BenchClock:
    """A clock whose reading is a base clock's plus an offset that only grows.

    It cannot be turned back: deadlines are compared with ``now``, and a token that
    came back to life would teach something false.
    """

    base: Clock
    offset: timedelta = timedelta()

    def now(self) -> datetime:
        return self.base.now() + self.offset

    def advance(self, by: timedelta) -> None:
        """Move the clock forward.

        Raises:
            ValueError: ``by`` is negative.
        """
        if by < timedelta():
            raise ValueError(f"a bench clock only moves forward, got {by}")
        self.offset += by
