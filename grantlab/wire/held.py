"""Two requests that meet on the wire, always in the same way."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event

import httpx2

from grantlab.wire.transports import Transport

LONGEST = 10.0
"""Seconds of the machine's time; what is waited for takes milliseconds."""


class HeldTransport(httpx2.BaseTransport):
    """Holds a request until it may go on, and tells when its answer has come.

    With two of these a race is run without luck: the first request waits for the second
    one to be under way, and the second for the first one's answer.
    """

    def __init__(
        self,
        inner: httpx2.BaseTransport,
        *,
        hold: Callable[[], object],
        answered: Callable[[], object],
    ) -> None:
        self._inner = inner
        self._hold = hold
        self._answered = answered

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._hold()
        try:
            response = self._inner.handle_request(request)
            response.read()
        finally:
            self._answered()
        return response


@dataclass(frozen=True, slots=True)
class Meeting:
    """The moments at which two workers look at one another.

    It is the patience of the second one, too: whoever finds a claim waits in it until the
    first is done.
    """

    first_is_under_way: Event = field(default_factory=Event)
    second_is_there: Event = field(default_factory=Event)
    """The second has reached the wire, or waits for the first to finish."""

    first_was_answered: Event = field(default_factory=Event)
    first_is_done: Event = field(default_factory=Event)

    def first(self, inner: Transport) -> Transport:
        """Return the first worker's way to the wire."""
        return HeldTransport(
            inner, hold=self._hold_first, answered=self.first_was_answered.set
        )

    def second(self, inner: Transport) -> Transport:
        """Return the second worker's way to the wire."""
        return HeldTransport(inner, hold=self._hold_second, answered=lambda: None)

    def pause(self, length: timedelta) -> None:
        """Wait as the second worker does that found a claim: until the first is done."""
        del length
        self.second_is_there.set()
        self.first_is_done.wait(LONGEST)

    def run(self, first: Callable[[], object], second: Callable[[], object]) -> None:
        """Run both, the second as soon as the first is on the wire.

        What holds for the caller's thread, such as that nothing is logged, holds for theirs.
        """

        def begin_first() -> None:
            try:
                first()
            finally:
                self.first_is_done.set()

        def begin_second() -> None:
            self.first_is_under_way.wait(LONGEST)
            second()

        with ThreadPoolExecutor(2) as threads:
            begun = [
                threads.submit(copy_context().run, begin)
                for begin in (begin_first, begin_second)
            ]
            for work in begun:
                work.result()

    def _hold_first(self) -> None:
        self.first_is_under_way.set()
        self.second_is_there.wait(LONGEST)

    def _hold_second(self) -> None:
        self.second_is_there.set()
        self.first_was_answered.wait(LONGEST)
