"""The builder: a request is put together, looked at, sent, and its answer is told."""

import pytest
from flask import Flask

from tests.support import invented
from tests.support.walking import Walker

COMPANY_INFO = "{{api_base}}/v3/company/{{realm_id}}/companyinfo/{{realm_id}}"


@pytest.fixture
def connected(app: Flask) -> Walker:
    """Somebody in front of the playground, who has connected a company."""
    walker = Walker(app)
    walker.connect()
    walker.open("/playground")
    return walker


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Somebody in front of the playground who has nothing yet."""
    walker = Walker(app)
    walker.open("/playground")
    return walker


def test_a_company_is_asked_with_the_token_of_its_connection(
    connected: Walker,
) -> None:
    connected.press("Send", url=COMPANY_INFO, auth="bearer", connection="1")

    assert connected.page.status_code == 200
    assert "200 OK" in connected.words
    assert "Sandbox Company_US_1" in connected.words
    assert "connection 1" in connected.words


def test_a_variable_without_a_value_is_flagged_and_nothing_is_sent(
    walker: Walker,
) -> None:
    walker.press("Send", url="{{api_base}}/v3/company/{{realm_id}}/query")

    assert walker.page.status_code == 422
    assert "Nothing was sent" in walker.words
    assert "{{realm_id}} has no value" in walker.words


def test_a_look_tells_each_value_and_where_it_is_from(connected: Walker) -> None:
    connected.press("Look at it", url=COMPANY_INFO, connection="1")

    assert "/intuit/sandbox-quickbooks from the embedded environment" in connected.words
    assert "from the connection 1" in connected.words
    assert 'value="1" selected' in " ".join(connected.page.text.split())


def test_broken_json_is_told_with_its_place(walker: Walker) -> None:
    walker.press(
        "Send", url="{{api_base}}/v3", method="POST", body="json", text='{"Name": }'
    )

    assert walker.page.status_code == 422
    assert "line 1, column 10" in walker.words


def test_a_refused_grant_is_explained_and_becomes_a_case(walker: Walker) -> None:
    walker.press(
        "Send",
        url="{{token_endpoint}}",
        method="POST",
        auth="basic",
        body="form",
        **{
            "field-0-name": "grant_type",
            "field-0-value": "refresh_token",
            "field-0-on": "1",
            "field-1-name": "refresh_token",
            "field-1-value": invented.REFRESH_TOKEN,
            "field-1-on": "1",
        },
    )
    assert "400 Bad Request" in walker.words
    assert "invalid_grant" in walker.words

    walker.press("Diagnose this")

    assert walker.page.request.path.startswith("/diagnose/cases/")
    assert invented.REFRESH_TOKEN not in walker.page.text
