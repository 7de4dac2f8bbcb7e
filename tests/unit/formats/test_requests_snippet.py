"""A recorded request as code for ``requests``."""

import ast
from dataclasses import replace

import pytest

from grantlab.formats.request_parts import take_apart
from grantlab.formats.requests_snippet import requests_snippet
from grantlab.protocol.round_trip import RoundTrip
from tests.unit.formats import round_trips


@pytest.mark.parametrize("round_trip", round_trips.ALL, ids=lambda trip: trip.purpose)
def test_every_snippet_is_python_without_a_mark(round_trip: RoundTrip) -> None:
    snippet = requests_snippet(take_apart(round_trip))

    ast.parse(snippet)
    assert "‹" not in snippet


def test_a_refresh_asks_the_environment_for_its_secrets() -> None:
    assert requests_snippet(take_apart(round_trips.REFRESH)) == (
        "import os\n"
        "\n"
        "import requests\n"
        "\n"
        "response = requests.post(\n"
        '    "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",\n'
        '    auth=(os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"]),\n'
        "    headers={\n"
        '        "Accept": "application/json",\n'
        "    },\n"
        "    data={\n"
        '        "grant_type": "refresh_token",\n'
        '        "refresh_token": os.environ["REFRESH_TOKEN"],\n'
        "    },\n"
        "    timeout=30,\n"
        ")\n"
        "print(response.status_code, response.text)\n"
    )


def test_a_json_body_is_written_as_a_value() -> None:
    assert 'json={"token": os.environ["TOKEN"]}' in requests_snippet(
        take_apart(round_trips.REVOCATION)
    )


def test_a_parameter_that_came_twice_comes_twice() -> None:
    doubled = replace(round_trips.REFRESH, request_body="code=a&code=b")

    assert '("code", "b"),' in requests_snippet(take_apart(doubled))


def test_a_bearer_token_stands_inside_its_header() -> None:
    assert "f\"Bearer {os.environ['ACCESS_TOKEN']}\"" in requests_snippet(
        take_apart(round_trips.COMPANY_INFO)
    )


def test_nothing_is_imported_that_is_not_used() -> None:
    assert "import os" not in requests_snippet(take_apart(round_trips.METADATA))
