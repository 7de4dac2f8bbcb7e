"""Causes of a call that an API refused."""

from typing import Any

import pytest

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Verdict
from grantlab.protocol.round_trip import RoundTrip
from tests.unit.diagnosis.builders import (
    SANDBOX_API,
    api_call,
    authorization_request,
    authorization_response,
    evidence,
    exchange,
    fault,
    gapped,
    judge,
    marked,
    refresh,
    revocation,
)

CONFIRMED, SUSPECTED = Verdict.CONFIRMED, Verdict.SUSPECTED
RULED_OUT, CANNOT_TELL = Verdict.RULED_OUT, Verdict.CANNOT_TELL

ACCOUNTING = "com.intuit.quickbooks.accounting"
PAYMENT = "com.intuit.quickbooks.payment"
PRODUCTION_API = SANDBOX_API.replace("sandbox-", "")
CONSENT = (
    authorization_request(scope=ACCOUNTING),
    authorization_response(),
    exchange(gives="1"),
)
FOR_PAYMENT = (
    authorization_request(scope=PAYMENT),
    authorization_response(),
    exchange(gives="1"),
)
FORBIDDEN = fault("3100")


def calling(minutes: float = 5, **more: Any) -> Evidence:
    return evidence(*CONSENT, api_call("A1", minutes, **{"status": 401, **more}))


