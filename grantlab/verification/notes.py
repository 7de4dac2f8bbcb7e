"""What a check writes down while it runs."""

from collections.abc import Callable, Iterable
from typing import TypeVar, cast

from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.runtime.clock import Clock
from grantlab.verification.errors import NotAsStatedError
from grantlab.verification.results import Entry, Line, Manner

Value = TypeVar("Value")
Recorded = Callable[[], Iterable[RoundTrip]]
"""Gives what one piece of work has sent so far, redacted, in order."""


class Notes:
    """The record of one check: lines, and between them what passed meanwhile.

    Whoever sends hands in where its round trips can be had; each is put before the first
    line that is written after it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: list[Entry] = []
        self._senders: list[tuple[Recorded, int]] = []

    @property
    def entries(self) -> tuple[Entry, ...]:
        self._collect()
        return tuple(self._entries)

    @property
    def passed(self) -> tuple[RoundTrip, ...]:
        """What has passed on the wire so far."""
        return tuple(entry for entry in self.entries if isinstance(entry, RoundTrip))

    def sent(self, purpose: Purpose) -> tuple[RoundTrip, ...]:
        """Return the requests of one purpose that have passed so far."""
        return tuple(one for one in self.passed if one.purpose is purpose)

    def listen(self, recorded: Recorded) -> None:
        """Note what this piece of work sends from now on."""
        self._collect()
        self._senders.append((recorded, len(tuple(recorded()))))

    def recall(self, passed: RoundTrip) -> None:
        """Note what has passed before, and is looked at now; once is enough."""
        if passed not in self.entries:
            self._entries.append(passed)

    def did(self, words: str) -> None:
        """Say what is done next."""
        self._write(Manner.DID, words)

    def saw(self, words: str) -> None:
        """Say what has been seen."""
        self._write(Manner.SAW, words)

    def expect(self, holds: object, words: str) -> None:
        """Say what must be so, as a sentence that is true if it is.

        Raises:
            NotAsStatedError: it is not.
        """
        self._write(Manner.HELD if holds else Manner.MISSED, words)
        if not holds:
            raise NotAsStatedError(words)

    def given(self, value: Value | None, words: str) -> Value:
        """Expect that something came, and return it.

        Raises:
            NotAsStatedError: nothing did.
        """
        self.expect(value is not None, words)
        return cast("Value", value)

    def _write(self, manner: Manner, words: str) -> None:
        self._collect()
        self._entries.append(Line(manner=manner, words=words, at=self._clock.now()))

    def _collect(self) -> None:
        for index, (recorded, known) in enumerate(self._senders):
            passed = tuple(recorded())
            self._entries.extend(passed[known:])
            self._senders[index] = (recorded, len(passed))
