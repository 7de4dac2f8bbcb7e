"""What a client knows from its own store, as the diagnosis is given it.

A field that is ``None`` is not known, unless its docstring says otherwise. Values are
named by fingerprint only.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from grantlab.pastes.rewriting import Span
from grantlab.protocol.round_trip import RoundTrip


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPairName:
    """What a person calls a client id."""

    client_id: str
    name: str
    """Such as ``embedded development``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationFact:
    """One pair of tokens that was received and stored."""

    number: int
    refresh_fingerprint: str | None
    """``None`` when the answer brought no refresh token; the one sent stays good."""

    access_fingerprint: str | None
    received_at: datetime
    access_expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
    hard_expires_at: datetime | None = None
    stored_at: datetime | None = None
    wiped_at: datetime | None = None
    """When the values were wiped; ``None`` while they are kept."""

    sent_fingerprint: str | None = None
    """The refresh token whose use gave it; ``None`` from an exchange or an import."""

    consented_at: datetime | None = None


class Outcome(StrEnum):
    """What became of a refresh attempt."""

    ROTATED = "rotated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    MALFORMED = "malformed"
    NO_ANSWER = "no-answer"
    ABANDONED = "abandoned"
    """Its owner died while it was under way."""

    RESOLVED = "resolved"
    """Its owner died, and what it had sent was still accepted afterwards."""

    LOST = "lost"
    """Its owner died, and what it had sent was refused afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptFact:
    """One line of the refresh journal, written before anything was sent."""

    claim: int
    asked_by: str | None
    started_at: datetime
    sent_fingerprint: str
    outcome: Outcome | None
    generation: int | None = None
    """The number of the generation that it gave; ``None`` when it gave none."""


Fact = RoundTrip | GenerationFact | AttemptFact | Span
"""What a finding can point at: a fact is its own place of origin."""
