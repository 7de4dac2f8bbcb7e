"""Causes in which an old refresh token was sent, or a new one was lost."""

from datetime import datetime, timedelta

from grantlab.diagnosis import wording
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import GenerationFact
from grantlab.diagnosis.findings import (
    Finding,
    confirmed,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.pastes.questions import LAST_TWO_CALLS, PREVIOUS_ANSWERED
from grantlab.diagnosis.readings.calls import RefreshCall, other_calls
from grantlab.diagnosis.readings.lineage import Received
from grantlab.diagnosis.readings.tokens import (
    find_sent,
    newest,
    newest_still_worked,
    sent_fingerprint,
    successor,
)
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.rules.questions import (
    KEPT_IN_MEMORY,
    NEWEST_ACCEPTED,
    WHERE_FROM,
)
from grantlab.diagnosis.verdicts import Stage

GRACE = timedelta(hours=24)
"""How long at most a replaced refresh token is honoured.

Source: Intuit FAQ on stale refresh tokens; other sources say that it ends at once.
"""


@rule(
    "stale_refresh_token",
    title="The refresh token had been replaced by a newer one",
    stage=Stage.REFRESH,
    faq_item="R1",
    looks_at="a newer refresh token had been received than the one that was sent",
    source="Intuit FAQ, invalid grant on refresh, items 1, 3 and 4.",
)
def superseded_refresh_token(evidence: Evidence) -> Finding:
    sent, latest = sent_fingerprint(evidence), newest(evidence)
    if sent is None or latest is None:
        return undetermined(LAST_TWO_CALLS.text)
    if sent == latest.refresh:
        return ruled_out(
            f"The request carried {wording.refresh_token(sent)}, the newest that had been"
            " received."
        )
    held = find_sent(evidence)
    following = None if held is None else successor(evidence, held)
    if held is None or following is None:
        return undetermined(
            WHERE_FROM.text,
            because=f"The request carried {wording.refresh_token(sent)}, which no answer on"
            " record had brought.",
        )
    return _judge_age_of_copy(evidence, held=held, following=following, latest=latest)


@rule(
    "stale_cache_in_code",
    title="An old refresh token was sent although the store held a newer one",
    stage=Stage.REFRESH,
    faq_item="R3",
    looks_at="the store held a newer refresh token than the one that was sent",
    source="Intuit FAQ, invalid grant on refresh, item 3.",
)
def old_value_in_memory(evidence: Evidence) -> Finding:
    sent, latest = sent_fingerprint(evidence), newest(evidence)
    if sent is None or latest is None:
        return undetermined(LAST_TWO_CALLS.text)
    if sent == latest.refresh:
        return ruled_out(
            f"{wording.refresh_token(sent)} was the newest, so nothing old was sent."
        )
    newer = wording.refresh_token(latest.refresh)
    if latest.is_stored is False:
        return ruled_out(f"{newer} had never been stored, so it was not passed over.")
    if latest.is_stored is None:
        return undetermined(LAST_TWO_CALLS.text)
    return suspected(
        f"The store held {newer} since {wording.moment(_stored_at(latest))}, and yet"
        f" {wording.refresh_token(sent)} was sent.",
        remedy=(
            "Read the refresh token from the store for each refresh, and give the client"
            " object of the SDK the newest one."
        ),
        question=KEPT_IN_MEMORY.text,
        facts=(latest.fact, evidence.refusal),
    )


@rule(
    "not_persisted_after_refresh",
    title="The newest refresh token was not stored",
    stage=Stage.REFRESH,
    faq_item="R4",
    looks_at="every refresh token that an answer brought, or should have, was stored",
    source="Intuit FAQ, invalid grant on refresh, item 4.",
)
def unstored_refresh_token(evidence: Evidence) -> Finding:
    sent, latest = sent_fingerprint(evidence), newest(evidence)
    if sent is None or latest is None:
        return undetermined(LAST_TWO_CALLS.text)
    if sent == latest.refresh:
        return _judge_lost_answers(evidence, latest)
    newer = wording.refresh_token(latest.refresh)
    if latest.is_stored is None:
        return undetermined(LAST_TWO_CALLS.text)
    if latest.is_stored:
        return ruled_out(f"{newer} had been stored.", facts=(latest.fact,))
    return confirmed(
        f"The answer that arrived at {wording.moment(latest.received_at)} brought {newer},"
        f" which no stored generation holds, and {wording.refresh_token(sent)} was sent.",
        remedy="Store both tokens of every answer before anything else is done with it.",
        facts=(latest.fact, evidence.refusal),
    )


def _judge_age_of_copy(
    evidence: Evidence, *, held: Received, following: Received, latest: Received
) -> Finding:
    age = evidence.refusal.started_at - following.received_at
    is_sure = held.root == latest.root and (
        age >= GRACE or newest_still_worked(evidence, latest)
    )
    newer = wording.refresh_token(latest.refresh)
    because = (
        f"The request carried {wording.refresh_token(held.refresh)}, but"
        f" {wording.refresh_token(following.refresh)} had been received {_before(age)} it"
    )
    if following.refresh != latest.refresh:
        because = f"{because}, and {newer} was the newest"
    remedy = "Store the refresh token of every answer, and send only the newest."
    facts = (held.fact, latest.fact, evidence.refusal)
    if is_sure:
        return confirmed(f"{because}.", remedy=remedy, facts=facts)
    return suspected(
        f"{because}. Whether a replaced token is honoured for a day, the documents do not"
        " agree.",
        remedy=remedy,
        question=NEWEST_ACCEPTED.text,
        facts=facts,
    )


def _before(age: timedelta) -> str:
    return (
        f"{wording.span(age)} before" if age >= timedelta(seconds=1) else "just before"
    )


def _stored_at(latest: Received) -> datetime:
    fact = latest.fact
    told = fact.stored_at if isinstance(fact, GenerationFact) else None
    return told or latest.received_at


def _judge_lost_answers(evidence: Evidence, latest: Received) -> Finding:
    lost = [
        call for call in other_calls(evidence) if _may_have_lost(call, latest, evidence)
    ]
    if not lost:
        return ruled_out(
            f"{wording.refresh_token(latest.refresh)} was the newest that any answer had"
            " brought, and no answer is missing."
        )
    return suspected(
        f"A refresh of {wording.moment(lost[-1].started_at)} had sent"
        f" {wording.refresh_token(latest.refresh)} too, and no answer to it was stored. If"
        " the service had changed the token, the new one was lost on the way.",
        remedy=(
            "Ask the user to consent again; and repeat a refresh that got no answer at"
            " once, while the previous token may still be honoured."
        ),
        question=PREVIOUS_ANSWERED.text,
        facts=(lost[-1].fact, evidence.refusal),
    )


def _may_have_lost(call: RefreshCall, latest: Received, evidence: Evidence) -> bool:
    is_between = latest.received_at <= call.started_at <= evidence.refusal.started_at
    return call.is_unanswered and call.sent == latest.refresh and is_between
