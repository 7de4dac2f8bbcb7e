"""How a connection stands: one word, why, and when it ends if nothing is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from grantlab.protocol.durations import span_words

ENDING_SOON = timedelta(days=10)
"""Before the end of a refresh token: a renewal at least every 90 days never comes so far."""

CONSENT_ENDING_SOON = timedelta(days=30)
"""Before the end of a consent: people have to be asked, and take their time."""


_REVOKED = "It was revoked from here; both tokens are void (L601)."

_OWED = (
    "It was ended here, and its values are wiped. The service has yet to be told: until then"
    " its tokens are good there."
)


class Health(StrEnum):
    """How a connection stands; the value is the word that is shown."""

    HEALTHY = "healthy"
    UNPROVED = "unproved"
    """Its company is only a claim of the browser's (L208)."""

    ENDING_SOON = "ending soon"
    RETRYING = "retrying"
    """The last refresh got no usable answer, which says nothing about the tokens."""

    NEEDS_CONSENT = "needs consent"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionFacts:
    """What a client has on record about one connection; ``None`` where it knows nothing."""

    has_tokens: bool
    verified_at: datetime | None = None
    refused_at: datetime | None = None
    """When the newest refresh token was refused; ``None`` after any success."""

    unanswered_at: datetime | None = None
    """When a refresh brought no usable answer; ``None`` after any usable one."""

    unanswered_count: int = 0
    """How many refreshes in a row brought no usable answer."""

    retry_in: timedelta | None = None
    """How long no refresh is sent by itself; ``None`` when the next one may be sent."""

    revoked_at: datetime | None = None
    owes_revocation: bool = False
    """Whether it was ended here, and the service has yet to be told."""

    access_expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
    """The soft deadline: it moves with every refresh (L503)."""

    hard_expires_at: datetime | None = None
    """Five years after consent, whatever was done meanwhile (L507)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A word and the reason for it."""

    health: Health
    because: str


def judge_health(facts: ConnectionFacts, *, now: datetime) -> Judged:
    """Return how a connection stands; of several words the gravest."""
    for judge in (_judge_end, _judge_trouble, _judge_deadlines, _judge_company):
        judged = judge(facts, now)
        if judged is not None:
            return judged
    return Judged(
        Health.HEALTHY, "Its refresh token is good, and its company is proved."
    )


def ends_at(facts: ConnectionFacts) -> datetime | None:
    """Return when a connection ends, or ended, if nobody does anything.

    The end of an access token does not count: a refresh gives another.
    """
    ended = facts.revoked_at or facts.refused_at
    if ended is not None:
        return ended
    deadlines = (facts.refresh_expires_at, facts.hard_expires_at)
    return min((at for at in deadlines if at is not None), default=None)


def _judge_end(facts: ConnectionFacts, now: datetime) -> Judged | None:
    if facts.revoked_at is not None:
        return Judged(Health.REVOKED, _OWED if facts.owes_revocation else _REVOKED)
    if not facts.has_tokens:
        return _consent("There are no tokens.")
    if facts.refused_at is not None:
        return _consent(
            "Its newest refresh token was refused. The checklist says why, and whether trying"
            " again could help."
        )
    if _is_over(facts.hard_expires_at, now):
        return _consent("Five years have passed since the consent (L507).")
    if _is_over(facts.refresh_expires_at, now):
        return _consent("Its refresh token was not used for its whole life (L506).")
    return None


def _judge_trouble(facts: ConnectionFacts, _now: datetime) -> Judged | None:
    if facts.unanswered_at is None:
        return None
    return Judged(
        Health.RETRYING,
        f"{_failures(facts.unanswered_count)} got no usable answer. That says nothing about"
        f" the tokens: they are kept. {_next_try(facts.retry_in)}",
    )


def _judge_deadlines(facts: ConnectionFacts, now: datetime) -> Judged | None:
    if _is_over(facts.hard_expires_at, now + CONSENT_ENDING_SOON):
        return Judged(
            Health.ENDING_SOON,
            "Its consent ends within 30 days, and no refresh can change that: ask for a new one.",
        )
    if _is_over(facts.refresh_expires_at, now + ENDING_SOON):
        return Judged(
            Health.ENDING_SOON,
            "Its refresh token ends within 10 days: refresh it, and it has its whole life again.",
        )
    return None


def _judge_company(facts: ConnectionFacts, _now: datetime) -> Judged | None:
    if facts.verified_at is not None:
        return None
    return Judged(
        Health.UNPROVED,
        "Its company came with the browser, which can say anything. Call CompanyInfo: a company"
        " that answers has proved itself (L208).",
    )


def _failures(count: int) -> str:
    return "The last refresh" if count < 2 else f"The last {count} refreshes"  # noqa: PLR2004 -- one is not counted


def _next_try(retry_in: timedelta | None) -> str:
    if retry_in is None:
        return "The next try is made when a token is wanted."
    return f"The next try is in {span_words(retry_in)}; you can refresh it sooner."


def _consent(because: str) -> Judged:
    return Judged(Health.NEEDS_CONSENT, because)


def _is_over(deadline: datetime | None, now: datetime) -> bool:
    return deadline is not None and now >= deadline
