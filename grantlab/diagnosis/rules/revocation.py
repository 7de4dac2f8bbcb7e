"""Causes in which the grant was ended before its time."""

from grantlab.diagnosis import wording
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import (
    Finding,
    confirmed,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.pastes.questions import ACCESS_STILL_WORKS, FIRST_OR_LATER
from grantlab.diagnosis.readings.endings import find_code_use, revocations_of
from grantlab.diagnosis.readings.lineage import Received
from grantlab.diagnosis.readings.requests import (
    Answer,
    RequestKind,
    is_success,
    is_unanswered,
    kind_of,
    revoked_token,
)
from grantlab.diagnosis.readings.tokens import (
    call_answered_later,
    family_of,
    find_sent,
    sent_fingerprint,
    young_call_refused,
)
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.rules.questions import DID_WE_REVOKE, WHO_DISCONNECTED
from grantlab.diagnosis.verdicts import Stage

_WITH_A_TOKEN = (RequestKind.REFRESH, RequestKind.API)
_EXPLAINS = frozenset({Answer.GRANT_REFUSED, Answer.TOKEN_REFUSED})
_CONSENT_AGAIN = "Ask the user to consent again; a revoked grant does not come back."


@rule(
    "revoked_by_app",
    title="The application itself had revoked the connection",
    stage=Stage.REFRESH,
    faq_item="R5",
    at=_WITH_A_TOKEN,
    looks_at="the application had called the revocation endpoint with one of its tokens",
    explains=_EXPLAINS,
    source="Intuit FAQ, invalid grant on refresh, item 5; RFC 7009 §2.1.",
)
def revocation_by_app(evidence: Evidence) -> Finding:
    sent = sent_fingerprint(evidence)
    family = family_of(evidence, find_sent(evidence))
    revocations = revocations_of(evidence, family, sent)
    if not revocations and not evidence.record_is_whole:
        return undetermined(DID_WE_REVOKE.text)
    if not revocations:
        return ruled_out(
            "No revocation of these tokens by the application is on record."
        )
    last = next(filter(is_success, revocations), revocations[-1])
    because = (
        f"The application sent {_named(family, revoked_token(last) or '')} to the revocation"
        f" endpoint at {wording.moment(last.started_at)}"
    )
    facts = (last, evidence.refusal)
    if is_unanswered(last):
        return suspected(
            f"{because}, and no good answer arrived: the service may have ended it.",
            remedy=_CONSENT_AGAIN,
            question=ACCESS_STILL_WORKS.text,
            facts=facts,
        )
    return confirmed(
        f"{because}, and it was accepted; that ends both tokens of the connection.",
        remedy="Ask the user to consent again, and stop refreshing what was revoked.",
        facts=facts,
    )


@rule(
    "revoked_by_code_reuse",
    title="The code of this connection had been exchanged twice",
    stage=Stage.REFRESH,
    faq_item="R6",
    at=_WITH_A_TOKEN,
    explains=_EXPLAINS,
    looks_at="the code that began this connection had been sent more than once",
    source="Intuit FAQ, invalid grant on refresh, item 6, and on exchange, item 4.",
)
def revocation_by_code_reuse(evidence: Evidence) -> Finding:
    family = family_of(evidence, find_sent(evidence))
    use = find_code_use(family, evidence.earlier)
    if use is None or (not use.again and not evidence.record_is_whole):
        return undetermined(FIRST_OR_LATER.text)
    if not use.again:
        return ruled_out(
            f"{wording.code(use.code)}, which began this connection, was used once, as far"
            " as it could have mattered.",
            facts=(use.first,),
        )
    answered = [round_trip for round_trip in use.again if not is_unanswered(round_trip)]
    second = next(iter(answered), use.again[-1])
    because = (
        f"{wording.code(use.code)}, which began this connection, was sent again at"
        f" {wording.moment(second.started_at)}"
    )
    facts = (use.first, second, evidence.refusal)
    if not answered:
        return suspected(
            f"{because}, and no answer to that arrived.",
            remedy="Ask the user to consent again, and exchange each code once.",
            question=ACCESS_STILL_WORKS.text,
            facts=facts,
        )
    return confirmed(
        f"{because} and refused; a second use also ends the tokens that the first one gave.",
        remedy=(
            "Ask the user to consent again, and see to it that a callback which is delivered"
            " twice exchanges its code once."
        ),
        facts=facts,
    )


@rule(
    "revoked_by_user_disconnect",
    title="The connection was ended on Intuit's side",
    stage=Stage.REFRESH,
    faq_item="R5",
    at=_WITH_A_TOKEN,
    explains=_EXPLAINS,
    looks_at="an access token younger than one hour was refused as well",
    source="Intuit FAQ, invalid grant on refresh, item 5; the wire facts on disconnecting.",
)
def disconnection_by_user(evidence: Evidence) -> Finding:
    family = family_of(evidence, find_sent(evidence))
    if not family:
        return undetermined(ACCESS_STILL_WORKS.text)
    ended = _ended_by_us(evidence, family)
    if ended is not None:
        return ended
    answered = call_answered_later(evidence, family)
    if answered is not None:
        return ruled_out(
            f"An API call was answered well at {wording.moment(answered.started_at)}, after"
            " the refusal: the grant was alive.",
            facts=(answered,),
        )
    refused = young_call_refused(evidence, family)
    if refused is None:
        return undetermined(ACCESS_STILL_WORKS.text)
    call, pair = refused
    return suspected(
        f"{_named(family, pair.access or '')} was answered 401 when it was"
        f" {wording.span(call.started_at - pair.received_at)} old, before its hour was over"
        f"{_refresh_too(evidence)}. No request on record ended it, so it was ended elsewhere;"
        " by whom, no answer says.",
        remedy="Ask the user whether the app was disconnected, and to consent again.",
        question=WHO_DISCONNECTED.text,
        facts=(call, evidence.refusal),
    )


def _refresh_too(evidence: Evidence) -> str:
    is_call = kind_of(evidence.refusal) is RequestKind.API
    return "" if is_call else ", and the refresh was refused too"


def _ended_by_us(evidence: Evidence, family: tuple[Received, ...]) -> Finding | None:
    revocations = revocations_of(evidence, family, sent_fingerprint(evidence))
    if any(map(is_success, revocations)):
        return ruled_out(
            "The application itself had revoked the connection before.",
            facts=revocations,
        )
    use = find_code_use(family, evidence.earlier)
    if use is not None and use.again:
        return ruled_out(
            f"{wording.code(use.code)} had been sent twice, which ends the connection"
            " without any user.",
            facts=use.again,
        )
    return None


def _named(family: tuple[Received, ...], fingerprint: str) -> str:
    is_access = any(pair.access == fingerprint for pair in family)
    write = wording.access_token if is_access else wording.refresh_token
    return write(fingerprint)
