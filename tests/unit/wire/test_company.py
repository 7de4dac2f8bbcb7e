"""Calls that carry an access token."""

import httpx2
import pytest

from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.secret import Secret
from grantlab.wire.company import Company
from grantlab.wire.errors import UnreachableError
from tests.support import invented
from tests.unit.wire.lines import BASE, answering, failing, line_to

TOKEN = Secret(invented.ACCESS_TOKEN)


def test_a_company_is_asked_with_the_access_token_as_bearer() -> None:
    service, asked = answering(
        httpx2.Response(200, json={"CompanyInfo": {"CompanyName": "Harbour Cafe"}})
    )

    answer = Company(line_to(service)).fetch_company_info(invented.REALM_ID, TOKEN)

    assert answer.company_name == "Harbour Cafe"
    assert asked[0].headers["authorization"] == f"Bearer {invented.ACCESS_TOKEN}"
    assert str(asked[0].url) == (
        f"{BASE}/sandbox-quickbooks/v3/company/{invented.REALM_ID}/companyinfo/"
        f"{invented.REALM_ID}?minorversion=75"
    )


def test_the_user_is_asked_for_at_userinfo() -> None:
    service, asked = answering(httpx2.Response(200, json={"sub": "x"}))
    line = line_to(service)

    answer = Company(line).fetch_userinfo(TOKEN)

    assert answer.status == 200
    assert str(asked[0].url).endswith("/v1/openid_connect/userinfo")
    assert line.round_trips[0].purpose is Purpose.USERINFO


def test_a_company_that_does_not_answer_is_named() -> None:
    line = line_to(failing(httpx2.ReadTimeout("")))

    with pytest.raises(UnreachableError, match="in time"):
        Company(line).fetch_company_info(invented.REALM_ID, TOKEN)


def test_a_redirect_is_not_followed_with_the_token() -> None:
    service, asked = answering(
        httpx2.Response(302, headers={"Location": "https://evil.example/"})
    )

    answer = Company(line_to(service)).fetch_company_info(invented.REALM_ID, TOKEN)

    assert answer.status == 302
    assert len(asked) == 1
