"""The front page."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from blueprints.connections.summary import ConnectionSummary
from blueprints.rendering import Page
from grantlab.protocol.connection_health import Health


class Count(NamedTuple):
    """How many connections stand in one way."""

    number: int
    health: Health
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """What this is, the ways in, and how the connections stand."""

    template: ClassVar[str] = "home/index.html"

    total: int
    counts: tuple[Count, ...]
    """The commonest first."""

    first_to_end: ConnectionSummary | None
    """Of those that have not ended."""

    waiting: tuple[ConnectionSummary, ...]
    """Those that have ended and were not ended from here: somebody has to do something."""


def build_home(summaries: tuple[ConnectionSummary, ...]) -> HomePage:
    """Return the front page over all connections, given as they are listed."""
    alive = [item for item in summaries if not item.has_ended]
    return HomePage(
        total=len(summaries),
        counts=_count(summaries),
        first_to_end=alive[0] if alive else None,
        waiting=tuple(
            item for item in summaries if item.health is Health.NEEDS_CONSENT
        ),
    )


def _count(summaries: tuple[ConnectionSummary, ...]) -> tuple[Count, ...]:
    numbers: dict[tuple[Health, str], int] = {}
    for item in summaries:
        numbers[item.health, item.role] = numbers.get((item.health, item.role), 0) + 1
    counts = [Count(number, *of) for of, number in numbers.items()]
    return tuple(sorted(counts, key=lambda count: -count.number))
