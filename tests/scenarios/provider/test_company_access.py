"""Calling the company API and UserInfo with an access token."""

from datetime import timedelta

import pytest

from grantlab.protocol.scope import ACCOUNTING
from grantlab.provider.registry import Keys
from tests.support.provider import COMPANY, OTHER_COMPANY, Visitor

REAL_COMPANY = "9341450000000201"
LONG_COMPANY = "9223372036854770003"
OUTER = [
    "warnings",
    "intuitObject",
    "fault",
    "report",
    "queryResponse",
    "batchItemResponse",
    "attachableResponse",
    "syncErrorResponse",
    "requestId",
    "time",
    "status",
    "cdcresponse",
]
INVALID_TOKEN = 'Bearer realm="Intuit", error="invalid_token"'


@pytest.mark.proves("L401", "L402")
def test_an_access_token_is_good_for_an_hour(visitor: Visitor) -> None:
    token = visitor.connect()["access_token"]
    visitor.clock.advance(timedelta(seconds=3599))
    assert visitor.company_info(token).status_code == 200

    visitor.clock.advance(timedelta(seconds=1))
    answer = visitor.company_info(token)

    body = answer.get_json()
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["WWW-Authenticate"] == INVALID_TOKEN
    assert list(body) == OUTER
    assert body["fault"]["type"] == "AUTHENTICATION"
    (error,) = body["fault"]["error"]
    assert list(error) == ["message", "detail", "code", "element"]
    assert error["message"] == (
        "message=AuthenticationFailed; errorCode=003200; statusCode=401"
    )
    assert error["code"] == "3200"
    expired_at = int(visitor.clock.now().timestamp())
    assert error["detail"].startswith(f"Token expired: AB0{expired_at}")
    assert len(error["detail"]) == len("Token expired: ") + 50
    assert body["time"] == expired_at * 1000
    assert visitor.reasons() == ["expired"]


@pytest.mark.proves("L403")
def test_the_api_takes_no_refresh_token(visitor: Visitor) -> None:
    answer = visitor.company_info(visitor.connect()["refresh_token"])

    assert answer.status_code == 401
    assert answer.get_json()["fault"]["error"][0]["detail"] == (
        "Malformed bearer token: too short or too long"
    )
    assert visitor.reasons() == ["wrong_kind"]


def test_garbage_is_a_malformed_token(visitor: Visitor) -> None:
    answer = visitor.company_info("garbage", accept="*/*")

    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/xml;charset=utf-8"
    assert answer.headers["WWW-Authenticate"] == INVALID_TOKEN
    assert (
        '<Fault type="AUTHENTICATION"><Error code="3200"><Message>message='
        "AuthenticationFailed; errorCode=003200; statusCode=401</Message><Detail>"
        "Malformed bearer token: too short or too long</Detail></Error></Fault>"
    ) in answer.text
    assert visitor.reasons() == ["token_unknown"]


@pytest.mark.parametrize("authorization", ["", "Basic abc", "Bearer", "Bearer  "])
def test_a_request_without_a_token_is_answered_by_the_service_in_xml(
    visitor: Visitor, authorization: str
) -> None:
    answer = visitor.browser.get(
        f"/sandbox-quickbooks/v3/company/{COMPANY}/companyinfo/{COMPANY}",
        headers={"Accept": "application/json", "Authorization": authorization},
    )

    assert answer.status_code == 401
    assert answer.text == (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<IntuitResponse xmlns="http://schema.intuit.com/finance/v3"'
        ' time="2026-03-09T04:00:00.000-08:00"><Fault type="AuthenticationFault">'
        '<Error code="100"><Message>General Authentication Error</Message>'
        "<Detail>AuthenticationErrorGeneral: SRV-110-Authentication Failure"
        " , statusCode: 401</Detail></Error></Fault></IntuitResponse>"
    )
    assert visitor.reasons() == ["token_missing"]


