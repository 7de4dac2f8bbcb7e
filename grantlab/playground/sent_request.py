"""A request and what came of it, as history, HAR files and comparisons have it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from grantlab.playground.request import PlaygroundRequest
from grantlab.protocol.round_trip import Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How long each part took; ``None`` where it did not happen or was not measured."""

    dns: timedelta | None = None
    connect: timedelta | None = None
    tls: timedelta | None = None
    """Counted apart from ``connect``; HAR counts it in."""

    first_byte: timedelta | None = None
    """From the last octet sent to the first one received."""

    receive: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    reason: str = ""
    headers: Pairs = field(default=(), repr=False)
    body: str = field(default="", repr=False)

    def header(self, name: str) -> str | None:
        """Return the value of the first header of that name."""
        wanted = name.lower()
        return next(
            (value for key, value in self.headers if key.lower() == wanted), None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRequest:
    """One request that was sent, variables filled in, and its answer."""

    request: PlaygroundRequest
    started_at: datetime
    elapsed: timedelta = timedelta()
    answer: Answer | None = None
    """``None`` when none arrived."""

    failure: str = ""
    """Why none arrived, in words."""

    timing: Timing = Timing()
