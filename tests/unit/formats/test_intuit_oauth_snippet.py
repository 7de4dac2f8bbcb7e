"""A recorded request as a call of intuit-oauth."""

import ast

import pytest

from grantlab.formats.intuit_oauth_snippet import intuit_oauth_snippet
from grantlab.formats.request_parts import take_apart
from grantlab.protocol.round_trip import RoundTrip
from tests.unit.formats import round_trips


@pytest.mark.parametrize("round_trip", round_trips.ALL, ids=lambda trip: trip.purpose)
def test_every_snippet_is_python_without_a_mark(round_trip: RoundTrip) -> None:
    snippet = intuit_oauth_snippet(take_apart(round_trip))

    ast.parse(snippet)
    assert "‹" not in snippet


@pytest.mark.parametrize(
    ("round_trip", "call"),
    [
        pytest.param(
            round_trips.EXCHANGE,
            'auth_client.get_bearer_token(os.environ["CODE"])',
            id="exchange",
        ),
        pytest.param(
            round_trips.REFRESH,
            'auth_client.refresh(refresh_token=os.environ["REFRESH_TOKEN"])',
            id="refresh",
        ),
        pytest.param(
            round_trips.REVOCATION,
            'auth_client.revoke(token=os.environ["TOKEN"])',
            id="revoke",
        ),
        pytest.param(
            round_trips.USERINFO,
            'auth_client.get_user_info(access_token=os.environ["ACCESS_TOKEN"])',
            id="userinfo",
        ),
        pytest.param(
            round_trips.AUTHORIZATION_REQUEST,
            "[Scopes.ACCOUNTING, Scopes.OPENID],",
            id="authorize",
        ),
        pytest.param(
            round_trips.COMPANY_INFO,
            "# intuit-oauth makes no API calls.",
            id="no call for the company API",
        ),
    ],
)
def test_a_purpose_becomes_the_call_that_serves_it(
    round_trip: RoundTrip, call: str
) -> None:
    assert call in intuit_oauth_snippet(take_apart(round_trip))


def test_the_embedded_environment_is_reached_by_its_metadata() -> None:
    expected = "http://localhost:8484/intuit/.well-known/openid_sandbox_configuration"

    assert expected in intuit_oauth_snippet(take_apart(round_trips.EXCHANGE))
    assert expected in intuit_oauth_snippet(take_apart(round_trips.USERINFO))


def test_a_scope_that_the_library_does_not_know_is_named() -> None:
    assert "# Scopes has no member for made.up" in intuit_oauth_snippet(
        take_apart(round_trips.AUTHORIZATION_REQUEST)
    )


def test_the_names_of_scopes_are_those_of_the_library() -> None:
    enums = pytest.importorskip("intuitlib.enums")
    from grantlab.formats.intuit_oauth_snippet import SCOPE_NAMES

    assert {name: enums.Scopes[name].value for name in SCOPE_NAMES.values()} == {
        name: scope for scope, name in SCOPE_NAMES.items()
    }
