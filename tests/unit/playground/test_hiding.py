"""What leaves this machine, and what stays."""

import json

import pytest

from grantlab.playground.hiding import (
    hide_in_body,
    hide_in_request,
    hide_in_sent,
    hide_in_url,
    hide_value,
)
from grantlab.playground.request import (
    BasicOfKeyPair,
    BearerOfConnection,
    CustomAuth,
    JsonBody,
    PlaygroundRequest,
)
from grantlab.protocol.secret import Secret
from tests.support.invented import CODE, EVERY_SECRET, REFRESH_TOKEN
from tests.unit.formats.typed import ANSWERED, FULL_OF_SECRETS


def test_a_request_keeps_its_form_and_loses_its_secrets() -> None:
    hidden = hide_in_request(FULL_OF_SECRETS)

    assert hidden.url == "https://host/x?code={{code}}&state={{state}}&realmId=1"
    assert [entry.value for entry in hidden.params + hidden.headers] == [
        "{{access_token}}",
        "{{cookie}}",
        "{{x_api_key}}",
        "about {{access_token}}",
    ]
    assert hidden.auth == BearerOfConnection()
    assert hidden.body == JsonBody(
        '{"token" : "{{token}}", "note": "{{client_secret}}", "n": 1}'
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("Basic QTpi", BasicOfKeyPair(), id="basic"),
        pytest.param("Digest x", CustomAuth(Secret("{{authorization}}")), id="other"),
        pytest.param(
            "Bearer {{mine}}", CustomAuth(Secret("Bearer {{mine}}")), id="a variable"
        ),
    ],
)
def test_credentials_become_those_of_whoever_reads_them(
    value: str, expected: object
) -> None:
    request = PlaygroundRequest(url="h", auth=CustomAuth(Secret(value)))

    assert hide_in_request(request).auth == expected


@pytest.mark.parametrize("name", EVERY_SECRET)
def test_a_secret_is_known_by_its_shape_wherever_it_stands(name: str) -> None:
    secret = EVERY_SECRET[name]

    for hidden in (
        hide_in_body(f"<a>{secret}</a>"),
        hide_in_body(json.dumps({"x": [secret]})),
        hide_in_url(f"https://host/{secret}/x#{secret}"),
        hide_value("harmless", f"a {secret} b"),
    ):
        assert secret not in hidden
        assert "{{" in hidden


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{"code":"3200","state":"CA"}', None, id="harmless members"),
        pytest.param(
            '{"SyncToken":"0","token_type":"bearer"}', None, id="other tokens"
        ),
        pytest.param(
            '{"refreshToken": "a\\"b"}',
            '{"refreshToken": "{{refresh_token}}"}',
            id="camel",
        ),
        pytest.param(
            "a=b&client_secret=x%20y", "a=b&client_secret={{client_secret}}", id="form"
        ),
        pytest.param("token={{mine}}", None, id="a placeholder that was typed"),
        pytest.param("token=", None, id="nothing"),
    ],
)
def test_a_name_decides_where_a_shape_does_not(text: str, expected: str | None) -> None:
    assert hide_in_body(text) == (expected or text)


def test_an_answer_loses_its_tokens_and_its_cookies() -> None:
    answer = hide_in_sent(ANSWERED).answer

    assert answer is not None
    assert answer.headers[1:] == (
        ("Set-Cookie", "{{set_cookie}}"),
        ("Location", "https://host/?code={{code}}"),
    )
    assert json.loads(answer.body) == {
        "access_token": "{{access_token}}",
        "code": "3200",
        "expires_in": 3600,
    }


def test_no_secret_shows_in_a_log_of_the_request() -> None:
    assert CODE not in repr(ANSWERED)
    assert REFRESH_TOKEN not in repr(FULL_OF_SECRETS)
