"""What time it is, as something that is handed in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time as an aware UTC datetime."""

    def now(self) -> datetime: ...


class SystemClock:
    """The time of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, as the base of a bench clock that is moved by hand."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


class Offset(Protocol):
    """How far a bench clock is ahead of its base, wherever that is kept."""

    def read(self) -> timedelta: ...

    def add(self, by: timedelta) -> None: ...


@dataclass
class RememberedOffset:
    """An offset that ends with its process."""

    length: timedelta = timedelta()

    def read(self) -> timedelta:
        return self.length

    def add(self, by: timedelta) -> None:
        self.length += by


@dataclass
class BenchClock:
    """A clock whose reading is a base clock's plus an offset that only grows.

    It cannot be turned back: deadlines are compared with ``now``, and a token that
    came back to life would teach something false.
    """

    base: Clock
    kept: Offset = field(default_factory=RememberedOffset)
    """Where the offset is; clocks over one place tell one time."""

    @property
    def offset(self) -> timedelta:
        return self.kept.read()

    def now(self) -> datetime:
        return self.base.now() + self.kept.read()

    def advance(self, by: timedelta) -> None:
        """Move the clock forward.

        Raises:
            ValueError: ``by`` is negative.
        """
        if by < timedelta():
            raise ValueError(f"a bench clock only moves forward, got {by}")
        self.kept.add(by)
