"""Causes of a call that an API refused."""

from urllib.parse import urlsplit

from grantlab.diagnosis import wording
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import (
    Finding,
    confirmed,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.pastes.questions import (
    AGE_OF_ACCESS_TOKEN,
    FAULT_CODE,
    HOST_OF_COMPANY,
    SAME_TOKEN_IN_CURL,
)
from grantlab.diagnosis.readings.faults import (
    AUTHORIZATION_FAILED,
    WRONG_CLUSTER,
    Fault,
    read_fault,
)
from grantlab.diagnosis.readings.requests import (
    API_CALLS,
    Answer,
    bearer_of,
    is_success,
    read_answer,
)
from grantlab.diagnosis.readings.tokens import (
    access_ends_at,
    family_of,
    find_sent,
)
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.rules.questions import WHO_DISCONNECTED
from grantlab.diagnosis.verdicts import Stage
from grantlab.protocol.environment import Environment
from grantlab.protocol.marks import find_marks
from grantlab.protocol.round_trip import RoundTrip
from grantlab.protocol.shapes import Kind

_TOKEN_REFUSED = frozenset({Answer.TOKEN_REFUSED})
_NOT_LET_IN = frozenset({Answer.TOKEN_REFUSED, Answer.FORBIDDEN})
_CALL_AGAIN = (
    "Refresh on a 401, store both tokens of the answer, and repeat the call once."
)


@rule(
    "access_token_expired_401",
    title="The access token was past its hour",
    stage=Stage.API,
    looks_at="the access token of the call was younger than its hour",
    source="Intuit's durations of tokens; fault 3200; RFC 6750 §3.1.",
    explains=_TOKEN_REFUSED,
)
def expired_access_token(evidence: Evidence) -> Finding:
    call, detail = evidence.refusal, _fault(evidence).detail or ""
    if detail.startswith("Token expired"):
        return confirmed(f"The API said “{detail}”.", remedy=_CALL_AGAIN, facts=(call,))
    if detail.startswith(("Token revoked", "Malformed")):
        return ruled_out(f"The API said “{detail}”.", facts=(call,))
    pair = find_sent(evidence)
    if pair is None:
        return undetermined(AGE_OF_ACCESS_TOKEN.text)
    age = wording.span(call.started_at - pair.received_at)
    because = (
        f"{wording.access_token(pair.access or '')} had been received {age} before"
    )
    if call.started_at < access_ends_at(pair):
        return ruled_out(
            f"{because}, and is good for an hour.", facts=(pair.fact, call)
        )
    return suspected(
        f"{because}, and is good for an hour.",
        remedy=_CALL_AGAIN,
        question=AGE_OF_ACCESS_TOKEN.text,
        facts=(pair.fact, call),
    )


@rule(
    "malformed_authorization_header",
    title="The Authorization header did not carry the token",
    stage=Stage.API,
    looks_at="the Authorization header carried an access token as Bearer",
    source="RFC 6750 §2.1; fault 3200, malformed bearer token.",
    explains=_TOKEN_REFUSED,
)
def malformed_header(evidence: Evidence) -> Finding:
    call = evidence.refusal
    header = call.request_header("authorization") or ""
    scheme, _, _ = header.partition(" ")
    remedy = "Send “Authorization: Bearer”, a blank, and the newest access token, nothing else."
    if scheme.lower() != "bearer":
        carried = f"began with “{scheme}”" if scheme else "was not there"
        return confirmed(
            f"The Authorization header {carried}; the API reads Bearer only.",
            remedy=remedy,
            facts=(call,),
        )
    marks = find_marks(header)
    if marks and marks[0].name == Kind.ACCESS_TOKEN:
        return ruled_out("The header carried an access token.", facts=(call,))
    what = f"a {marks[0].name.replace('_', ' ')}" if marks else "no token's shape"
    return confirmed(
        f"What stood after Bearer was {what}, and not an access token.",
        remedy=remedy,
        facts=(call,),
    )


@rule(
    "wrong_base_url_environment",
    title="The company lives in the other environment",
    stage=Stage.API,
    looks_at="the host that was called belongs to the environment of the tokens",
    source="Intuit's base URLs of sandbox and production; faults 130, 3100 and 7001.",
    explains=frozenset(
        {
            Answer.TOKEN_REFUSED,
            Answer.FORBIDDEN,
            Answer.REQUEST_REFUSED,
            Answer.SERVICE_FAILED,
        }
    ),
)
def wrong_base_url(evidence: Evidence) -> Finding:
    call, fault = evidence.refusal, _fault(evidence)
    remedy = "Call the API host of the environment whose keys the consent was given to."
    if fault.code == WRONG_CLUSTER:
        return confirmed(
            "The API said that the company is on another cluster (fault 130).",
            remedy=remedy,
            facts=(call,),
        )
    worked = _last_that_worked(evidence)
    if worked is not None and _base(worked) != _base(call):
        return suspected(
            f"The call went to {_base(call)}, and one to {_base(worked)} had been answered.",
            remedy=remedy,
            question=HOST_OF_COMPANY.text,
            facts=(worked, call),
        )
    is_sandbox = "sandbox-" in _base(call)
    if is_sandbox != _wants_sandbox(call.environment):
        return suspected(
            f"The call went to {_base(call)}, and the tokens are those of"
            f" {call.environment}.",
            remedy=remedy,
            question=HOST_OF_COMPANY.text,
            facts=(call,),
        )
    if worked is not None or fault.code != AUTHORIZATION_FAILED:
        return ruled_out(f"The call went to {_base(call)}, where it belongs.")
    return undetermined(
        HOST_OF_COMPANY.text,
        because=f"The call went to {_base(call)}; where the company lives is not on record.",
        facts=(call,),
    )


@rule(
    "realm_mismatch_403",
    title="The token belongs to another company",
    stage=Stage.API,
    looks_at="the access token had been received for the company that was called",
    source="Intuit's staff, of a general authentication error (fault 100).",
    explains=_NOT_LET_IN,
)
def another_company(evidence: Evidence) -> Finding:
    call, bearer = evidence.refusal, bearer_of(evidence.refusal)
    if read_answer(call) is Answer.TOKEN_REFUSED and _fault(evidence).code != "100":
        return ruled_out("The token itself was refused, for whatever company.")
    if bearer is None:
        return ruled_out("The call carried no access token.", facts=(call,))
    pair = find_sent(evidence)
    if pair is not None and _last_that_worked(evidence) is not None:
        return ruled_out(
            f"{wording.access_token(bearer)} is of this company, which had answered before."
        )
    if pair is not None or not evidence.record_is_whole:
        return undetermined(
            SAME_TOKEN_IN_CURL.text if pair is None else FAULT_CODE.text, facts=(call,)
        )
    return suspected(
        f"{wording.access_token(bearer)} was accepted, and no answer on record had brought it"
        " for this company: it is another company's.",
        remedy="Take company id and access token from one row for each call.",
        question=SAME_TOKEN_IN_CURL.text,
        facts=(call,),
    )


@rule(
    "admin_lost_access",
    title="The user who consented is no administrator of the company any more",
    stage=Stage.API,
    looks_at="the same address and the same consent had been answered well before",
    source="Inferred from Intuit's rule that an administrator connects; the body is as on any 403.",
    explains=frozenset({Answer.FORBIDDEN}),
)
def lost_access(evidence: Evidence) -> Finding:
    call, worked = evidence.refusal, _last_that_worked(evidence)
    if find_sent(evidence) is None or worked is None:
        return undetermined(WHO_DISCONNECTED.text)
    if _base(worked) != _base(call):
        return ruled_out(f"The call that worked had gone to {_base(worked)}.")
    return suspected(
        f"At {wording.moment(worked.started_at)} the company answered at the same address,"
        " with a token of the same consent. Host, company and scope are as they were, and the"
        " token was accepted.",
        remedy="Ask an administrator of the company to consent.",
        question=WHO_DISCONNECTED.text,
        facts=(worked, call),
    )


@rule(
    "api_request_not_understood",
    title="The API did not know what it was asked for",
    stage=Stage.API,
    looks_at="the API knew the address and the operation",
    source="The wire facts on business faults.",
    explains=frozenset({Answer.REQUEST_REFUSED}),
)
def unknown_operation(evidence: Evidence) -> Finding:
    fault = _fault(evidence)
    told = f" “{fault.detail}”" if fault.detail else ""
    return confirmed(
        f"The answer was HTTP {evidence.refusal.status}{told}: token and company were"
        " accepted, and the request itself was not.",
        remedy="Read the documentation of the operation, and send the request as it stands there.",
        facts=(evidence.refusal,),
    )


def _fault(evidence: Evidence) -> Fault:
    return read_fault(evidence.refusal.response_body)


def _base(call: RoundTrip) -> str:
    """Return where an API call went, without the company."""
    parts = urlsplit(call.url)
    return f"{parts.netloc}{parts.path.partition('/v')[0]}"


def _wants_sandbox(environment: Environment) -> bool:
    return environment is not Environment.PRODUCTION


def _last_that_worked(evidence: Evidence) -> RoundTrip | None:
    """Return the last good call of the same kind with a token of the same consent."""
    tokens = {pair.access for pair in family_of(evidence, find_sent(evidence))}
    for call in reversed(evidence.earlier):
        is_same = call.purpose is evidence.refusal.purpose and is_success(call)
        if call.purpose in API_CALLS and is_same and bearer_of(call) in tokens:
            return call
    return None
