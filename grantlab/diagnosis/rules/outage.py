"""Causes that lie with the service: it failed, or was asked too much."""

from datetime import timedelta

from grantlab.diagnosis import wording
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import (
    Finding,
    confirmed,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.readings.faults import AUTHORIZATION_FAILED, read_fault
from grantlab.diagnosis.readings.requests import (
    BACK_CHANNEL,
    REQUIRED,
    Answer,
    RequestKind,
    client_id_of,
    error_of,
    has_failed,
    is_busy,
    is_success,
    kind_of,
    read_answer,
    sent_refresh_token,
    values_of,
)
from grantlab.diagnosis.readings.tokens import sent_fingerprint
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.rules.questions import STILL_REFUSED
from grantlab.diagnosis.verdicts import Stage
from grantlab.protocol.round_trip import Purpose, RoundTrip

NEAR = timedelta(minutes=15)
"""How far from a refusal another failure of the service still speaks of the same trouble."""

_KEEP = "Keep both tokens, and try the same refresh again later."
_EVERYWHERE = tuple(dict.fromkeys(BACK_CHANNEL.values()))


@rule(
    "provider_outage",
    title="The service was down or in trouble",
    stage=Stage.REFRESH,
    faq_item="R2",
    looks_at="the service failed in the minutes around the refusal",
    at=_EVERYWHERE,
    source="Intuit FAQ, invalid grant on refresh, item 2.",
    explains=frozenset(
        {Answer.GRANT_REFUSED, Answer.REQUEST_REFUSED, Answer.SERVICE_FAILED}
    ),
)
def trouble_at_the_service(evidence: Evidence) -> Finding:
    refusal = evidence.refusal
    if is_busy(refusal):
        return ruled_out(
            "The service says that too much was asked in too short a time."
        )
    if has_failed(refusal):
        return _judge_failure(refusal)
    if kind_of(refusal) not in {RequestKind.EXCHANGE, RequestKind.REFRESH}:
        return ruled_out(
            f"The service judged the request, and answered HTTP {refusal.status}."
        )
    if read_answer(refusal) is Answer.REQUEST_REFUSED:
        return _judge_words(refusal)
    return _judge_grant(evidence)


def _judge_grant(evidence: Evidence) -> Finding:
    """Judge a refusal of the code or token itself: in trouble that is said of good ones."""
    refusal = evidence.refusal
    sent = sent_fingerprint(evidence)
    accepted = _accepted_later(evidence, sent)
    if accepted is not None:
        return confirmed(
            f"{wording.refresh_token(sent or '')} was refused at"
            f" {wording.moment(refusal.started_at)} and accepted at"
            f" {wording.moment(accepted.started_at)}; a grant that has ended does not come"
            " back.",
            remedy=_KEEP,
            facts=(refusal, accepted),
        )
    failed = _failure_nearby(evidence)
    if failed is not None:
        return suspected(
            f"At {wording.moment(failed.started_at)} the service answered HTTP"
            f" {failed.status}; in such times a good token can be refused too.",
            remedy=_KEEP,
            question=STILL_REFUSED.text,
            facts=(failed, refusal),
        )
    if _refused_in_good_times(evidence, sent):
        return ruled_out(
            f"{wording.refresh_token(sent or '')} was refused more than once, and the service"
            " answered other requests well in between."
        )
    return undetermined(
        STILL_REFUSED.text,
        because=f"The refusal came at {wording.moment(refusal.started_at)}.",
        facts=(refusal,),
    )


@rule(
    "rate_limited",
    title="Too much was asked in too short a time",
    stage=Stage.API,
    looks_at="the service said that too much was asked of it",
    at=_EVERYWHERE,
    source="Intuit's limits of the company API: status 429, fault 3001; RFC 6585 §4.",
    explains=frozenset({Answer.SERVICE_FAILED}),
)
def throttled(evidence: Evidence) -> Finding:
    refusal = evidence.refusal
    if not is_busy(refusal):
        return ruled_out(f"HTTP {refusal.status} does not say so.", facts=(refusal,))
    return confirmed(
        f"The service answered HTTP {refusal.status}, which says that too much was asked of it."
        " Nothing that was sent was judged.",
        remedy="Keep the tokens, wait as long as the answer says, and ask less at a time.",
        facts=(refusal,),
    )


def _judge_failure(refusal: RoundTrip) -> Finding:
    because = f"The service answered HTTP {refusal.status}: it failed before it judged what was sent"
    if read_fault(refusal.response_body).code != AUTHORIZATION_FAILED:
        return confirmed(f"{because}.", remedy=_KEEP, facts=(refusal,))
    return suspected(
        f"{because}, unless the host is the wrong one, which is answered like that too.",
        remedy=_KEEP,
        question=STILL_REFUSED.text,
        facts=(refusal,),
    )


def _judge_words(refusal: RoundTrip) -> Finding:
    """Judge a refusal of the form: in trouble the service has said that of a good one."""
    needed = REQUIRED[refusal.purpose]
    is_whole = all(len(values_of(refusal, name)) == 1 for name in needed)
    if error_of(refusal) != "invalid_request" or not is_whole:
        return ruled_out("The service had reason to refuse the form of the request.")
    return suspected(
        "The form has all that its grant needs, and the service called it invalid, as it did"
        " to good ones in the outage of February 2025.",
        remedy=_KEEP,
        question=STILL_REFUSED.text,
        facts=(refusal,),
    )


def _accepted_later(evidence: Evidence, sent: str | None) -> RoundTrip | None:
    """Return a later success with the same token, sent with the same credentials."""
    client_id = client_id_of(evidence.refusal)
    for round_trip in evidence.later:
        is_same = _carried(round_trip, sent) and client_id_of(round_trip) == client_id
        if is_same and is_success(round_trip):
            return round_trip
    return None


def _failure_nearby(evidence: Evidence) -> RoundTrip | None:
    moment = evidence.refusal.started_at
    for round_trip in (*evidence.later, *reversed(evidence.earlier)):
        is_near = abs(round_trip.started_at - moment) <= NEAR
        if is_near and round_trip.purpose in BACK_CHANNEL and has_failed(round_trip):
            return round_trip
    return None


def _refused_in_good_times(evidence: Evidence, sent: str | None) -> bool:
    """Whether the same token was refused twice with a good answer in between."""
    was_refused = was_well = False
    for round_trip in evidence.round_trips:
        if round_trip.refused and _carried(round_trip, sent):
            if was_well:
                return True
            was_refused = True
        elif was_refused and round_trip.purpose in BACK_CHANNEL:
            was_well = was_well or is_success(round_trip)
    return False


def _carried(round_trip: RoundTrip, sent: str | None) -> bool:
    is_refresh = round_trip.purpose is Purpose.REFRESH
    return is_refresh and sent is not None and sent_refresh_token(round_trip) == sent
