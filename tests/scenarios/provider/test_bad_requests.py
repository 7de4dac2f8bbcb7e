"""Requests that are no requests, and what programs get for them: never a page."""

from xml.etree import ElementTree as ET

import pytest

from grantlab.provider.provider import DATABASE_NAME
from tests.scenarios.provider.fuzz.asked import Asked, send
from tests.support.provider import (
    COMPANY,
    REVOCATION_PATH,
    TOKEN_PATH,
    Visitor,
    basic_header,
)

USERINFO_PATH = "/accounts/v1/openid_connect/userinfo"
TOO_MUCH = b"x" * (1024 * 1024 + 1)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", TOKEN_PATH, 405, id="a token by GET"),
        pytest.param("PUT", REVOCATION_PATH, 405, id="a revocation by PUT"),
        pytest.param("POST", f"{TOKEN_PATH}/", 404, id="a slash at the end"),
        pytest.param("POST", TOKEN_PATH.upper(), 404, id="capitals"),
        pytest.param("GET", "/op//v1/jwks", 404, id="a doubled slash inside"),
        pytest.param("DELETE", USERINFO_PATH, 405, id="a user by DELETE"),
        pytest.param("GET", "/quickbooks/v3/company/1", 404, id="no operation"),
    ],
)
def test_a_program_gets_no_page_and_is_sent_nowhere(
    visitor: Visitor, method: str, path: str, status: int
) -> None:
    answer = visitor.browser.open(path, method=method)

    assert answer.status_code == status
    assert ("Allow" in answer.headers) is (status == 405)
    assert answer.data == b""
    assert "Content-Type" not in answer.headers
    assert "intuit_tid" in answer.headers


def test_a_person_who_opens_an_address_for_programs_is_told_so(
    visitor: Visitor,
) -> None:
    page = visitor.browser.get(TOKEN_PATH, headers={"Accept": "text/html,*/*"})

    assert page.status_code == 405
    assert "Method Not Allowed" in page.text


def test_a_body_that_is_too_large_is_an_invalid_request(visitor: Visitor) -> None:
    answer = visitor.browser.post(
        TOKEN_PATH,
        data=TOO_MUCH,
        content_type="application/x-www-form-urlencoded",
        headers=basic_header(visitor.pair),
    )

    assert (answer.status_code, answer.data) == (400, b'{"error":"invalid_request"}')
    assert answer.headers["Cache-Control"] == "no-cache, no-store"
    assert visitor.reasons() == ["body_unreadable"]


def test_a_revocation_that_is_too_large_gets_a_status(visitor: Visitor) -> None:
    answer = visitor.browser.post(
        REVOCATION_PATH, data=TOO_MUCH, headers=basic_header(visitor.pair)
    )

    assert (answer.status_code, answer.data) == (400, b"")
    assert visitor.reasons() == ["body_unreadable"]


def test_a_query_that_is_too_large_is_a_fault(visitor: Visitor) -> None:
    token = visitor.connect()["access_token"]

    answer = visitor.browser.post(
        f"/sandbox-quickbooks/v3/company/{COMPANY}/query",
        data=TOO_MUCH,
        headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
    )

    assert answer.status_code == 400
    assert answer.get_json()["Fault"]["Error"][0]["code"] == "4000"
    assert visitor.reasons() == ["body_unreadable"]


@pytest.mark.parametrize("path", [TOKEN_PATH, REVOCATION_PATH])
def test_a_body_that_ends_too_soon_is_an_invalid_request(
    visitor: Visitor, path: str
) -> None:
    headers = {
        "Host": "localhost",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": "70",
        **basic_header(visitor.pair),
    }
    cut = Asked(
        method="POST", path=path, headers=tuple(headers.items()), body=b"token=x"
    )

    answer = send(visitor.app, cut, {})

    assert answer.status == 400
    assert visitor.reasons() == ["body_unreadable"]


@pytest.mark.parametrize("path", [TOKEN_PATH, REVOCATION_PATH])
def test_a_defect_does_not_look_like_bad_input(visitor: Visitor, path: str) -> None:
    visitor.provider.close()
    (visitor.provider.directory / DATABASE_NAME).write_bytes(b"no database")

    answer = visitor.browser.post(path, data={"grant_type": "refresh_token"})

    assert (answer.status_code, answer.data) == (500, b"")


def test_a_form_in_parts_is_no_form(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]

    answer = visitor.browser.post(
        TOKEN_PATH,
        data={"grant_type": "refresh_token", "refresh_token": token},
        content_type="multipart/form-data",
        headers=basic_header(visitor.pair),
    )

    assert (answer.status_code, answer.data) == (400, b'{"error":"invalid_request"}')
    assert visitor.refresh(token).status_code == 200


@pytest.mark.parametrize("accept", ["application/json", "application/xml"])
@pytest.mark.parametrize(
    ("operation", "named"),
    [
        pytest.param("invoice", "Operation invoice is not", id="a name"),
        pytest.param("a\x01b", "Operation is not", id="a character that is no XML"),
        pytest.param("RT1-0-H0-1", "Operation is not", id="what may be a token"),
        pytest.param("x" * 5_000, "Operation is not", id="more than a name"),
    ],
)
def test_an_operation_is_named_only_if_it_has_a_name(
    visitor: Visitor, operation: str, named: str, accept: str
) -> None:
    token = visitor.connect()["access_token"]

    answer = visitor.browser.get(
        f"/sandbox-quickbooks/v3/company/{COMPANY}/{operation}",
        headers={"Authorization": f"Bearer {token}", "Accept": accept},
    )

    assert answer.status_code == 400
    assert named in answer.text
    if answer.mimetype == "application/xml":
        ET.fromstring(answer.data)  # noqa: S314 -- the provider's own answer
