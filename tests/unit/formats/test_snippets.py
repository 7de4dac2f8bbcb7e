"""Every way to copy a request; `clients/` runs what is written here."""

from dataclasses import replace

import pytest

from grantlab.formats.request_parts import take_apart, take_apart_typed
from grantlab.formats.snippets import SNIPPETS, Snippet
from grantlab.playground.request import JsonBody, PlaygroundRequest
from grantlab.playground.sending import fill_in
from grantlab.playground.variables import endpoint_variables
from grantlab.protocol.environment import (
    INTUIT_PRODUCTION,
    INTUIT_SANDBOX,
    Endpoints,
    Environment,
)
from grantlab.protocol.round_trip import RoundTrip
from tests.unit.formats import round_trips
from tests.unit.formats.typed import COLLECTION, SECRETS


def each(*snippets: Snippet) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("snippet", snippets, ids=lambda snippet: snippet.id)


@each(*SNIPPETS)
@pytest.mark.parametrize("round_trip", round_trips.ALL, ids=lambda trip: trip.purpose)
def test_a_recorded_request_is_written_without_a_mark(
    snippet: Snippet, round_trip: RoundTrip
) -> None:
    text = snippet.write(take_apart(round_trip))

    assert text
    assert "‹" not in text
    assert "{realmId}" not in text


@each(*SNIPPETS)
def test_a_typed_request_is_written_without_its_secrets(snippet: Snippet) -> None:
    for saved in COLLECTION.requests():
        parts = take_apart_typed(saved.request, environment=Environment.SANDBOX)
        text = snippet.write(parts)

        assert [secret for secret in SECRETS if secret in text] == []
        assert "{{" not in text.replace("{{}}", "")


def test_what_was_revealed_is_written() -> None:
    (curl,) = (one for one in SNIPPETS if one.id == "curl")
    (request,) = (one.request for one in COLLECTION.requests() if one.name == "Secrets")

    text = curl.write(
        take_apart_typed(request, environment=Environment.SANDBOX, revealed=True)
    )

    assert "Bearer eyJ" in text


@pytest.mark.parametrize(
    ("environment", "endpoints", "named"),
    [
        pytest.param(
            Environment.PRODUCTION, INTUIT_PRODUCTION, "production", id="production"
        ),
        pytest.param(Environment.SANDBOX, INTUIT_SANDBOX, "sandbox", id="sandbox"),
    ],
)
def test_intuits_own_libraries_are_told_the_environment(
    environment: Environment, endpoints: Endpoints, named: str
) -> None:
    form = next(one.request for one in COLLECTION.requests() if one.name == "A form")
    filled, _ = fill_in(form, [endpoint_variables("own", endpoints)])

    parts = take_apart_typed(filled, environment=environment)
    python, javascript = (
        one.write(parts) for one in SNIPPETS if one.id.startswith("intuit-oauth")
    )

    assert f'environment="{named}"' in python
    assert f'environment: "{named}"' in javascript
    assert "setAuthorizeURLs" not in javascript
    assert "refresh" in python
    assert "refreshUsingToken" in javascript


def test_a_document_with_half_a_character_is_written_as_its_text() -> None:
    body = JsonBody('{"a": "\\ud800"}')
    request = PlaygroundRequest(method="POST", url="https://h/", body=body)

    parts = take_apart_typed(request, environment=Environment.SANDBOX)

    assert parts.document is None
    assert parts.body == (body.text,)


@pytest.mark.parametrize(
    "verifier", ["&code_verifier=‹code_verifier 0111c111c111›", ""]
)
def test_intuits_own_libraries_do_not_know_pkce_and_the_exchange_says_so(
    verifier: str,
) -> None:
    body = f"grant_type=authorization_code&code=‹code c111c111c111›{verifier}"
    parts = take_apart(replace(round_trips.EXCHANGE, request_body=body))

    for one in SNIPPETS:
        if one.id.startswith("intuit-oauth"):
            assert ("sends no code_verifier" in one.write(parts)) == bool(verifier)
