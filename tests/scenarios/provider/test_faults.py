"""What the provider does wrong on purpose, one fault after the other."""

from datetime import timedelta

import pytest
from joserfc import jws

from grantlab.provider.faults.catalogue import FAULTS
from tests.support.provider import (
    COMPANY,
    NOON,
    REVOCATION_PATH,
    Visitor,
    basic_header,
    parameters_of,
)

MINUTE = timedelta(minutes=1)
ACCOUNTING_AND_OPENID = "openid com.intuit.quickbooks.accounting"


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_says_what_it_does_and_whom_it_follows(name: str) -> None:
    kind = FAULTS[name]

    assert kind.__doc__
    assert kind.says
    assert kind.source
    assert kind.occasions


# --- outages


@pytest.mark.proves("L510")
def test_an_outage_can_look_like_invalid_grant_and_the_token_is_kept(
    visitor: Visitor,
) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.arm("outage-as-invalid-grant")

    refused = visitor.refresh(token)

    assert (refused.status_code, refused.data) == (400, b'{"error":"invalid_grant"}')
    assert refused.headers["Cache-Control"] == "no-cache, no-store"
    assert visitor.reasons() == ["outage"]
    assert visitor.provider.refusals()[0].fingerprint is not None
    assert visitor.refresh(token).status_code == 200