@pytest.mark.proves("L404")
def test_a_token_works_only_for_its_own_company(visitor: Visitor) -> None:
    token = visitor.connect()["access_token"]

    for realm_id in (OTHER_COMPANY, REAL_COMPANY, "1"):
        answer = visitor.company_info(token, realm_id=realm_id)

        assert answer.status_code == 403
        assert "WWW-Authenticate" not in answer.headers
        fault = answer.get_json()["fault"]
        assert fault["type"] == "SERVICE"
        assert fault["error"] == [
            {
                "message": "message=ApplicationAuthorizationFailed;"
                " errorCode=003100; statusCode=403",
                "detail": None,
                "code": "3100",
                "element": None,
            }
        ]
    assert set(visitor.reasons()) == {"foreign_realm"}


@pytest.mark.proves("L102")
def test_neither_environments_tokens_work_at_the_others_address(
    visitor: Visitor,
) -> None:
    sandbox = visitor.connect()["access_token"]
    visitor.keys, visitor.company = Keys.PRODUCTION, REAL_COMPANY
    visitor.redirect_uri = visitor.provider.redirect_uris("production")[0]
    real = visitor.connect()["access_token"]

    wrong = [
        visitor.company_info(sandbox, prefix="quickbooks"),
        visitor.company_info(real, realm_id=REAL_COMPANY),
    ]
    right = visitor.company_info(real, realm_id=REAL_COMPANY, prefix="quickbooks")

    assert [answer.status_code for answer in wrong] == [403, 403]
    assert right.get_json()["CompanyInfo"]["CompanyName"] == "Ada's Garden Supplies"
    assert visitor.reasons() == ["wrong_environment", "wrong_environment"]


def test_the_other_environments_address_can_have_a_fault_of_its_own(
    visitor: Visitor,
) -> None:
    visitor.set_policy(wrong_host="130")
    token = visitor.connect()["access_token"]

    answer = visitor.company_info(token, prefix="quickbooks")

    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/xml;charset=utf-8"
    assert (
        '<Fault type="AuthenticationFault"><Error code="130"><Message>Accessing Wrong'
        " Cluster</Message><Detail>WrongClusterError: -11017 , statusCode: 401</Detail>"
    ) in answer.text
    assert visitor.reasons() == ["wrong_environment"]
    assert visitor.company_info(token).status_code == 200


@pytest.mark.proves("L405")
def test_the_accounting_scope_is_needed_for_the_company(visitor: Visitor) -> None:
    visitor.provider.registry.enable_scope("com.intuit.quickbooks.payment")
    token = visitor.connect(scope="com.intuit.quickbooks.payment")["access_token"]

    answer = visitor.company_info(token)

    assert answer.status_code == 403
    assert visitor.reasons() == ["scope_not_granted"]


def test_a_company_with_nineteen_digits_keeps_them_all(visitor: Visitor) -> None:
    visitor.company = LONG_COMPANY
    response = visitor.consent(scope=f"{ACCOUNTING} openid")
    token = visitor.exchange(response["code"]).get_json()["access_token"]

    answer = visitor.company_info(token, realm_id=LONG_COMPANY)

    assert response["realmId"] == LONG_COMPANY
    assert answer.status_code == 200


@pytest.mark.parametrize("identifier", [COMPANY, "1"])
def test_company_info_answers_by_either_identifier(
    visitor: Visitor, identifier: str
) -> None:
    token = visitor.connect()["access_token"]

    answer = visitor.browser.get(
        f"/sandbox-quickbooks/v3/company/{COMPANY}/companyinfo/{identifier}"
        "?minorversion=75",
        headers={
            "Authorization": f"bearer {token}",
            "Accept": "application/json",
            "Content-Type": "application/json",
        },
    )

    body = answer.get_json()
    assert answer.headers["Content-Type"] == "application/json;charset=utf-8"
    assert body["CompanyInfo"]["Id"] == "1"
    assert body["CompanyInfo"]["Country"] == "US"
    assert body["time"] == "2026-03-09T04:00:00.000-08:00"


def test_company_info_is_xml_unless_json_is_asked_for(visitor: Visitor) -> None:
    token = visitor.connect()["access_token"]

    answer = visitor.company_info(token, accept="*/*")

    assert answer.headers["Content-Type"] == "application/xml;charset=utf-8"
    assert '<CompanyInfo domain="QBO" sparse="false"><CompanyName>' in answer.text
    assert "<NameValue><Name>NeoEnabled</Name>" in answer.text
    assert answer.text.endswith("</CompanyInfo></IntuitResponse>")


