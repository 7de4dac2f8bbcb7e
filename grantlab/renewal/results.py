"""What became of each connection that was due, and of a whole pass."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from grantlab.errors import GrantlabError
from grantlab.protocol.environment import Environment
from grantlab.protocol.errors import InvalidGrantError
from grantlab.store.due import Standings
from grantlab.store.errors import RefreshInProgressError, ValueWipedError


class Result(StrEnum):
    """What became of one connection; the value is the word that is printed."""

    RENEWED = "renewed"
    RETRYING = "retrying"
    """No usable answer came; its tokens are kept, and it is tried again later."""

    NEEDS_CONSENT = "needs consent"
    HELD = "held"
    """Somebody else was refreshing it."""

    FAILED = "failed"
    """Something that nobody expected; the log has it."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """One connection, and what became of it."""

    connection_id: int
    result: Result
    problem: str = ""
    """The slug of what went wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a pass over one environment came to."""

    environment: Environment
    renewed: int
    not_due: int
    retrying: int
    needs_consent: int
    """Those refused in this pass, and those that were before."""

    ending_soon: int
    held: int
    failed: int
    stopped: bool
    """Whether it was told to stop before it had seen everything."""

    refused_now: int
    retrying_now: int

    @property
    def found_something(self) -> bool:
        """Whether something went wrong that somebody should look at."""
        return bool(self.refused_now or self.retrying_now or self.failed)


@dataclass
class Tally:
    """Counts what becomes of connections while a pass goes on."""

    counts: Counter[Result] = field(default_factory=Counter)

    def add(self, renewed: Renewed) -> None:
        self.counts[renewed.result] += 1

    def summarise(
        self, environment: Environment, standings: Standings, *, stopped: bool
    ) -> Summary:
        """Put what was done beside how everything stands afterwards."""
        counts = self.counts
        looked_at = counts[Result.RENEWED] + counts[Result.HELD] + counts[Result.FAILED]
        return Summary(
            environment=environment,
            renewed=counts[Result.RENEWED],
            not_due=max(0, standings.alive - standings.retrying - looked_at),
            retrying=standings.retrying,
            needs_consent=standings.needs_consent,
            ending_soon=standings.ending_soon,
            held=counts[Result.HELD],
            failed=counts[Result.FAILED],
            stopped=stopped,
            refused_now=counts[Result.NEEDS_CONSENT],
            retrying_now=counts[Result.RETRYING],
        )


def judge_failure(connection_id: int, error: GrantlabError) -> Renewed:
    """Return what an error of a refresh means for its connection."""
    if isinstance(error, InvalidGrantError | ValueWipedError):
        return Renewed(connection_id, Result.NEEDS_CONSENT, error.slug)
    if isinstance(error, RefreshInProgressError):
        return Renewed(connection_id, Result.HELD, error.slug)
    return Renewed(connection_id, Result.RETRYING, error.slug)
