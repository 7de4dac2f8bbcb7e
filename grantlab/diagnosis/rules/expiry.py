"""Causes that lie in the age of a refresh token."""

from datetime import datetime, timedelta

from grantlab.diagnosis import wording
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import (
    Finding,
    confirmed,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.pastes.questions import LAST_SUCCESS
from grantlab.diagnosis.readings.lineage import Received
from grantlab.diagnosis.readings.tokens import (
    consented_at,
    family_of,
    find_sent,
    hard_deadline,
    newest,
)
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.verdicts import Stage

LIFETIME = timedelta(days=100)
"""Source: Intuit FAQ on durations; the wire says 101 days, so this much is sure."""

HARD_LIFETIME = timedelta(seconds=157_680_000)
"""5 × 365 days. Source: Intuit's announcement of November 2025."""

CODE_LIFETIME = timedelta(minutes=10)
"""How long before the first answer the user may have consented. Source: RFC 6749 §4.1.2."""

_CONSENT_AGAIN = (
    "Ask the user to consent again; a token that has ended cannot be renewed."
)


@rule(
    "refresh_token_hard_expired",
    title="Five years had passed since the consent",
    stage=Stage.REFRESH,
    faq_item="R1",
    looks_at="five years had passed since the user consented",
    source="Intuit's announcement of November 2025 on the refresh token policy.",
)
def refresh_token_at_its_limit(evidence: Evidence) -> Finding:
    family = family_of(evidence, find_sent(evidence))
    limit, consent = hard_deadline(family), consented_at(family)
    sent_at = evidence.refusal.started_at
    if limit is not None and sent_at >= limit:
        return confirmed(
            f"The request was sent at {wording.moment(sent_at)}; whatever the use, this"
            f" consent ended at {wording.moment(limit)}.",
            remedy=_CONSENT_AGAIN,
            facts=(family[-1].fact, evidence.refusal),
        )
    if limit is not None:
        return ruled_out(f"This consent is good until {wording.moment(limit)}.")
    if consent is None:
        return undetermined(LAST_SUCCESS.text)
    age = wording.span(sent_at - consent)
    if sent_at < consent + HARD_LIFETIME:
        return ruled_out(f"The user had consented {age} before.")
    return suspected(
        f"The user had consented {age} before, and no answer told the limit.",
        remedy=_CONSENT_AGAIN,
        question=LAST_SUCCESS.text,
        facts=(family[0].fact, evidence.refusal),
    )


@rule(
    "refresh_token_expired_inactivity",
    title="The refresh token had not been used for its whole life",
    stage=Stage.REFRESH,
    faq_item="R1",
    looks_at="the newest refresh token had reached its hundred days unused",
    source="Intuit FAQ on durations, and invalid grant on refresh, item 1.",
)
def unused_refresh_token(evidence: Evidence) -> Finding:
    held, latest = find_sent(evidence), newest(evidence)
    if held is None or latest is None:
        return undetermined(LAST_SUCCESS.text)
    if held.refresh != latest.refresh:
        return ruled_out(
            f"{wording.refresh_token(held.refresh)} had been used: it had been replaced by"
            f" {wording.refresh_token(latest.refresh)}."
        )
    if held.refresh_expires_at is None:
        return _judge_by_age(evidence, held)
    return _judge_by_deadline(evidence, held, held.refresh_expires_at)


def _judge_by_deadline(
    evidence: Evidence, held: Received, deadline: datetime
) -> Finding:
    family = family_of(evidence, held)
    sent_at, limit = evidence.refusal.started_at, _limit_of(family)
    if sent_at < deadline:
        return ruled_out(f"{_named(held)} was good until {wording.moment(deadline)}.")
    if limit is not None and limit <= deadline:
        return ruled_out(
            f"{_named(held)} ended with the consent, at {wording.moment(limit)}."
        )
    return confirmed(
        f"The request was sent at {wording.moment(sent_at)}, but the life of"
        f" {_named(held)} had ended at {wording.moment(deadline)} without a refresh.",
        remedy=_CONSENT_AGAIN,
        facts=(held.fact, evidence.refusal),
    )


def _limit_of(family: tuple[Received, ...]) -> datetime | None:
    """Return when a consent ends: as it was told, or else five years after it was given."""
    told, consent = hard_deadline(family), consented_at(family)
    if told is not None or consent is None:
        return told
    return consent + HARD_LIFETIME - CODE_LIFETIME


def _judge_by_age(evidence: Evidence, held: Received) -> Finding:
    age = evidence.refusal.started_at - held.received_at
    because = f"{_named(held)} had been received {wording.span(age)} before"
    if age < LIFETIME:
        return ruled_out(f"{because}; it is good for a hundred days.")
    return suspected(
        f"{because}, its deadline is not on record, and it is good for a hundred days.",
        remedy=_CONSENT_AGAIN,
        question=LAST_SUCCESS.text,
        facts=(held.fact, evidence.refusal),
    )


def _named(held: Received) -> str:
    return wording.refresh_token(held.refresh)
