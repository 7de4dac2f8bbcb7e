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
from grantlab.diagnosis.readings.requests import sent_refresh_token
from grantlab.diagnosis.readings.tokens import (
    GRACE,
    family_of,
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
from grantlab.protocol.round_trip import Purpose


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
        return _judge_newest(evidence, latest)
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
    if find_sent(evidence) is None:
        return undetermined(
            WHERE_FROM.text,
            because=f"Whether {wording.refresh_token(sent)} was ever held is not on record.",
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
        return ruled_out(
            f"{wording.refresh_token(sent)} was the newest that any answer had brought."
        )
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


@rule(
    "refresh_response_lost",
    title="The answer to the refresh before it never arrived",
    stage=Stage.REFRESH,
    faq_item="R4",
    looks_at="every earlier refresh with the same token had been answered",
    source="RFC 6749 §6; Intuit's documents name no remedy for a lost answer.",
)
def lost_answer(evidence: Evidence) -> Finding:
    sent, latest = sent_fingerprint(evidence), newest(evidence)
    if sent is None or latest is None:
        return undetermined(PREVIOUS_ANSWERED.text)
    if sent != latest.refresh:
        return ruled_out(
            f"A newer one than {wording.refresh_token(sent)} had arrived, so nothing is missing."
        )
    lost = [
        call
        for call in other_calls(evidence, sent)
        if _may_have_lost(call, latest, evidence)
    ]
    if not lost:
        return ruled_out(
            f"Every earlier refresh with {wording.refresh_token(sent)} had been answered."
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


def _judge_newest(evidence: Evidence, latest: Received) -> Finding:
    """Judge a refusal of the newest value: an older one may have ended its family."""
    replaced = {
        pair.refresh
        for pair in family_of(evidence, latest)
        if pair.refresh != latest.refresh
    }
    for earlier in reversed(evidence.earlier):
        if earlier.started_at < latest.received_at:
            break
        sent = (
            sent_refresh_token(earlier) if earlier.purpose is Purpose.REFRESH else None
        )
        if earlier.refused and sent in replaced:
            return suspected(
                f"{wording.refresh_token(sent or '')}, which had been replaced, was sent at"
                f" {wording.moment(earlier.started_at)}. A service that takes that for theft"
                " ends the newest value with it.",
                remedy="Ask the user to consent again, and send only the newest token from then on.",
                question=NEWEST_ACCEPTED.text,
                facts=(earlier, evidence.refusal),
            )
    return ruled_out(
        f"The request carried {wording.refresh_token(latest.refresh)}, the newest that had been"
        " received."
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


def _may_have_lost(call: RefreshCall, latest: Received, evidence: Evidence) -> bool:
    is_between = latest.received_at <= call.started_at <= evidence.refusal.started_at
    return call.is_unanswered and call.sent == latest.refresh and is_between
