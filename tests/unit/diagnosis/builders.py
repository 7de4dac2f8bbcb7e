"""Evidence in a few words: tokens are called R1, A1, C1, and times are minutes after noon."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from grantlab.diagnosis.engine import judge_causes
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import AttemptFact, GenerationFact, Outcome
from grantlab.diagnosis.findings import Finding
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.protocol.secret import fingerprint_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CALLBACK = "http://localhost:8484/walk/callback"
DEVELOPMENT = "ABinventeddevelopmentkey"
PRODUCTION = "ABinventedproductionkey"
DAY = 24 * 60
YEAR = 365 * DAY
SANDBOX_API = "http://localhost:8484/intuit/sandbox-quickbooks"
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def fingerprint(name: str) -> str:
    return fingerprint_of(f"invented {name}")


def marked(kind: str, name: str) -> str:
    return f"‹{kind} {fingerprint(name)}›"


def round_trip(purpose: Purpose, minutes: float, **more: Any) -> RoundTrip:
    return RoundTrip(
        purpose=purpose,
        environment=Environment.EMBEDDED,
        method=more.pop("method", "POST"),
        url=more.pop("url", "http://localhost:8484/intuit/somewhere"),
        started_at=at(minutes),
        **more,
    )


def authorization_request(
    minutes: float = -2,
    *,
    redirect_uri: str = CALLBACK,
    client_id: str = DEVELOPMENT,
    state: str = "S1",
    **more: str,
) -> RoundTrip:
    query = urlencode(
        {
            "client_id": client_id,
            "redirect_uri": redirect_uri,
            "state": marked("state", state),
            **more,
        }
    )
    return round_trip(
        Purpose.AUTHORIZATION_REQUEST,
        minutes,
        method="GET",
        url=f"http://localhost:8484/intuit/connect/oauth2?{query}",
    )


def authorization_response(
    *codes: str, minutes: float = -1, state: str = "S1"
) -> RoundTrip:
    """Build a redirect back; a code is given as it stands in the record, mark and all."""
    pairs = [("code", code) for code in codes or (marked("code", "C1"),)]
    query = urlencode([*pairs, ("state", marked("state", state))])
    return round_trip(
        Purpose.AUTHORIZATION_RESPONSE, minutes, method="GET", url=f"{CALLBACK}?{query}"
    )


def came_back(
    minutes: float = 0,
    *,
    state: str | None = "S1",
    failure: str | None = None,
    **more: str,
) -> RoundTrip:
    """Build a redirect back that brought no code, or that was disregarded."""
    kept = {} if state is None else {"state": marked("state", state)}
    return round_trip(
        Purpose.AUTHORIZATION_RESPONSE,
        minutes,
        method="GET",
        url=f"{CALLBACK}?{urlencode({**more, **kept})}",
        failure=failure and f"disregarded whole: its state is {failure}",
    )


def exchange(
    minutes: float = 0,
    *,
    code: str | None = None,
    codes: tuple[str, ...] = (),
    redirect_uri: str | None = CALLBACK,
    client_id: str | None = DEVELOPMENT,
    gives: str | None = None,
    status: int | None = 400,
    error: str | None = None,
    description: str | None = None,
    **more: str,
) -> RoundTrip:
    """Build an exchange; ``gives`` names the pair (``1`` for A1 and R1) of a good answer."""
    sent = codes or (code if code is not None else marked("code", "C1"),)
    form = [("grant_type", "authorization_code"), *(("code", one) for one in sent)]
    if redirect_uri is not None:
        form.append(("redirect_uri", redirect_uri))
    form += more.items()
    return round_trip(
        Purpose.EXCHANGE,
        minutes,
        request_headers=FORM,
        request_body=urlencode(form),
        client_id=client_id,
        **_answer(gives, status, error, description),
    )


def token_request(
    body: str, minutes: float = 10, *, content_type: str = FORM[0][1], error: str
) -> RoundTrip:
    """Build a refresh whose body is as it stands here, and its refusal."""
    return round_trip(
        Purpose.REFRESH,
        minutes,
        request_headers=(("Content-Type", content_type),),
        request_body=body,
        client_id=DEVELOPMENT,
        **_answer(None, 400, error, None),
    )


def refresh(
    sent: str | None,
    minutes: float,
    *,
    gives: str | None = None,
    status: int | None = 400,
    seconds: float = 0,
    client_id: str = DEVELOPMENT,
    error: str | None = None,
    description: str | None = None,
) -> RoundTrip:
    """Build a refresh with the token called ``sent``; without a name it was not kept."""
    token = "‹hidden, 50 characters›" if sent is None else marked("refresh_token", sent)
    return round_trip(
        Purpose.REFRESH,
        minutes,
        request_headers=FORM,
        request_body=urlencode({"grant_type": "refresh_token", "refresh_token": token}),
        client_id=client_id,
        elapsed=timedelta(seconds=seconds),
        **_answer(gives, status, error, description),
    )


def lost_refresh(sent: str, minutes: float) -> RoundTrip:
    return refresh(sent, minutes, status=None)


def revocation(
    token: str, minutes: float, *, status: int | None = 200, kind: str = "refresh_token"
) -> RoundTrip:
    return round_trip(
        Purpose.REVOCATION,
        minutes,
        request_headers=(("Content-Type", "application/json"),),
        request_body=json.dumps({"token": marked(kind, token)}, ensure_ascii=False),
        status=status,
    )


def api_call(
    bearer: str,
    minutes: float,
    *,
    status: int = 200,
    purpose: Purpose = Purpose.COMPANY_INFO,
    authorization: str | None = None,
    host: str = SANDBOX_API,
    body: str = "",
) -> RoundTrip:
    header = authorization or f"Bearer {marked('access_token', bearer)}"
    return round_trip(
        purpose,
        minutes,
        method="GET",
        url=f"{host}/v3/company/{{realmId}}/companyinfo/{{realmId}}",
        request_headers=(("Authorization", header),),
        status=status,
        response_body=body,
    )


def fault(code: str, detail: str | None = None) -> str:
    """Build the gateway's body of an error."""
    error = {"message": "invented", "detail": detail, "code": code, "element": None}
    return json.dumps({"fault": {"error": [error], "type": "SERVICE"}})


