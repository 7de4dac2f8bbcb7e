"""Believing an ID token: its signature, by a published key, and then its claims."""

import hmac
import json
from typing import Any

import httpx2
import pytest
from joserfc import jws, jwt
from joserfc.jwk import RSAKey

from grantlab.protocol.encoding import base64url
from grantlab.protocol.environment import ISSUER
from grantlab.protocol.errors import IdTokenError
from grantlab.protocol.id_token import IdTokenClaims
from grantlab.protocol.secret import Secret
from grantlab.wire.errors import UnreachableError
from grantlab.wire.id_tokens import IdTokens
from tests.support import invented
from tests.support.clocks import HOUR, NOON
from tests.unit.wire.lines import BASE, answering, failing, line_to

KEY = RSAKey.generate_key(2048, {"kid": "invented", "use": "sig", "alg": "RS256"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "invented"})
PUBLISHED = {"keys": [KEY.as_dict(private=False)]}
CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "aud": [invented.CLIENT_ID],
    "sub": "invented-subject",
    "exp": int((NOON + HOUR).timestamp()),
    "realmid": invented.REALM_ID,
}


def signed(key: RSAKey = KEY, **changes: Any) -> str:
    header = {"alg": "RS256", "kid": "invented"}
    return jwt.encode(header, CLAIMS | changes, key)


def verify(token: str, published: object = PUBLISHED) -> IdTokenClaims:
    raw = published if isinstance(published, bytes) else json.dumps(published).encode()
    service, _ = answering(httpx2.Response(200, content=raw))
    return IdTokens(line_to(service)).verify(
        Secret(token), client_id=invented.CLIENT_ID
    )


@pytest.mark.proves("L310")
def test_a_token_signed_with_a_published_key_is_believed() -> None:
    claims = verify(signed())

    assert claims.subject == "invented-subject"
    assert claims.realm_id == invented.REALM_ID


def _without_signature() -> str:
    return signed().rsplit(".", 1)[0] + "."


def _without_algorithm() -> str:
    payload = signed().split(".")[1]
    return f"eyJhbGciOiJub25lIn0.{payload}."


def _signed_with_the_public_key() -> str:
    """Return a forgery: HS256, with the published key's text for a secret."""
    header = base64url(b'{"alg":"HS256","kid":"invented"}')
    text = f"{header}.{signed().split('.')[1]}"
    signature = hmac.digest(KEY.as_pem(private=False), text.encode(), "sha256")
    return f"{text}.{base64url(signature)}"


def _with_header(header: bytes) -> str:
    return f"{base64url(header)}.{signed().split('.', 1)[1]}"


def _with_another_payload() -> str:
    header, _, signature = signed().split(".")
    _, payload, _ = signed(sub="somebody-else").split(".")
    return f"{header}.{payload}.{signature}"


@pytest.mark.proves("L310")
@pytest.mark.parametrize(
    "token",
    [
        pytest.param(signed(OTHER_KEY), id="another key of the same name"),
        pytest.param(_without_signature(), id="no signature"),
        pytest.param(_without_algorithm(), id="the algorithm none"),
        pytest.param(_signed_with_the_public_key(), id="HS256 with the public key"),
        pytest.param(_with_another_payload(), id="another payload"),
        pytest.param(invented.ACCESS_TOKEN, id="an access token"),
        pytest.param("not a token", id="words"),
        pytest.param("", id="nothing"),
        pytest.param("a.b.c", id="three letters"),
        pytest.param(_with_header(b"[]"), id="a header that is a list"),
        pytest.param(_with_header(b'"RS256"'), id="a header that is a text"),
        pytest.param(_with_header(b"{}"), id="an empty header"),
        pytest.param(_with_header(b"[" * 100_000), id="a header nested too deep"),
        pytest.param(_with_header(b'{"alg":["RS256"]}'), id="a list of algorithms"),
        pytest.param(
            _with_header(b'{"alg":"RS256","kid":{}}'), id="a key id that is an object"
        ),
        pytest.param(
            _with_header(b'{"alg":"RS256","crit":["x"],"x":1}'), id="something critical"
        ),
        pytest.param(_with_header(b"\xff"), id="a header of no text"),
        pytest.param("é.é.é", id="letters outside ASCII"),
    ],
)
def test_a_token_that_no_published_key_signed_is_not_believed(token: str) -> None:
    with pytest.raises(IdTokenError) as caught:
        verify(token)

    assert caught.value.claim == "signature"


@pytest.mark.proves("L310")
@pytest.mark.parametrize(
    ("claim", "value"),
    [
        pytest.param("iss", "https://evil.example", id="another issuer"),
        pytest.param("aud", ["ABsomebodyelse"], id="another client"),
        pytest.param("exp", int((NOON - HOUR).timestamp()), id="an hour over"),
    ],
)
def test_a_signed_token_with_a_wrong_claim_is_not_believed(
    claim: str, value: Any
) -> None:
    with pytest.raises(IdTokenError) as caught:
        verify(signed(**{claim: value}))

    assert caught.value.claim == claim


@pytest.mark.parametrize(
    "published",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html>", id="HTML"),
        pytest.param(b"[" * 100_000, id="nested too deep"),
        pytest.param([], id="a list"),
        pytest.param({}, id="no keys"),
        pytest.param({"keys": None}, id="keys that are null"),
        pytest.param({"keys": 5}, id="keys that are a number"),
        pytest.param({"keys": ["x"]}, id="a key that is a text"),
        pytest.param({"keys": [None]}, id="a key that is null"),
        pytest.param({"keys": [{}]}, id="a key without members"),
        pytest.param({"keys": [{"kty": "RSA"}]}, id="a key without numbers"),
        pytest.param({"keys": [{"kty": "RSA", "n": "!", "e": 1}]}, id="odd numbers"),
        pytest.param({"keys": []}, id="no key at all"),
    ],
)
def test_without_a_published_key_nothing_is_believed(published: object) -> None:
    with pytest.raises(IdTokenError) as caught:
        verify(signed(), published)

    assert caught.value.claim == "signature"


@pytest.mark.parametrize(
    "payload",
    [pytest.param(b"[]", id="a list"), pytest.param(b'"x"', id="a text")],
)
def test_a_signed_payload_that_is_no_object_is_not_believed(payload: bytes) -> None:
    token = jws.serialize_compact({"alg": "RS256", "kid": "invented"}, payload, KEY)

    with pytest.raises(IdTokenError) as caught:
        verify(token)

    assert caught.value.claim == "payload"


def test_keys_that_cannot_be_fetched_say_nothing_about_the_token() -> None:
    line = line_to(failing(httpx2.ConnectError("")))

    with pytest.raises(UnreachableError):
        IdTokens(line).verify(Secret(signed()), client_id=invented.CLIENT_ID)


def test_the_keys_are_fetched_where_they_are_published() -> None:
    service, asked = answering(httpx2.Response(200, json=PUBLISHED))

    IdTokens(line_to(service)).verify(Secret(signed()), client_id=invented.CLIENT_ID)

    assert str(asked[0].url) == f"{BASE}/op/v1/jwks"
