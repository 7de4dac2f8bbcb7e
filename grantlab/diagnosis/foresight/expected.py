"""How a connection stands, and what a refresh of it would come to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from grantlab.diagnosis.facts import GenerationFact


class Expected(StrEnum):
    """What a refresh would come to; the value is the word that is shown."""

    NEW_PAIR = "a new pair"
    REFUSED = "a refusal"
    NOTHING_SENT = "nothing sent"
    CANNOT_TELL = "cannot tell"


class Sureness(StrEnum):
    """How sure that is."""

    CERTAIN = "certain"
    """Facts of our own decide it."""

    LIKELY = "likely"
    """The facts point there, and something that is not on record could change it."""

    OPEN = "open"
    """Nothing on record decides it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFacts:
    """How a connection stands in the store of its holder, beside its evidence."""

    current: int | None
    """The number of the pair that acts for the company; ``None`` without one."""

    is_kept: bool
    """Whether the value of its refresh token is still there to be sent."""

    has_keys: bool = True
    """Whether the keys of its environment are there."""

    revoked_at: datetime | None = None
    """When it was ended from here."""

    refused_at: datetime | None = None
    """When its newest refresh token was refused; ``None`` after any success."""

    held_for: timedelta | None = None
    """How long another refresh may still hold it; ``None`` when nobody does."""

    held_back_for: timedelta | None = None
    """How long no refresh is sent by itself after answers that did not come."""

    grace: timedelta | None = None
    """How long the service honours a replaced value; ``None`` where it does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """What a refresh would come to now, on what ground, and how sure that is."""

    expected: Expected
    sure: Sureness
    because: str
    source: str
    sends: GenerationFact | None = None
    """The pair whose refresh token would be sent; ``None`` when none would."""

    besides: tuple[str, ...] = ()
    """What else holds, and would show on the way."""


def nothing_sent(because: str, source: str) -> Foresight:
    """Return that a refresh would send nothing; our own facts are the ground."""
    return Foresight(
        expected=Expected.NOTHING_SENT,
        sure=Sureness.CERTAIN,
        because=because,
        source=source,
    )


def refused(sure: Sureness, because: str, source: str) -> Foresight:
    """Return that what is sent would be refused."""
    return Foresight(
        expected=Expected.REFUSED, sure=sure, because=because, source=source
    )