def forbidden(*before: RoundTrip, bearer: str = "A1", **more: Any) -> Evidence:
    call = api_call(bearer, 10, status=403, body=FORBIDDEN, **more)
    return evidence(*before, call)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(calling(61), SUSPECTED, id="past its hour"),
        pytest.param(calling(59), RULED_OUT, id="within its hour"),
        pytest.param(
            calling(61, body=fault("3200", "Token expired: AB01")),
            CONFIRMED,
            id="the API says so",
        ),
        pytest.param(
            calling(61, body=fault("3200", "Token revoked: AB01")),
            RULED_OUT,
            id="the API says otherwise",
        ),
        pytest.param(
            evidence(api_call("A9", 61, status=401)), CANNOT_TELL, id="of unknown age"
        ),
        pytest.param(forbidden(*CONSENT), RULED_OUT, id="403"),
    ],
)
def test_an_access_token_is_as_old_as_its_answer(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("access_token_expired_401", given).verdict is verdict


@pytest.mark.parametrize(
    ("header", "verdict"),
    [
        pytest.param(
            f"Bearer {marked('access_token', 'A1')}", RULED_OUT, id="as it should be"
        ),
        pytest.param(
            f"Bearer {marked('refresh_token', 'R1')}", CONFIRMED, id="a refresh token"
        ),
        pytest.param("Bearer ‹hidden, 9 characters›", CONFIRMED, id="a word"),
        pytest.param("Basic ‹hidden, 90 characters›", CONFIRMED, id="another scheme"),
    ],
)
def test_the_header_of_a_call_carries_an_access_token(
    header: str, verdict: Verdict
) -> None:
    given = calling(authorization=header)

    assert judge("malformed_authorization_header", given).verdict is verdict


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(calling(body=fault("130")), CONFIRMED, id="fault 130"),
        pytest.param(
            forbidden(*CONSENT, host=PRODUCTION_API), SUSPECTED, id="the other host"
        ),
        pytest.param(
            forbidden(*CONSENT, api_call("A1", 5), host="http://localhost/elsewhere"),
            SUSPECTED,
            id="another host than the one that answered",
        ),
        pytest.param(
            forbidden(*CONSENT, api_call("A1", 5)),
            RULED_OUT,
            id="the one that answered",
        ),
        pytest.param(
            forbidden(*CONSENT), CANNOT_TELL, id="whose company it is nobody knows"
        ),
        pytest.param(calling(), RULED_OUT, id="a plain 401"),
    ],
)
def test_the_host_of_a_call_is_that_of_its_tokens(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("wrong_base_url_environment", given).verdict is verdict


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(forbidden(*CONSENT, bearer="A9"), SUSPECTED, id="a strange token"),
        pytest.param(
            forbidden(*CONSENT, api_call("A1", 5)), RULED_OUT, id="it had answered"
        ),
        pytest.param(forbidden(*CONSENT), CANNOT_TELL, id="its own token"),
        pytest.param(
            gapped(api_call("A9", 1, status=403)), CANNOT_TELL, id="the record has gaps"
        ),
        pytest.param(calling(), RULED_OUT, id="the token was refused"),
    ],
)
def test_a_token_that_the_company_did_not_bring_is_another_companys(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("realm_mismatch_403", given).verdict is verdict


@pytest.mark.parametrize(
    ("given", "missing", "added"),
    [
        pytest.param(
            forbidden(*FOR_PAYMENT), SUSPECTED, RULED_OUT, id="never asked for"
        ),
        pytest.param(
            forbidden(
                *FOR_PAYMENT, authorization_request(5, scope=ACCOUNTING, state="S2")
            ),
            SUSPECTED,
            SUSPECTED,
            id="asked for afterwards",
        ),
        pytest.param(forbidden(*CONSENT), RULED_OUT, RULED_OUT, id="granted"),
        pytest.param(
            gapped(api_call("A1", 1, status=403)),
            CANNOT_TELL,
            CANNOT_TELL,
            id="unknown",
        ),
    ],
)
def test_the_scopes_of_the_consent_are_held_against_the_call(
    given: Evidence, missing: Verdict, added: Verdict
) -> None:
    assert judge("missing_scope_403", given).verdict is missing
    assert judge("scope_changed_needs_reauth", given).verdict is added


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            forbidden(*CONSENT, api_call("A1", 5)),
            SUSPECTED,
            id="it had answered before",
        ),
        pytest.param(
            forbidden(*CONSENT, api_call("A1", 5, host=PRODUCTION_API)),
            RULED_OUT,
            id="another address had answered",
        ),
        pytest.param(forbidden(*CONSENT), CANNOT_TELL, id="nothing had answered"),
        pytest.param(calling(), RULED_OUT, id="the token was refused"),
    ],
)
def test_an_administrator_who_lost_access_leaves_everything_else_as_it_was(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("admin_lost_access", given).verdict is verdict


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(calling(status=404), CONFIRMED, id="not found"),
        pytest.param(calling(), RULED_OUT, id="the token was refused"),
    ],
)
def test_an_unknown_operation_says_nothing_of_tokens(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("api_request_not_understood", given).verdict is verdict


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(calling(status=429), CONFIRMED, id="429"),
        pytest.param(
            calling(status=403, body=fault("3001")), CONFIRMED, id="403 with fault 3001"
        ),
        pytest.param(
            evidence(*CONSENT, refresh("R1", 5, status=429)), CONFIRMED, id="a refresh"
        ),
        pytest.param(calling(status=503), RULED_OUT, id="a failure"),
    ],
)
def test_a_request_too_many_is_told_from_a_failure(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("rate_limited", given).verdict is verdict


@pytest.mark.parametrize(
    ("rule_id", "given", "verdict"),
    [
        pytest.param(
            "revoked_by_app",
            evidence(*CONSENT, revocation("R1", 4), api_call("A1", 5, status=401)),
            CONFIRMED,
            id="we revoked it",
        ),
        pytest.param(
            "revoked_by_user_disconnect", calling(), SUSPECTED, id="somebody else did"
        ),
        pytest.param(
            "revoked_by_user_disconnect",
            calling(61),
            CANNOT_TELL,
            id="it was old anyhow",
        ),
        pytest.param(
            "provider_outage", calling(status=502), CONFIRMED, id="the service failed"
        ),
        pytest.param(
            "provider_outage",
            calling(status=500, body=FORBIDDEN),
            SUSPECTED,
            id="it failed with the fault of a wrong host",
        ),
    ],
)
def test_what_ends_a_refresh_token_ends_a_call_as_well(
    rule_id: str, given: Evidence, verdict: Verdict
) -> None:
    assert judge(rule_id, given).verdict is verdict