def test_an_outage_can_look_like_an_invalid_request(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.arm("outage-as-invalid-request")

    refused = visitor.refresh(token)

    assert (refused.status_code, refused.data) == (400, b'{"error":"invalid_request"}')
    assert visitor.reasons() == ["outage"]
    assert visitor.refresh(token).status_code == 200


def test_the_company_api_can_fail_in_its_own_words(visitor: Visitor) -> None:
    token = visitor.connect()["access_token"]
    visitor.arm("company-system-fault")

    answer = visitor.company_info(token)

    fault = answer.get_json()["Fault"]
    assert (answer.status_code, fault["type"]) == (500, "SystemFault")
    assert [error["code"] for error in fault["Error"]] == ["10000"]
    assert visitor.company_info(token).status_code == 200


@pytest.mark.parametrize(
    ("name", "title"),
    [
        pytest.param("http-500", "500 Internal Server Error", id="500"),
        pytest.param("http-502", "502 Bad Gateway", id="502"),
        pytest.param("http-503", "503 Service Unavailable", id="503"),
        pytest.param("http-504", "504 Gateway Timeout", id="504"),
    ],
)
def test_the_front_end_answers_with_html(
    visitor: Visitor, name: str, title: str
) -> None:
    tokens = visitor.connect()
    visitor.arm(name, times=4)

    answers = [
        visitor.refresh(tokens["refresh_token"]),
        visitor.revoke(tokens["refresh_token"]),
        visitor.userinfo(tokens["access_token"]),
        visitor.company_info(tokens["access_token"]),
    ]

    for answer in answers:
        assert answer.status == title.upper()
        assert answer.headers["Content-Type"] == "text/html"
        assert f"<title>{title}</title>" in answer.text
        assert "intuit_tid" in answer.headers
    assert visitor.reasons() == ["outage"] * 4
    assert visitor.refresh(tokens["refresh_token"]).status_code == 200


# --- too many requests


def test_a_rate_limit_at_the_token_endpoint_is_empty(visitor: Visitor) -> None:
    visitor.arm("rate-limited")

    answer = visitor.refresh("any")

    assert (answer.status_code, answer.data) == (429, b"")
    assert "Retry-After" not in answer.headers
    assert "Content-Type" not in answer.headers
    assert visitor.reasons() == ["rate_limited"]


def test_a_rate_limit_of_the_company_api_is_a_fault_in_json(visitor: Visitor) -> None:
    visitor.arm("company-rate-limited")

    answer = visitor.company_info("any")

    (error,) = answer.get_json()["fault"]["error"]
    assert answer.status_code == 429
    assert error["message"] == (
        "message=ThrottleExceeded; errorCode=003001; statusCode=429"
    )
    assert error["code"] == "3001"
    assert answer.get_json()["fault"]["type"] == "SERVICE"


def test_a_rate_limit_can_be_xml_where_json_was_asked_for(visitor: Visitor) -> None:
    visitor.arm("company-rate-limited-xml")

    answer = visitor.company_info("any")

    assert answer.status_code == 429
    assert answer.headers["Content-Type"] == "application/xml;charset=utf-8"
    assert '<Error code="3001">' in answer.text


@pytest.mark.parametrize(
    "name", ["rate-limited", "company-rate-limited", "company-rate-limited-xml"]
)
def test_a_rate_limit_can_say_when_to_come_back(visitor: Visitor, name: str) -> None:
    visitor.provider.faults.arm(name, amount=MINUTE)

    answer = (
        visitor.refresh("any")
        if name == "rate-limited"
        else visitor.company_info("any")
    )

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


# --- answers


def test_a_slow_answer_comes_late_and_whole(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.provider.faults.arm("slow-answer", amount=timedelta(seconds=30))

    answer = visitor.refresh(token)

    assert visitor.patience.pauses == [timedelta(seconds=30)]
    assert answer.get_json()["token_type"] == "bearer"


@pytest.mark.parametrize("how", ["json", "data"])
def test_a_revocation_is_carried_out_however_late_it_is_told(
    visitor: Visitor, how: str
) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.arm("slow-answer")

    answer = visitor.browser.post(
        REVOCATION_PATH, headers=basic_header(visitor.pair), **{how: {"token": token}}
    )

    assert answer.status_code == 200
    assert visitor.patience.pauses == [timedelta(seconds=2)]
    assert visitor.refresh(token).status_code == 400


def test_a_truncated_answer_hides_what_was_done(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.arm("truncated-answer")

    answer = visitor.refresh(token)

    assert answer.status_code == 200
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.text.startswith('{"access_token":')
    assert not answer.text.endswith("}")
    assert len(visitor.provider.family(1)) == 4


def test_an_answer_can_be_html_with_status_200(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.arm("answer-not-json")

    answer = visitor.refresh(token)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html"
    assert len(visitor.provider.family(1)) == 2


def test_an_error_can_come_with_status_200(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.arm("error-with-status-200")

    answer = visitor.refresh(token)

    assert (answer.status_code, answer.data) == (200, b'{"error":"invalid_grant"}')
    assert visitor.refresh(token).status_code == 200


def test_the_members_can_come_in_another_order(visitor: Visitor) -> None:
    visitor.arm("other-key-order")

    answer = visitor.refresh("unheard of")

    assert answer.data == (
        b'{"error_description":"Incorrect or invalid refresh token",'
        b'"error":"invalid_grant"}'
    )


def test_the_refresh_tokens_lifetime_can_be_missing(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.arm("refresh-lifetime-missing")

    answer = visitor.refresh(token)

    assert list(answer.get_json()) == [
        "access_token",
        "token_type",
        "expires_in",
        "refresh_token",
    ]


def test_faults_can_meet_in_one_answer(visitor: Visitor) -> None:
    visitor.arm("truncated-answer")
    visitor.arm("other-key-order")
    visitor.arm("refresh-lifetime-missing")

    answer = visitor.refresh("unheard of")

    assert answer.data == b'{"error":"invalid_grant","error_description":"'[:41]
    assert visitor.provider.faults.armed() == ()


# --- the service


def test_a_new_key_signs_and_the_old_one_is_gone(visitor: Visitor) -> None:
    before = visitor.connect(scope=ACCOUNTING_AND_OPENID)["id_token"]
    code = visitor.code(scope=ACCOUNTING_AND_OPENID)
    visitor.arm("signing-key-changed")

    after = visitor.exchange(code).get_json()["id_token"]

    (published,) = visitor.browser.get("/op/v1/jwks").get_json()["keys"]
    kids = [
        jws.extract_compact(token.encode()).headers()["kid"]
        for token in (before, after)
    ]
    assert kids[0] != kids[1] == published["kid"]


def test_keys_that_signed_before_can_stay_published(visitor: Visitor) -> None:
    visitor.set_policy(keeps_former_keys="yes")
    (first,) = visitor.browser.get("/op/v1/jwks").get_json()["keys"]
    visitor.arm("signing-key-changed", times=2)
    visitor.refresh("any")
    visitor.refresh("any")

    published = visitor.browser.get("/op/v1/jwks").get_json()["keys"]

    assert published[-1] == first
    assert len({key["kid"] for key in published}) == 3
    assert [list(key) for key in published] == [list(first)] * 3
    visitor.set_policy(keeps_former_keys="no")
    assert visitor.browser.get("/op/v1/jwks").get_json()["keys"] == published[:1]


@pytest.mark.parametrize("minutes", [10, -10])
def test_the_services_clock_can_be_wrong(visitor: Visitor, minutes: int) -> None:
    token = visitor.connect()["refresh_token"]
    wrong = timedelta(minutes=minutes)
    visitor.provider.faults.arm("service-clock-wrong", amount=wrong)

    answer = visitor.refresh(token)

    assert answer.date == NOON + wrong
    assert visitor.provider.family(1)[-1].issued_at == NOON + wrong
    assert visitor.clock.now() == NOON
    assert visitor.refresh(token).date == NOON


# --- consents


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("realm-id-missing", None, id="missing"),
        pytest.param("realm-id-null", ["null"], id="the text null"),
    ],
)
def test_the_realm_id_can_be_odd(
    visitor: Visitor, name: str, told: list[str] | None
) -> None:
    visitor.arm(name)

    location = visitor.decide("connect").location

    assert parameters_of(location).get("realmId") == told
    assert visitor.consent()["realmId"] == COMPANY


def test_a_scope_can_be_refused_although_it_is_enabled(visitor: Visitor) -> None:
    visitor.arm("scope-not-enabled")

    location = visitor.ask().location

    assert parameters_of(location) == {"error": ["invalid_scope"], "state": ["S1"]}
    assert visitor.reasons() == ["scope_not_enabled"]
    assert visitor.ask().status_code == 200


@pytest.mark.proves("L603")
def test_a_user_can_disconnect_just_before_a_refresh(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.arm("user-disconnects")

    assert visitor.refresh(token).get_json() == {"error": "invalid_grant"}
    assert visitor.refresh(token).status_code == 400
    assert visitor.reasons() == ["revoked_by_user_disconnect"] * 2


@pytest.mark.proves("L603")
def test_a_user_can_disconnect_just_before_a_call(visitor: Visitor) -> None:
    token = visitor.connect()["access_token"]
    visitor.arm("user-disconnects")

    assert visitor.company_info(token).status_code == 401
    assert visitor.reasons() == ["revoked_by_user_disconnect"]


def test_a_user_can_disconnect_before_the_code_is_exchanged(visitor: Visitor) -> None:
    code = visitor.code()
    visitor.arm("user-disconnects")

    assert visitor.exchange(code).status_code == 400
    assert visitor.reasons() == ["revoked_by_user_disconnect"]


def test_nobody_disconnects_by_a_value_that_is_nobodys(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.arm("user-disconnects")

    assert visitor.refresh("unheard of").status_code == 400
    assert visitor.refresh(token).status_code == 200


def test_an_admin_can_lose_access_while_the_tokens_are_good(visitor: Visitor) -> None:
    tokens = visitor.connect()
    visitor.arm("admin-loses-access")

    answer = visitor.company_info(tokens["access_token"])

    (error,) = answer.get_json()["fault"]["error"]
    assert (answer.status_code, error["code"]) == (403, "3100")
    assert visitor.reasons() == ["admin_lost_access"]
    assert visitor.refresh(tokens["refresh_token"]).status_code == 200