def generation(number: int, minutes: float, **more: Any) -> GenerationFact:
    """Build the pair A<number>, R<number>; the first came of an exchange."""
    facts: dict[str, Any] = {
        "refresh_fingerprint": fingerprint(f"R{number}"),
        "access_fingerprint": fingerprint(f"A{number}"),
        "received_at": at(minutes),
        "sent_fingerprint": None if number == 1 else fingerprint(f"R{number - 1}"),
        "consented_at": NOON if number == 1 else None,
    }
    return GenerationFact(number=number, **{**facts, **more})


def attempt(
    sent: str, minutes: float, outcome: Outcome | None, **more: Any
) -> AttemptFact:
    facts: dict[str, Any] = {"claim": 1, "asked_by": "worker 1"}
    return AttemptFact(
        started_at=at(minutes),
        sent_fingerprint=fingerprint(sent),
        outcome=outcome,
        **{**facts, **more},
    )


def evidence(*round_trips: RoundTrip, **more: Any) -> Evidence:
    """Build the evidence of a walk, whose record is whole, unless told otherwise."""
    facts: dict[str, Any] = {"record_is_whole": True, "now": at(0)}
    return Evidence(round_trips=round_trips, **{**facts, **more})


def gapped(*round_trips: RoundTrip, **more: Any) -> Evidence:
    return evidence(*round_trips, **{"record_is_whole": None, **more})


def judge(rule_id: str, given: Evidence) -> Finding:
    """Return what one rule finds, by way of the engine; a broken rule fails the test."""
    conclusions = {one.cause.id: one for one in judge_causes(given)}
    assert conclusions[rule_id].broken is None
    return conclusions[rule_id].finding


def _answer(
    gives: str | None, status: int | None, error: str | None, description: str | None
) -> dict[str, Any]:
    if gives is not None:
        return {"status": 200, "response_body": _pair(gives)}
    if status is None:
        return {"status": None, "failure": "no answer came"}
    if error is None and status != 400:
        return {"status": status}
    told = {"error": error or "invalid_grant"}
    if description is not None:
        told["error_description"] = description
    return {"status": status, "response_body": json.dumps(told)}


def _pair(number: str) -> str:
    body = {
        "access_token": marked("access_token", f"A{number}"),
        "refresh_token": marked("refresh_token", f"R{number}"),
        "expires_in": 3600,
        "x_refresh_token_expires_in": 8_640_000,
    }
    return json.dumps(body, ensure_ascii=False)
