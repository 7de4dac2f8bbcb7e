"""How far a provider's clock is ahead, where the provider runs elsewhere."""

from datetime import datetime, timedelta
from threading import Lock

from grantlab.protocol.errors import MalformedResponseError
from grantlab.runtime.clock import Clock
from grantlab.wire.bench_control import (
    BenchClosedError,
    BenchControl,
    BenchRefusedError,
)
from grantlab.wire.errors import ForbiddenAddressError, UnreachableError

GOOD_FOR = timedelta(seconds=1)
"""How long an answer is taken for true, by the machine's time: the clock is read many
times while one page is made."""

UNKNOWN = (
    BenchClosedError,
    BenchRefusedError,
    ForbiddenAddressError,
    MalformedResponseError,
    UnreachableError,
)
"""For what reasons a provider may tell nothing."""


class AskedOffset:
    """The offset as the provider tells it; the last one known where it does not."""

    def __init__(self, control: BenchControl, machine_clock: Clock) -> None:
        self._control = control
        self._machine_clock = machine_clock
        self._known = timedelta()
        self._asked_at: datetime | None = None
        self._changes = 0
        self._asking = Lock()

    def read(self) -> timedelta:
        if not self._is_good():
            # One thread asks; whoever comes meanwhile waits for the answer, because what
            # was known before may call a dead token alive.
            with self._asking:
                if not self._is_good():
                    asked_at, changes = self._machine_clock.now(), self._control.changes
                    self._ask()
                    self._asked_at, self._changes = asked_at, changes
        return self._known

    def add(self, by: timedelta) -> None:
        """Let time pass at the provider; what it refuses is raised."""
        self._known = self._control.advance(by).clock.offset

    def forget(self) -> None:
        """Ask again at the next reading: somebody may have moved the clock."""
        self._asked_at = None

    def _is_good(self) -> bool:
        """Whether what is known was asked a moment ago, and nothing was changed since."""
        now, asked_at = self._machine_clock.now(), self._asked_at
        is_new = asked_at is not None and asked_at <= now < asked_at + GOOD_FOR
        return is_new and self._changes == self._control.changes

    def _ask(self) -> None:
        try:
            self._known = self._control.fetch_clock().offset
        except UNKNOWN:
            # The pages go on with what was known; the bench's own page says what is wrong.
            return
