"""One connection in a few values: as home, the list and the commands tell of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from blueprints.services import Services
from grantlab.protocol.connection_health import (
    ConnectionFacts,
    Health,
    ends_at,
    judge_health,
)
from grantlab.protocol.environment import Environment
from grantlab.store.models import Connection, TokenGeneration
from grantlab.store.standing import Standing, standing_of
from grantlab.vault.errors import UnsealError

UNNAMED = "Company not yet named"
UNOPENED = "Company whose name does not open"
ENDED = frozenset({Health.NEEDS_CONSENT, Health.REVOKED})

_ROLES: Mapping[Health, str] = {
    Health.HEALTHY: "good",
    Health.UNPROVED: "unknown",
    Health.ENDING_SOON: "caution",
    Health.RETRYING: "caution",
    Health.NEEDS_CONSENT: "refused",
    Health.REVOKED: "unknown",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something of a connection ends."""

    name: str
    at: datetime | None
    """``None`` when the service did not tell."""

    then: str
    """What is to be done when it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionSummary:
    """How a connection stands, and when it ends."""

    number: int
    company: str
    """Its own name, or that it has not told one yet."""

    environment: Environment
    health: Health
    role: str
    """One of good, caution, refused, unknown."""

    because: str
    deadlines: tuple[Deadline, ...]
    """Of the access token, the refresh token, and the consent."""

    ends_at: datetime | None
    now: datetime
    """By the clock of its environment."""

    @property
    def called(self) -> str:
        """What a sentence calls it: its company, or its number."""
        return call_connection(self.number, self.company)

    @property
    def has_ended(self) -> bool:
        return self.health in ENDED

    @property
    def next_deadline(self) -> Deadline | None:
        """What ends first, of what has not ended."""
        if self.has_ended:
            return None
        coming = [
            (deadline.at, deadline)
            for deadline in self.deadlines
            if deadline.at is not None and deadline.at > self.now
        ]
        return min(coming, key=lambda pair: pair[0])[1] if coming else None


def summarise(
    connection: Connection,
    current: TokenGeneration | None,
    parts: Services,
    *,
    owes_revocation: bool,
) -> ConnectionSummary:
    """Return what a list tells of one connection and the pair that acts for it."""
    return _summarise(
        standing_of(connection, current),
        parts,
        owes_revocation=owes_revocation,
        now=parts.environments.clock_of(connection.environment).now(),
        machine_now=parts.machine_clock.now(),
    )


def summarise_all(parts: Services) -> tuple[ConnectionSummary, ...]:
    """Return all connections: first what ends first, last what was revoked.

    Every one is told of the same moment, so each clock is read once.
    """
    owing = {debt.connection_id for debt in parts.debts.owed()}
    machine_now = parts.machine_clock.now()
    standings = parts.connections.standings()
    now = {
        environment: parts.environments.clock_of(environment).now()
        for environment in {standing.environment for standing in standings}
    }
    summaries = (
        _summarise(
            standing,
            parts,
            owes_revocation=standing.id in owing,
            now=now[standing.environment],
            machine_now=machine_now,
        )
        for standing in standings
    )
    return tuple(sorted(summaries, key=_urgency))


def _summarise(
    standing: Standing,
    parts: Services,
    *,
    owes_revocation: bool,
    now: datetime,
    machine_now: datetime,
) -> ConnectionSummary:
    facts = _facts(standing, owes_revocation=owes_revocation, machine_now=machine_now)
    judged = judge_health(facts, now=now)
    return ConnectionSummary(
        number=standing.id,
        company=name_company(standing, parts),
        environment=standing.environment,
        health=judged.health,
        role=_ROLES[judged.health],
        because=judged.because,
        deadlines=_deadlines(facts),
        ends_at=ends_at(facts),
        now=now,
    )


def name_company(connection: Connection | Standing, parts: Services) -> str:
    """Return a company's name, or why there is none.

    One row that was tampered with does not hide the others.
    """
    try:
        return parts.connections.company_name(connection) or UNNAMED
    except UnsealError:
        return UNOPENED


def call_connection(number: int, company: str) -> str:
    """Return what a sentence calls a connection: its number where no name can stand there."""
    return f"connection {number}" if company in {UNNAMED, UNOPENED} else company


def _urgency(summary: ConnectionSummary) -> tuple[bool, timedelta, int]:
    # Environments have clocks of their own, so what is left is compared, not the moment.
    left = timedelta.max
    if summary.ends_at is not None:
        left = summary.ends_at - summary.now
    return summary.health is Health.REVOKED, left, summary.number


def _facts(
    standing: Standing, *, owes_revocation: bool, machine_now: datetime
) -> ConnectionFacts:
    retry_at = standing.retry_at
    return ConnectionFacts(
        has_tokens=standing.generation_id is not None,
        verified_at=standing.verified_at,
        refused_at=standing.refused_at,
        unanswered_at=standing.unanswered_at,
        unanswered_count=standing.unanswered_count,
        retry_in=retry_at - machine_now
        if retry_at is not None and retry_at > machine_now
        else None,
        revoked_at=standing.revoked_at,
        owes_revocation=owes_revocation,
        access_expires_at=standing.access_expires_at,
        refresh_expires_at=standing.refresh_expires_at,
        hard_expires_at=standing.hard_expires_at,
    )


def _deadlines(facts: ConnectionFacts) -> tuple[Deadline, ...]:
    return (
        Deadline("access token", facts.access_expires_at, "a refresh gives another"),
        Deadline(
            "refresh token, soft",
            facts.refresh_expires_at,
            "every refresh moves it on; past it, only a new consent helps",
        ),
        Deadline(
            "consent, hard",
            facts.hard_expires_at,
            "five years after consent; no refresh moves it",
        ),
    )
