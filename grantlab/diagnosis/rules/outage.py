"""The cause that lies with the service."""

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
from grantlab.diagnosis.readings.requests import (
    API_CALLS,
    TOKEN_REQUESTS,
    Answer,
    client_id_of,
    has_failed,
    is_busy,
    is_success,
    sent_refresh_token,
)
from grantlab.diagnosis.readings.tokens import sent_fingerprint
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.rules.questions import STILL_REFUSED
from grantlab.diagnosis.verdicts import Stage
from grantlab.protocol.round_trip import Purpose, RoundTrip

NEAR = timedelta(minutes=15)
"""How far from a refusal another failure of the service still speaks of the same trouble."""

_KEEP = "Keep both tokens, and try the same refresh again later."
_BACK_CHANNEL = TOKEN_REQUESTS | API_CALLS | {Purpose.REVOCATION}


@rule(
    "provider_outage",
    title="The service was down or in trouble",
    stage=Stage.REFRESH,
    faq_item="R2",
    looks_at="the service failed in the minutes around the refusal",
    source="Intuit FAQ, invalid grant on refresh, item 2.",
    explains=frozenset({Answer.GRANT_REFUSED, Answer.SERVICE_FAILED}),
)
def trouble_at_the_service(evidence: Evidence) -> Finding:
    refusal = evidence.refusal
    if has_failed(refusal):
        return confirmed(
            f"The service answered HTTP {refusal.status}: it failed before it judged the"
            " refresh token.",
            remedy=_KEEP,
            facts=(refusal,),
        )
    if is_busy(refusal):
        return ruled_out("HTTP 429 says that too much was asked in too short a time.")
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
        if is_near and round_trip.purpose in _BACK_CHANNEL and has_failed(round_trip):
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
        elif was_refused and round_trip.purpose in _BACK_CHANNEL:
            was_well = was_well or is_success(round_trip)
    return False


def _carried(round_trip: RoundTrip, sent: str | None) -> bool:
    is_refresh = round_trip.purpose is Purpose.REFRESH
    return is_refresh and sent is not None and sent_refresh_token(round_trip) == sent