@pytest.mark.parametrize("accept", ["application/json", "application/xml"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_one_query_answers(visitor: Visitor, method: str, accept: str) -> None:
    token = visitor.connect()["access_token"]
    query = "SELECT * FROM CompanyInfo"
    sent = {"query_string": {"query": query}} if method == "GET" else {"data": query}

    answer = visitor.browser.open(
        f"/sandbox-quickbooks/v3/company/{COMPANY}/query",
        method=method,
        content_type="application/text",
        headers={"Authorization": f"Bearer {token}", "Accept": accept},
        **sent,
    )

    assert answer.status_code == 200
    if accept.endswith("json"):
        found = answer.get_json()["QueryResponse"]
        assert found["maxResults"] == 1
        assert found["CompanyInfo"][0]["CompanyName"] == "Sandbox Company_US_1"
    else:
        assert '<QueryResponse maxResults="1"><CompanyInfo' in answer.text


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("query?query=select * from Vendor", "4000", id="another query"),
        pytest.param("query", "4000", id="no query"),
        pytest.param("companyinfo/7", "610", id="another object"),
        pytest.param("vendor/1", "500", id="another entity"),
    ],
)
def test_what_is_left_out_gets_a_fault_of_the_service(
    visitor: Visitor, path: str, code: str
) -> None:
    token = visitor.connect()["access_token"]
    where = f"/sandbox-quickbooks/v3/company/{COMPANY}/{path}"
    headers = {"Authorization": f"Bearer {token}"}

    as_json = visitor.browser.get(
        where, headers={**headers, "Accept": "application/json"}
    )
    as_xml = visitor.browser.get(where, headers=headers)

    assert as_json.status_code == as_xml.status_code == 400
    fault = as_json.get_json()["Fault"]
    assert fault["type"] == "ValidationFault"
    assert fault["Error"][0]["code"] == code
    assert f'<Fault type="ValidationFault"><Error code="{code}">' in as_xml.text


def test_other_methods_of_the_company_api_are_unsupported(visitor: Visitor) -> None:
    token = visitor.connect()["access_token"]

    for prefix in ("sandbox-quickbooks", "quickbooks"):
        answer = visitor.browser.post(
            f"/{prefix}/v3/company/{COMPANY}/companyinfo",
            json={},
            headers={"Authorization": f"Bearer {token}"},
        )

        assert answer.status_code in {400, 403}
    assert visitor.reasons() == ["operation_unsupported", "wrong_environment"]


def test_userinfo_tells_what_the_scopes_give(visitor: Visitor) -> None:
    all_scopes = "openid profile email phone address"
    visitor.company = None
    bare = visitor.connect(scope="openid")["access_token"]
    full = visitor.connect(scope=all_scopes)["access_token"]

    little = visitor.userinfo(bare).get_json()
    much = visitor.userinfo(full).get_json()

    assert list(little) == ["sub"]
    assert list(much) == [
        "sub",
        "email",
        "emailVerified",
        "givenName",
        "familyName",
        "phoneNumber",
        "phoneNumberVerified",
        "address",
    ]
    assert much["emailVerified"] is True
    assert much["sub"] == little["sub"]


def test_userinfo_refuses_with_a_challenge(visitor: Visitor) -> None:
    company_only = visitor.connect()
    signed_in = visitor.connect(scope=f"{ACCOUNTING} openid")
    answers = [
        visitor.userinfo(""),
        visitor.userinfo("garbage"),
        visitor.userinfo(signed_in["refresh_token"]),
        visitor.userinfo(company_only["access_token"]),
        visitor.userinfo(signed_in["access_token"], prefix="accounts"),
    ]
    visitor.clock.advance(timedelta(hours=1))
    answers.append(visitor.userinfo(signed_in["access_token"]))

    assert {answer.status_code for answer in answers} == {401}
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {INVALID_TOKEN}
    assert {answer.text for answer in answers} == {'{"error":"invalid_token"}'}
    assert visitor.reasons() == [
        "token_missing",
        "token_unknown",
        "wrong_kind",
        "scope_not_granted",
        "wrong_environment",
        "expired",
    ]
