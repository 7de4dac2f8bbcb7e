"""Who may ask the token endpoint, and in what form."""

import base64
from typing import Any

import pytest

from tests.support.provider import TOKEN_PATH, Visitor, basic_header

INVALID_CLIENT = b'{"error":"invalid_client"}'


def test_credentials_in_the_body_are_as_good_as_basic(visitor: Visitor) -> None:
    answer = visitor.browser.post(
        TOKEN_PATH,
        data={
            "grant_type": "authorization_code",
            "code": visitor.code(),
            "redirect_uri": visitor.redirect_uri,
            "client_id": visitor.pair.client_id,
            "client_secret": visitor.pair.client_secret.reveal(),
        },
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["client_id", "client_secret"])
def test_basic_beside_credentials_in_the_form_is_refused(
    visitor: Visitor, name: str
) -> None:
    own: dict[str, Any] = {
        "client_id": visitor.pair.client_id,
        "client_secret": visitor.pair.client_secret.reveal(),
    }

    sent = {name: own[name]}

    answer = visitor.exchange(visitor.code(), **sent)

    assert (answer.status_code, answer.data) == (401, INVALID_CLIENT)
    assert visitor.reasons() == ["client_authenticated_twice"]


@pytest.mark.proves("L101")
@pytest.mark.parametrize(
    ("authorization", "reason"),
    [
        pytest.param("", "client_missing", id="nothing"),
        pytest.param("Bearer abc", "client_missing", id="bearer"),
        pytest.param("Basic", "client_missing", id="basic without a value"),
        pytest.param("Basic !!!", "client_missing", id="not base64"),
        pytest.param("Basic /w==", "client_missing", id="not UTF-8"),
        pytest.param("Basic Og==", "client_missing", id="a colon alone"),
        pytest.param("Basic QUI6eA==", "client_unknown", id="a stranger"),
    ],
)
def test_whoever_is_not_a_client_gets_a_bare_401(
    visitor: Visitor, authorization: str, reason: str
) -> None:
    answer = visitor.browser.post(
        TOKEN_PATH,
        data={"grant_type": "refresh_token", "refresh_token": "x"},
        headers={"Authorization": authorization} if authorization else {},
    )

    assert (answer.status_code, answer.data) == (401, INVALID_CLIENT)
    assert answer.status == "401 UNAUTHORIZED"
    assert visitor.reasons() == [reason]


@pytest.mark.parametrize("change", [" {}", "{} ", "{}x"])
def test_a_secret_with_something_about_it_is_refused(
    visitor: Visitor, change: str
) -> None:
    code = visitor.code()
    secret = change.format(visitor.pair.client_secret.reveal())

    answer = visitor.exchange(code, headers=basic_header(visitor.pair, secret=secret))

    assert (answer.status_code, answer.data) == (401, INVALID_CLIENT)
    assert visitor.reasons() == ["client_secret_wrong"]


def test_a_new_secret_ends_the_old_one_at_once(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    old = basic_header(visitor.pair)

    visitor.provider.registry.make_secret(visitor.keys)

    assert visitor.refresh(token, **old).data == INVALID_CLIENT
    assert visitor.refresh(token).status_code == 200


@pytest.mark.parametrize(
    ("form", "body", "reason"),
    [
        pytest.param(
            {"grant_type": "password"},
            b'{"error":"unsupported_grant_type"}',
            "grant_type_unsupported",
            id="another grant",
        ),
        pytest.param(
            {},
            b'{"error":"invalid_request"}',
            "parameter_missing",
            id="no grant type",
        ),
        pytest.param(
            {"grant_type": ["refresh_token", "password"], "refresh_token": "x"},
            b'{"error":"invalid_request"}',
            "parameter_doubled",
            id="two grant types",
        ),
        pytest.param(
            {"grant_type": "refresh_token"},
            b'{"error":"invalid_request"}',
            "parameter_missing",
            id="no refresh token",
        ),
        pytest.param(
            {"grant_type": "refresh_token", "refresh_token": ["x", "y"]},
            b'{"error":"invalid_request"}',
            "parameter_doubled",
            id="two refresh tokens",
        ),
        pytest.param(
            {"grant_type": "authorization_code", "code": "x"},
            b'{"error":"invalid_request"}',
            "parameter_missing",
            id="no redirect URI",
        ),
        pytest.param(
            {"grant_type": "authorization_code", "code": "", "redirect_uri": "x"},
            b'{"error":"invalid_request"}',
            "parameter_missing",
            id="an empty code",
        ),
    ],
)
def test_an_incomplete_request_is_refused_by_name(
    visitor: Visitor, form: dict[str, object], body: bytes, reason: str
) -> None:
    answer = visitor.browser.post(
        TOKEN_PATH, data=form, headers=basic_header(visitor.pair)
    )

    assert (answer.status_code, answer.data) == (400, body)
    assert visitor.reasons() == [reason]


@pytest.mark.proves("L301")
def test_parameters_in_the_url_or_in_json_are_not_read(visitor: Visitor) -> None:
    members = {"grant_type": "refresh_token", "refresh_token": "x"}

    for sent in ({"query_string": members}, {"json": members}):
        answer = visitor.browser.post(
            TOKEN_PATH, headers=basic_header(visitor.pair), **sent
        )

        assert (answer.status_code, answer.data) == (
            400,
            b'{"error":"invalid_request"}',
        )


@pytest.mark.proves("L301")
def test_the_token_endpoint_takes_post_only(visitor: Visitor) -> None:
    answer = visitor.browser.get(TOKEN_PATH)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"


def test_credentials_are_percent_decoded_in_basic(visitor: Visitor) -> None:
    pair = visitor.pair
    text = f"%{ord(pair.client_id[0]):02X}{pair.client_id[1:]}"
    value = base64.b64encode(f"{text}:{pair.client_secret.reveal()}".encode()).decode()

    answer = visitor.exchange(
        visitor.code(), headers={"Authorization": f"Basic {value}"}
    )

    assert answer.status_code == 200
