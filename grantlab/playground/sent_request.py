"""A request and what came of it, as history, HAR files and comparisons have it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from grantlab.playground.request import PlaygroundRequest
from grantlab.protocol.round_trip import Pairs, find_header

SHOWN_OCTETS = 1 << 20
"""How much of a body is shown; the rest can be downloaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How long each part took; ``None`` where it did not happen or was not measured."""

    dns: timedelta | None = None
    connect: timedelta | None = None
    tls: timedelta | None = None
    """Counted apart from ``connect``; HAR counts it in."""

    first_byte: timedelta | None = None
    """From the last octet sent until the answer's headers were in."""

    receive: timedelta | None = None


NOTHING_MEASURED = Timing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    reason: str = ""
    headers: Pairs = field(default=(), repr=False)
    body: str = field(default="", repr=False)
    """What is shown of it: at most `SHOWN_OCTETS`."""

    size: int = 0
    """Octets of the body that arrived, decoded; more than is shown where it was cut."""

    ended_early: str = ""
    """Why the body is not whole, in words; empty where it is."""

    kept_as: str | None = None
    """Under which handle all that arrived can be downloaded; ``None`` when it is shown."""

    def header(self, name: str) -> str | None:
        """Return the value of the first header of that name."""
        return find_header(self.headers, name)


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

    timing: Timing = NOTHING_MEASURED

    cancelled: bool = False
    """Whether somebody cancelled it."""

    may_have_been_carried_out: bool = False
    """Whether it went out, and nobody knows what the service did with it."""
