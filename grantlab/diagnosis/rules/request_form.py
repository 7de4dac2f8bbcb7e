"""Causes that lie in how a request to the token endpoint was made, and by whom."""

import base64
import binascii

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import (
    Finding,
    confirmed,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.pastes.questions import BODY_AS_SENT, VERIFIER_BOTH_ENDS
from grantlab.diagnosis.readings.consent import find_request
from grantlab.diagnosis.readings.requests import (
    REQUIRED,
    Answer,
    RequestKind,
    client_id_of,
    error_of,
    fingerprint_in,
    parameter_of,
    value_of,
    values_of,
)
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.verdicts import Stage

_TOKEN = (RequestKind.EXCHANGE, RequestKind.REFRESH)
_FINGERPRINT_OCTETS = 6


@rule(
    "wrong_grant_type_or_body_encoding",
    title="The token request was not a form with a grant type",
    stage=Stage.EXCHANGE,
    looks_at="the body was a form that has each parameter of its grant once",
    at=_TOKEN,
    source="RFC 6749 §4.1.3 and §5.2; appendix B.",
    explains=frozenset({Answer.REQUEST_REFUSED}),
)
def unreadable_form(evidence: Evidence) -> Finding:
    refusal = evidence.refusal
    remedy = (
        "Send a form by POST: application/x-www-form-urlencoded, each parameter once."
    )
    facts = (refusal,)
    if error_of(refusal) == "unsupported_grant_type":
        sent = value_of(refusal, "grant_type")
        return confirmed(
            f"The request named the grant type “{sent}”, which the service does not know."
            if sent
            else "The request named no grant type that the service could read.",
            remedy=remedy,
            facts=facts,
        )
    if not refusal.form:
        return confirmed(
            "The body of the request was not a form, and the service reads nothing else.",
            remedy=remedy,
            facts=facts,
        )
    names = REQUIRED[refusal.purpose]
    missing = [name for name in names if not any(values_of(refusal, name))]
    doubled = [name for name in names if len(values_of(refusal, name)) > 1]
    if missing and "refresh_token" not in missing:
        return confirmed(
            f"The form has no {' and no '.join(missing)}.", remedy=remedy, facts=facts
        )
    # A code that was sent twice has a cause of its own.
    if set(doubled) - {"code"}:
        return confirmed(
            f"The form has {' and '.join(doubled)} more than once.",
            remedy=remedy,
            facts=facts,
        )
    if missing or doubled:
        return ruled_out("The form has a grant type, and each other parameter once.")
    return undetermined(
        BODY_AS_SENT.text,
        because=f"The service said “{error_of(refusal)}”, although the form on record has all"
        " parameters of its grant, each once.",
        facts=facts,
    )


@rule(
    "bad_client_credentials",
    title="The client id and secret were not accepted",
    stage=Stage.EXCHANGE,
    looks_at="the token endpoint accepted the client itself",
    at=(*_TOKEN, RequestKind.REVOCATION),
    source="RFC 6749 §5.2 and §2.3.1.",
    explains=frozenset({Answer.CLIENT_REFUSED}),
)
def refused_client(evidence: Evidence) -> Finding:
    refusal = evidence.refusal
    client_id = client_id_of(refusal)
    told = error_of(refusal) or f"HTTP {refusal.status}"
    whose = (
        "The request carried no client id"
        if client_id is None
        else f"The request carried client id {client_id}"
    )
    return confirmed(
        f"{whose}, and the answer was {told}: the client was refused before what it brought"
        " was looked at. The tokens are as they were.",
        remedy=(
            "Send client id and secret of one key pair in a Basic header, as the portal shows"
            " them now, and nowhere else."
        ),
        facts=(refusal,),
    )


@rule(
    "pkce_mismatch",
    title="The code verifier was not the one that belongs to the challenge",
    stage=Stage.EXCHANGE,
    looks_at="the code_verifier hashes to the code_challenge of the authorization request",
    source="RFC 7636 §4.6.",
    explains=frozenset({Answer.GRANT_REFUSED, Answer.REQUEST_REFUSED}),
)
def mismatching_verifier(evidence: Evidence) -> Finding:
    request = find_request(evidence)
    verifier = value_of(evidence.refusal, "code_verifier")
    if request is None:
        return undetermined(VERIFIER_BOTH_ENDS.text)
    challenge = parameter_of(request, "code_challenge")
    if challenge is None:
        return ruled_out("The authorization request carried no code_challenge.")
    remedy = "Keep the verifier with state, and take both out together in the callback."
    facts = (request, evidence.refusal)
    if not verifier:
        return suspected(
            "The authorization request carried a code_challenge, and the exchange brought no"
            " code_verifier.",
            remedy=remedy,
            question=VERIFIER_BOTH_ENDS.text,
            facts=facts,
        )
    beginning = _beginning_of_hash(challenge)
    sent = fingerprint_in(verifier)
    if beginning is None or sent is None:
        return undetermined(VERIFIER_BOTH_ENDS.text, facts=facts)
    if sent == beginning:
        return ruled_out(
            "The code_verifier hashes to the code_challenge of the request.",
            facts=facts,
        )
    return suspected(
        "The code_verifier of the exchange does not hash to the code_challenge of the request.",
        remedy=remedy,
        question=VERIFIER_BOTH_ENDS.text,
        facts=facts,
    )


def _beginning_of_hash(challenge: str) -> str | None:
    """Return the first digits of the verifier's SHA-256, which its fingerprint is too.

    Spec: RFC 7636 §4.2; a challenge that is not hashed is hidden in the record.
    """
    try:
        octets = base64.urlsafe_b64decode(challenge[:8])
    except (ValueError, binascii.Error):
        return None
    return octets.hex() if len(octets) == _FINGERPRINT_OCTETS else None
