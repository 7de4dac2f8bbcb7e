"""What came of a check, and of a run of them all."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import RoundTrip


class Outcome(StrEnum):
    """How a statement stands after a run."""

    PASSED = "pass"
    FAILED = "fail"
    NOT_APPLICABLE = "not applicable"
    """It cannot be shown here: there is no clock to move, or the preset has it otherwise."""

    NEEDS_PERSON = "needs a person"
    """Somebody would have had to consent, and nobody did."""

    NOT_RUN = "not run"
    """It is advice, or it was to be left out."""


class Manner(StrEnum):
    """What a line of a check's record is."""

    DID = "did"
    SAW = "saw"
    HELD = "held"
    """It was expected, and is so."""

    MISSED = "missed"
    """It was expected, and is not so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a check's record."""

    manner: Manner
    words: str
    """A sentence; nothing in it opens anything."""

    at: datetime
    """By the clock of the environment."""


Entry = Line | RoundTrip
"""What was done and seen, and what passed on the wire, redacted, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What came of one check."""

    statement: str
    """The id of the statement."""

    outcome: Outcome
    because: str
    """Why, in a sentence; empty where every expectation held."""

    record: tuple[Entry, ...] = ()
    elapsed_ms: int = 0
    """By the machine's time, begun ones counted; 0 where no check was run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All checks against one service, under one preset."""

    environment: Environment
    preset: str | None
    """``None`` where the service is not ours, and has no presets."""

    began_at: datetime
    """By the machine's clock, as is the end."""

    ended_at: datetime | None
    """``None`` while it is under way."""

    results: tuple[CheckResult, ...]
    version: str = ""
    """Of the Grantlab that made it."""

    token_endpoint: str = ""
    """Where the service was asked for tokens."""

    left: str = ""
    """What is left of it at a service that is not ours, in a sentence; empty if that is
    nothing to be told."""

    @property
    def count(self) -> Counter[Outcome]:
        """How many statements stand in which way."""
        return Counter(result.outcome for result in self.results)

    @property
    def failed(self) -> bool:
        return any(result.outcome is Outcome.FAILED for result in self.results)
