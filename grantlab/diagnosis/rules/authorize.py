"""Causes that show when the browser comes back without a code."""

from grantlab.diagnosis import wording
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Finding, confirmed, ruled_out
from grantlab.diagnosis.readings.consent import request_of
from grantlab.diagnosis.readings.requests import (
    Answer,
    parameter_of,
    response_error,
)
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.verdicts import Stage

_EXPLAINS = frozenset({Answer.REQUEST_REFUSED})
_FORM = frozenset({"invalid_request", "unsupported_response_type"})


@rule(
    "invalid_scope_at_authorize",
    title="The request for consent asked for a scope that it may not have",
    stage=Stage.AUTHORIZE,
    looks_at="the browser came back with invalid_scope",
    source="RFC 6749 §4.1.2.1 and §3.3; Intuit's page on scopes.",
    explains=_EXPLAINS,
)
def refused_scope(evidence: Evidence) -> Finding:
    if response_error(evidence.refusal) != "invalid_scope":
        return ruled_out(_came_with(evidence), facts=(evidence.refusal,))
    request = request_of(evidence.refusal, evidence)
    asked = None if request is None else parameter_of(request, "scope")
    return confirmed(
        f"{_came_with(evidence)}"
        + ("" if asked is None else f" The request had asked for “{asked}”."),
        remedy=(
            "Ask only for scopes that are enabled for the app, spelled as they are there: at"
            " Intuit under My Hub, App dashboard, your app, Permissions."
        ),
        facts=(evidence.refusal,) if request is None else (request, evidence.refusal),
    )


@rule(
    "consent_refused",
    title="The user did not consent",
    stage=Stage.AUTHORIZE,
    looks_at="the browser came back with access_denied",
    source="RFC 6749 §4.1.2.1; the wire facts on the consent page.",
    explains=_EXPLAINS,
)
def refused_consent(evidence: Evidence) -> Finding:
    if response_error(evidence.refusal) != "access_denied":
        return ruled_out(_came_with(evidence), facts=(evidence.refusal,))
    return confirmed(
        f"{_came_with(evidence)} That is what the button for *no* sends.",
        remedy="Ask the user again when there is a reason that they see, and explain it first.",
        facts=(evidence.refusal,),
    )


@rule(
    "malformed_authorization_request",
    title="The request for consent had not the form that it must have",
    stage=Stage.AUTHORIZE,
    looks_at="the browser came back with invalid_request, or for the response type",
    source="RFC 6749 §4.1.1 and §4.1.2.1; RFC 7636 §4.4.1.",
    explains=_EXPLAINS,
)
def malformed_request(evidence: Evidence) -> Finding:
    error = response_error(evidence.refusal)
    if error not in _FORM:
        return ruled_out(_came_with(evidence), facts=(evidence.refusal,))
    request = request_of(evidence.refusal, evidence)
    return confirmed(
        f"{_came_with(evidence)} A parameter of the request for consent is missing, doubled or"
        " malformed; where a service insists on PKCE, that is code_challenge.",
        remedy="Send response_type=code, and each parameter of the request once.",
        facts=(evidence.refusal,) if request is None else (request, evidence.refusal),
    )


def _came_with(evidence: Evidence) -> str:
    refusal = evidence.refusal
    return (
        f"At {wording.moment(refusal.started_at)} the browser came back with"
        f" “{response_error(refusal)}”."
    )
