"""What is on the wire when tokens are asked for, to the letter."""

import base64
import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qsl

import httpx2
import pytest

from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.wire.errors import UnreachableError
from grantlab.wire.token_endpoint import TokenEndpoint
from tests.support import invented
from tests.support.builders import KEYS
from tests.support.clocks import NOON
from tests.unit.wire.lines import BASE, answering, failing, line_to

CALLBACK = "http://localhost:8484/walk/callback"
VERIFIER = Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
EXCHANGE = CodeExchange(
    code=Secret(invented.CODE), redirect_uri=CALLBACK, code_verifier=VERIFIER
)
BASIC = (
    "Basic "
    + base64.b64encode(
        f"{invented.CLIENT_ID}:{invented.CLIENT_SECRET}".encode()
    ).decode()
)

Ask = Callable[[TokenEndpoint], object]
ASKING = [
    pytest.param(lambda endpoint: endpoint.exchange(EXCHANGE, keys=KEYS), id="exchange"),
    pytest.param(
        lambda endpoint: endpoint.refresh(Secret(invented.REFRESH_TOKEN), keys=KEYS),
        id="refresh",
    ),
    pytest.param(
        lambda endpoint: endpoint.revoke(Secret(invented.REFRESH_TOKEN), keys=KEYS),
        id="revoke",
    ),
]  # fmt: skip


def sent_by(ask: Ask) -> httpx2.Request:
    service, asked = answering(httpx2.Response(200, json={}))
    ask(TokenEndpoint(line_to(service)))
    (request,) = asked
    return request


@pytest.mark.proves("L301", "L601")
@pytest.mark.parametrize("ask", ASKING)
def test_every_request_is_a_post_with_the_credentials_as_basic(ask: Ask) -> None:
    request = sent_by(ask)

    assert request.method == "POST"
    assert request.headers["authorization"] == BASIC
    assert request.headers["accept"] == "application/json"
    assert request.headers["accept-encoding"] == "identity"
    assert request.headers["user-agent"].startswith("Grantlab/")
    assert invented.CLIENT_SECRET not in request.content.decode()
    assert invented.CLIENT_ID not in request.content.decode()
    assert request.url.query == b""


@pytest.mark.proves("L301", "L305")
def test_an_exchange_is_this_form_and_no_other_parameter() -> None:
    request = sent_by(lambda endpoint: endpoint.exchange(EXCHANGE, keys=KEYS))

    assert str(request.url) == f"{BASE}/oauth2/v1/tokens/bearer"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sorted(parse_qsl(request.content.decode())) == [
        ("code", invented.CODE),
        ("code_verifier", VERIFIER.reveal()),
        ("grant_type", "authorization_code"),
        ("redirect_uri", CALLBACK),
    ]


def test_without_pkce_no_verifier_is_sent() -> None:
    plain = CodeExchange(
        code=Secret(invented.CODE), redirect_uri=CALLBACK, code_verifier=None
    )

    request = sent_by(lambda endpoint: endpoint.exchange(plain, keys=KEYS))

    assert b"code_verifier" not in request.content


def test_a_refresh_is_this_form_and_names_no_scope() -> None:
    token = Secret(invented.REFRESH_TOKEN)

    request = sent_by(lambda endpoint: endpoint.refresh(token, keys=KEYS))

    assert str(request.url) == f"{BASE}/oauth2/v1/tokens/bearer"
    assert sorted(parse_qsl(request.content.decode())) == [
        ("grant_type", "refresh_token"),
        ("refresh_token", invented.REFRESH_TOKEN),
    ]


@pytest.mark.proves("L507")
@pytest.mark.parametrize("ask", ASKING[:2])
def test_what_is_left_of_the_five_years_is_asked_for(ask: Ask) -> None:
    assert sent_by(ask).headers["x-include-refresh-token-hard-expires-in"] == "true"


@pytest.mark.proves("L601")
def test_a_revocation_is_json_with_the_token_alone() -> None:
    token = Secret(invented.REFRESH_TOKEN)

    request = sent_by(lambda endpoint: endpoint.revoke(token, keys=KEYS))

    assert str(request.url) == f"{BASE}/v2/oauth2/tokens/revoke"
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == {"token": invented.REFRESH_TOKEN}


@pytest.mark.parametrize(
    "response",
    [
        pytest.param(httpx2.Response(200, json={"access_token": "x"}), id="tokens"),
        pytest.param(httpx2.Response(400, json={"error": "invalid_grant"}), id="error"),
        pytest.param(httpx2.Response(502, text="<html>"), id="a gateway's page"),
        pytest.param(httpx2.Response(302, headers={"Location": "/"}), id="a redirect"),
        pytest.param(httpx2.Response(200, content=b""), id="nothing"),
        pytest.param(httpx2.Response(500), id="a failure"),
    ],
)
@pytest.mark.parametrize("ask", ASKING[:2])
def test_an_answer_is_given_back_raw_whatever_it_is(
    ask: Ask, response: httpx2.Response
) -> None:
    service, asked = answering(response)

    answer = ask(TokenEndpoint(line_to(service)))

    assert getattr(answer, "status", None) == response.status_code
    assert getattr(answer, "body", None) == response.content
    assert getattr(answer, "received_at", None) == NOON
    assert len(asked) == 1


@pytest.mark.parametrize("ask", ASKING)
def test_no_answer_is_named_and_nothing_is_sent_again(ask: Ask) -> None:
    line = line_to(failing(httpx2.ReadTimeout("")))

    with pytest.raises(UnreachableError):
        ask(TokenEndpoint(line))

    assert len(line.round_trips) == 1


@pytest.mark.parametrize(
    ("ask", "purpose"),
    [
        pytest.param(case.values[0], purpose, id=case.id)
        for case, purpose in zip(
            ASKING,
            (Purpose.EXCHANGE, Purpose.REFRESH, Purpose.REVOCATION),
            strict=True,
        )
    ],
)
@pytest.mark.proves("L705")
def test_what_was_sent_is_recorded_without_its_secrets(
    ask: Ask, purpose: Purpose
) -> None:
    service, _ = answering(httpx2.Response(200, json={}))
    line = line_to(service)

    ask(TokenEndpoint(line))

    (noted,) = line.round_trips
    assert noted.purpose is purpose
    assert noted.client_id == invented.CLIENT_ID
    for secret in (*invented.EVERY_SECRET.values(), VERIFIER.reveal()):
        assert secret not in repr(noted)


@pytest.mark.parametrize(
    ("date", "issued_at"),
    [
        pytest.param("Mon, 09 Mar 2026 12:00:00 GMT", NOON, id="as HTTP says it"),
        pytest.param("Mon, 09 Mar 2026 13:00:00 +0100", NOON, id="in another zone"),
        pytest.param("Mon, 09 Mar 2026 12:00:00 -0000", NOON, id="without a zone"),
        pytest.param("yesterday", None, id="no date"),
        pytest.param("Mon, 09 Mar 99999 12:00:00 GMT", None, id="a year too far"),
        pytest.param("Fri, 31 Dec 9999 23:59:59 -2300", None, id="after all time"),
        pytest.param(None, None, id="none at all"),
    ],
)
def test_an_answer_says_when_it_was_made(
    date: str | None, issued_at: datetime | None
) -> None:
    headers = {} if date is None else {"Date": date}
    service, _ = answering(httpx2.Response(200, json={}, headers=headers))

    answer = TokenEndpoint(line_to(service)).refresh(
        Secret(invented.REFRESH_TOKEN), keys=KEYS
    )

    assert answer.issued_at == issued_at
