"""Causes of a refused call that lie in the scopes of the consent."""

from grantlab.diagnosis import wording
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import (
    Finding,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.pastes.questions import SCOPES_OF_CONSENT
from grantlab.diagnosis.readings.consent import find_consent
from grantlab.diagnosis.readings.requests import Answer, parameter_of, read_answer
from grantlab.diagnosis.readings.tokens import family_of, find_sent
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.verdicts import Stage
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.protocol.scope import ACCOUNTING, OPENID, parse_scopes

_NOT_LET_IN = frozenset({Answer.TOKEN_REFUSED, Answer.FORBIDDEN})


@rule(
    "missing_scope_403",
    title="The token has not the scope that the call needs",
    stage=Stage.API,
    looks_at="the consent had been asked for the scope that the call needs",
    source="RFC 6750 §3.1: insufficient_scope.",
    explains=_NOT_LET_IN,
)
def missing_scope(evidence: Evidence) -> Finding:
    call = evidence.refusal
    needed = _needed_by(call)
    if read_answer(call) is Answer.TOKEN_REFUSED and needed != OPENID:
        return ruled_out("The token itself was refused, for whatever scope.")
    granted = _scopes_asked_by(_consent_of(evidence))
    if granted is None:
        return undetermined(SCOPES_OF_CONSENT.text)
    if needed in granted:
        return ruled_out(f"The consent had been asked for {needed}.")
    return suspected(
        f"The call needs {needed}, and the consent was asked for {' and '.join(granted)}.",
        remedy="Ask the user to consent to the scope that the call needs.",
        question=SCOPES_OF_CONSENT.text,
        facts=(call,),
    )


@rule(
    "scope_changed_needs_reauth",
    title="The consent is older than the scope that is needed",
    stage=Stage.API,
    looks_at="a scope was asked for after the consent that the tokens came of",
    source="RFC 6749 §6: a refresh gives no scope that was not granted.",
    explains=_NOT_LET_IN,
)
def added_scope(evidence: Evidence) -> Finding:
    call, consent = evidence.refusal, _consent_of(evidence)
    needed, granted = _needed_by(call), _scopes_asked_by(consent)
    if consent is None or granted is None:
        return undetermined(SCOPES_OF_CONSENT.text)
    later = [] if needed in granted else _asked_since(consent, needed, evidence)
    if not later:
        return ruled_out(
            "No scope was asked for after the consent that the tokens came of."
        )
    return suspected(
        f"{needed} was asked for at {wording.moment(later[0].started_at)}, and the"
        " tokens are older: what was added is not in them.",
        remedy="Ask the user to consent again; a refresh adds no scope.",
        question=SCOPES_OF_CONSENT.text,
        facts=(later[0], call),
    )


def _needed_by(call: RoundTrip) -> str:
    """Return the scope without which a call is not let in."""
    return OPENID if call.purpose is Purpose.USERINFO else ACCOUNTING


def _consent_of(evidence: Evidence) -> RoundTrip | None:
    return find_consent(evidence, family_of(evidence, find_sent(evidence)))


def _scopes_asked_by(request: RoundTrip | None) -> tuple[str, ...] | None:
    asked = None if request is None else parameter_of(request, "scope")
    return None if asked is None else parse_scopes(asked)


def _asked_since(consent: RoundTrip, scope: str, evidence: Evidence) -> list[RoundTrip]:
    """Return the requests after a consent that asked for a scope, oldest first."""
    return [
        one
        for one in evidence.earlier
        if one.purpose is Purpose.AUTHORIZATION_REQUEST
        and one.started_at > consent.started_at
        and scope in (_scopes_asked_by(one) or ())
    ]
