"""Causes that lie in the authorization code of an exchange."""

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
from grantlab.diagnosis.pastes.questions import CODE_BOTH_ENDS, HOW_OFTEN_EXCHANGED
from grantlab.diagnosis.readings.consent import (
    brought_codes,
    exchanges_of,
    find_response,
    sent_codes,
)
from grantlab.diagnosis.readings.requests import (
    Answer,
    client_id_of,
    fingerprint_in,
    is_success,
    is_unanswered,
    sent_code,
)
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.rules.questions import CODE_AT_ONCE
from grantlab.diagnosis.verdicts import Stage
from grantlab.protocol.round_trip import RoundTrip

LIFETIME = timedelta(seconds=300)
"""How long a code is good at least.

Source: inferred from the moment that captured codes name; RFC 6749 §4.1.2 wants ten
minutes at most.
"""


@rule(
    "code_reused",
    title="The code had been exchanged before",
    stage=Stage.EXCHANGE,
    faq_item="E4",
    looks_at="the code of the exchange had been sent to the token endpoint before",
    source="Intuit FAQ, invalid grant on exchange, item 4; RFC 6749 §4.1.2.",
)
def reused_code(evidence: Evidence) -> Finding:
    sent = sent_code(evidence.refusal)
    if sent is None:
        return undetermined(HOW_OFTEN_EXCHANGED.text)
    # A stranger who presents a used code is refused as a stranger, and ends nothing.
    client_id = client_id_of(evidence.refusal)
    before = tuple(
        one
        for one in exchanges_of(sent, evidence.earlier)
        if client_id_of(one) == client_id
    )
    if not before:
        return _judge_first_use(evidence, sent)
    given = [round_trip for round_trip in before if is_success(round_trip)]
    facts = (*before, evidence.refusal)
    if given:
        return confirmed(
            f"{wording.code(sent)} was exchanged at {wording.moment(given[0].started_at)},"
            f" and sent again at {wording.moment(evidence.refusal.started_at)}. A code works"
            " once; a second use by its own client also ends the tokens that the first gave.",
            remedy=(
                "Begin a new authorization, and see to it that a callback which is"
                " delivered twice exchanges its code once."
            ),
            facts=facts,
        )
    return suspected(
        f"{wording.code(sent)} had been sent before, at"
        f" {wording.moment(before[-1].started_at)}: {_what_became_of(before[-1])}.",
        remedy="Begin a new authorization instead of sending the same code again.",
        question=HOW_OFTEN_EXCHANGED.text,
        facts=facts,
    )


@rule(
    "code_expired",
    title="The code had expired before it was exchanged",
    stage=Stage.EXCHANGE,
    looks_at="more than minutes lay between the redirect and the exchange",
    source="RFC 6749 §4.1.2 and §5.2; the FAQ does not name it.",
)
def expired_code(evidence: Evidence) -> Finding:
    sent, response = sent_code(evidence.refusal), find_response(evidence)
    if sent is None or response is None or sent not in _fingerprints(response):
        return undetermined(HOW_OFTEN_EXCHANGED.text)
    age = evidence.refusal.started_at - response.started_at
    because = (
        f"{wording.code(sent)} had come {wording.span(age)} before it was exchanged, and"
        " codes are good for minutes."
    )
    facts = (response, evidence.refusal)
    if age < LIFETIME:
        return ruled_out(because, facts=facts)
    return suspected(
        because,
        remedy=(
            "Ask the user once more, and exchange the code as soon as the redirect has"
            " brought it."
        ),
        question=CODE_AT_ONCE.text,
        facts=facts,
    )


@rule(
    "code_param_collision",
    title="Something else took the place of the code",
    stage=Stage.EXCHANGE,
    faq_item="E2",
    looks_at="the exchange sent the code that the redirect had brought, and brought once",
    source="Intuit FAQ, invalid grant on exchange, item 2.",
    explains=frozenset({Answer.GRANT_REFUSED, Answer.REQUEST_REFUSED}),
)
def collided_code_parameter(evidence: Evidence) -> Finding:
    sent, response = sent_codes(evidence), find_response(evidence)
    brought = () if response is None else brought_codes(response)
    if not sent or not brought or response is None:
        return undetermined(CODE_BOTH_ENDS.text)
    facts = (response, evidence.refusal)
    remedy = (
        "Rename the application's own parameter; code belongs to OAuth on that address."
    )
    if len(sent) > 1:
        return confirmed(
            f"The exchange sent code {len(sent)} times: {', '.join(sent)}.",
            remedy=remedy,
            facts=facts,
        )
    because = (
        f"The redirect brought code as {' and as '.join(brought)}, and the exchange sent"
        f" {sent[0]}."
    )
    if sent[0] not in brought:
        return suspected(
            because, remedy=remedy, question=CODE_BOTH_ENDS.text, facts=facts
        )
    if _is_the_wrong_one(sent[0], brought):
        return confirmed(because, remedy=remedy, facts=facts)
    return ruled_out(because, facts=facts)


@rule(
    "code_malformed_or_truncated",
    title="The code was changed on its way to the token endpoint",
    stage=Stage.EXCHANGE,
    looks_at="the code that was sent has the shape of the one that was brought",
    source="RFC 6749 §4.1.3 and appendix B, on the encoding of a form.",
    explains=frozenset({Answer.GRANT_REFUSED, Answer.REQUEST_REFUSED}),
)
def malformed_code(evidence: Evidence) -> Finding:
    sent, response = sent_codes(evidence), find_response(evidence)
    brought = () if response is None else brought_codes(response)
    if not sent or not brought or response is None:
        return undetermined(CODE_BOTH_ENDS.text)
    facts = (response, evidence.refusal)
    is_whole = fingerprint_in(sent[0]) is not None
    if sent[0] in brought or is_whole or not any(map(fingerprint_in, brought)):
        return ruled_out(
            f"The exchange sent {sent[0]}, and the redirect had brought"
            f" {' and '.join(brought)}.",
            facts=facts,
        )
    return suspected(
        f"The redirect brought {brought[0]}, and the exchange sent {sent[0]}, which has no"
        " code's shape: cut, encoded once more, or another value.",
        remedy="Take the code from the query of the redirect, decoded once, and encode it once.",
        question=CODE_BOTH_ENDS.text,
        facts=facts,
    )


def _judge_first_use(evidence: Evidence, sent: str) -> Finding:
    if not evidence.record_is_whole:
        return undetermined(
            HOW_OFTEN_EXCHANGED.text,
            because=f"Nothing on record sent {wording.code(sent)} before, but the record may"
            " have gaps.",
        )
    return ruled_out(
        f"{wording.code(sent)} had not been sent to the token endpoint before.",
        facts=(evidence.refusal,),
    )


def _what_became_of(round_trip: RoundTrip) -> str:
    if is_unanswered(round_trip):
        return "no good answer arrived, so the service may have accepted it"
    return f"it was refused with HTTP {round_trip.status}, which may have used it up"


def _fingerprints(response: RoundTrip) -> tuple[str | None, ...]:
    return tuple(map(fingerprint_in, brought_codes(response)))


def _is_the_wrong_one(sent: str, brought: tuple[str, ...]) -> bool:
    """Whether a value without a code's shape was sent though one with it was there."""
    return fingerprint_in(sent) is None and any(map(fingerprint_in, brought))
