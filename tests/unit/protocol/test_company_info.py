"""Reading an answer of the company API, whichever of its casings it has."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.company_info import (
    CompanyAnswer,
    company_info_path,
    read_company_answer,
)

GATEWAY = {
    "warnings": None,
    "fault": {
        "error": [
            {
                "message": "message=AuthenticationFailed; errorCode=003200; statusCode=401",
                "detail": "Token expired: AB01790000000inventedaccess",
                "code": "3200",
                "element": None,
            }
        ],
        "type": "AUTHENTICATION",
    },
}
SERVICE = {
    "Fault": {
        "Error": [{"Message": "Broken", "Detail": "Duplicate name", "code": "6240"}],
        "type": "ValidationFault",
    }
}
XML = b'<?xml version="1.0"?><IntuitResponse><Fault type="AuthenticationFault"/></IntuitResponse>'


def read(body: object, *, status: int = 200) -> CompanyAnswer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read_company_answer(status=status, body=raw, intuit_tid="1-tid")


def test_a_company_that_answers_tells_its_name() -> None:
    answer = read({"CompanyInfo": {"CompanyName": "Harbour Cafe"}})

    assert answer.answered
    assert answer.company_name == "Harbour Cafe"
    assert answer.fault_code is None


@pytest.mark.proves("L402")
def test_the_gateways_401_in_lower_case_is_the_sign_to_refresh() -> None:
    answer = read(GATEWAY, status=401)

    assert answer.token_refused
    assert answer.fault_code == "3200"
    assert answer.fault_detail is not None
    assert answer.fault_detail.startswith("Token expired")


def test_the_services_fault_in_upper_case_is_read_too() -> None:
    answer = read(SERVICE, status=400)

    assert not answer.token_refused
    assert (answer.fault_code, answer.fault_detail) == ("6240", "Duplicate name")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(XML, id="XML although JSON was asked for"),
        pytest.param(b"<html>Service Unavailable</html>", id="HTML"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(b"[" * 100_000, id="nested too deep"),
        pytest.param([], id="a list"),
        pytest.param({"fault": "broken"}, id="a fault that is a text"),
        pytest.param({"fault": {"error": []}}, id="a fault without an error"),
        pytest.param({"fault": {"error": ["3200"]}}, id="an error that is a text"),
        pytest.param({"fault": {"error": {"code": "3200"}}}, id="errors not in a list"),
        pytest.param({"fault": {"error": [{"code": 3200}]}}, id="a code in digits"),
    ],
)
def test_a_body_that_cannot_be_read_leaves_the_status_to_speak(body: object) -> None:
    answer = read(body, status=401)

    assert answer.token_refused
    assert (answer.fault_code, answer.company_name) == (None, None)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="an empty object"),
        pytest.param({"CompanyInfo": {}}, id="a company without a name"),
        pytest.param({"CompanyInfo": [{"CompanyName": "x"}]}, id="a list of companies"),
        pytest.param(b"<html>", id="HTML"),
    ],
)
def test_a_200_without_a_company_is_no_answer_of_the_company(body: object) -> None:
    assert not read(body).answered


def test_a_company_names_itself_in_xml_too() -> None:
    body = (
        b'<?xml version="1.0" encoding="UTF-8"?><IntuitResponse><CompanyInfo domain="QBO">'
        b"<Id>1</Id><CompanyName>Rosa &amp; Sons&#39; Bakery</CompanyName>"
        b"<LegalName>Rosa Ltd</LegalName></CompanyInfo></IntuitResponse>"
    )

    assert read(body).company_name == "Rosa & Sons' Bakery"


def test_a_customer_in_xml_is_not_the_company() -> None:
    customer = b"<IntuitResponse><Customer><CompanyName>Amy</CompanyName></Customer></IntuitResponse>"

    assert not read(customer).answered


def test_a_name_with_half_a_character_can_still_be_kept() -> None:
    name = read(b'{"CompanyInfo": {"CompanyName": "Caf\\ud800"}}').company_name

    assert name is not None
    assert name.encode()


def test_the_path_carries_the_company_twice_and_asks_for_minor_version_75() -> None:
    assert company_info_path("9341") == (
        "/v3/company/9341/companyinfo/9341?minorversion=75"
    )


@given(st.binary(), st.integers(100, 599))
def test_any_body_is_read(body: bytes, status: int) -> None:
    assert read(body, status=status).status == status
