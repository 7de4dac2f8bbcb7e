"""When a connection is over, so that its values need not be kept any longer."""

from datetime import datetime, timedelta
from enum import StrEnum

from grantlab.protocol.connection_health import ConnectionFacts

REFUSED_FOR = timedelta(days=30)
"""A refusal may have been an outage (L510); after a month of it nobody waits any more."""


class Ending(StrEnum):
    """How a connection ended; the value is the word that is shown."""

    REVOKED = "revoked"
    HARD = "expired, hard"
    SOFT = "expired, soft"
    REFUSED = "refused for a month"


def judge_ending(facts: ConnectionFacts, *, now: datetime) -> Ending | None:
    """Return how a connection ended, or ``None`` while a refresh could still succeed.

    An end that was never told is none: what is not known keeps the values.

    Source: L506, L507, L601, L604.
    """
    if facts.revoked_at is not None:
        return Ending.REVOKED
    if facts.hard_expires_at is not None and now >= facts.hard_expires_at:
        return Ending.HARD
    if facts.refresh_expires_at is not None and now >= facts.refresh_expires_at:
        return Ending.SOFT
    if facts.refused_at is not None and now >= facts.refused_at + REFUSED_FOR:
        return Ending.REFUSED
    return None
