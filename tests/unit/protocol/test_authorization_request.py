"""The redirect that asks the user."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.pkce import code_challenge
from grantlab.protocol.scope import ACCOUNTING, OPENID
from grantlab.protocol.secret import Secret
from tests.support import invented

VERIFIER = Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
CALLBACK = "http://localhost:8484/walk/callback"


def request(code_verifier: Secret | None = VERIFIER) -> AuthorizationRequest:
    return AuthorizationRequest(
        endpoint="https://appcenter.intuit.com/connect/oauth2",
        client_id=invented.CLIENT_ID,
        redirect_uri=CALLBACK,
        scopes=(ACCOUNTING, OPENID),
        state=Secret(invented.STATE),
        code_verifier=code_verifier,
    )


@pytest.mark.proves("L201")
def test_the_request_says_who_asks_for_what_and_where_to_come_back() -> None:
    assert request().parameters == (
        ("client_id", invented.CLIENT_ID),
        ("response_type", "code"),
        ("scope", f"{ACCOUNTING} {OPENID}"),
        ("redirect_uri", CALLBACK),
        ("state", invented.STATE),
        ("code_challenge", code_challenge(VERIFIER)),
        ("code_challenge_method", "S256"),
    )


def test_without_pkce_no_challenge_is_sent() -> None:
    names = [name for name, _ in request(code_verifier=None).parameters]

    assert names == ["client_id", "response_type", "scope", "redirect_uri", "state"]


@pytest.mark.proves("L705")
def test_the_verifier_itself_never_travels_with_the_browser() -> None:
    assert VERIFIER.reveal() not in request().url


def test_the_address_carries_the_parameters_encoded() -> None:
    parts = urlsplit(request().url)

    assert parts.netloc == "appcenter.intuit.com"
    assert "redirect_uri=http%3A%2F%2Flocalhost%3A8484%2Fwalk%2Fcallback" in parts.query
    assert tuple(parse_qsl(parts.query)) == request().parameters
