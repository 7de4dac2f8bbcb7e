"""The ID token and the metadata it is checked with."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from grantlab.protocol.environment import ISSUER, read_metadata
from grantlab.protocol.scope import ACCOUNTING
from tests.support.provider import COMPANY, Visitor


def header_and_claims(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    header, claims, _ = token.split(".")
    return json.loads(_octets(header)), json.loads(_octets(claims))


def _octets(part: str) -> bytes:
    # The standard alphabet on purpose: that is how Intuit's Python client decodes.
    return base64.b64decode(part + "=" * (-len(part) % 4), validate=True)


@pytest.mark.proves("L310")
def test_an_id_token_is_signed_by_the_published_key(visitor: Visitor) -> None:
    body = visitor.connect(scope=f"{ACCOUNTING} openid")
    published = visitor.browser.get("/op/v1/jwks").get_json()

    token = jwt.decode(
        body["id_token"], KeySet.import_key_set(published), algorithms=["RS256"]
    )

    assert token.claims["iss"] == ISSUER
    assert list(published["keys"][0]) == ["kty", "e", "use", "kid", "alg", "n"]
    assert len(published["keys"][0]["kid"]) == 20


@pytest.mark.proves("L208")
def test_an_id_token_names_the_company_in_lower_case(visitor: Visitor) -> None:
    visitor.sign_in()
    signed_in_at = int(visitor.clock.now().timestamp())
    visitor.clock.advance(timedelta(minutes=5))
    now = int(visitor.clock.now().timestamp())

    body = visitor.connect(scope=f"{ACCOUNTING} openid")
    header, claims = header_and_claims(body["id_token"])

    assert list(header) == ["kid", "alg"]
    assert claims == {
        "sub": "3f6c0c5e-7c1d-4a52-9a0e-0a1b2c3d4e5f",
        "aud": [visitor.pair.client_id],
        "realmid": COMPANY,
        "auth_time": signed_in_at,
        "iss": ISSUER,
        "exp": now + 3600,
        "iat": now,
    }


def test_a_sign_in_without_a_company_names_none(visitor: Visitor) -> None:
    visitor.company = None

    body = visitor.connect(scope="openid", claims='{"id_token":{"realmId":null}}')

    assert "realmid" not in header_and_claims(body["id_token"])[1]


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize(
    ("spelling", "accounts"),
    [
        ("openid_sandbox_configuration", "sandbox-accounts"),
        ("openid-sandbox-configuration", "sandbox-accounts"),
        ("openid_configuration", "accounts"),
        ("openid-configuration", "accounts"),
    ],
)
def test_metadata_is_found_under_every_spelling(
    visitor: Visitor, spelling: str, accounts: str, slash: str
) -> None:
    answer = visitor.browser.get(
        f"/.well-known/{spelling}{slash}", base_url="http://127.0.0.1:8485/intuit"
    )

    document = answer.get_json()
    assert answer.status_code == 200
    endpoints = read_metadata(document, api="")
    assert endpoints.issuer == ISSUER
    assert endpoints.token == "http://127.0.0.1:8485/intuit/oauth2/v1/tokens/bearer"
    assert endpoints.userinfo == (
        f"http://127.0.0.1:8485/intuit/{accounts}/v1/openid_connect/userinfo"
    )
    assert list(document) == [
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
        "revocation_endpoint",
        "jwks_uri",
        "response_types_supported",
        "subject_types_supported",
        "id_token_signing_alg_values_supported",
        "scopes_supported",
        "token_endpoint_auth_methods_supported",
        "claims_supported",
    ]
