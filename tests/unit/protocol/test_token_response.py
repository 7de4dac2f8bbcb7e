"""The answer of the token endpoint, read without believing it."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.errors import (
    InvalidClientError,
    InvalidGrantError,
    MalformedResponseError,
    TokenEndpointError,
)
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import (
    TokenAnswer,
    TokenSet,
    parse_token_response,
    read_token_answer,
)
from tests.support import invented
from tests.support.clocks import DAY, NOON, SECOND

GOOD: dict[str, object] = {
    "token_type": "bearer",
    "expires_in": 3600,
    "refresh_token": invented.REFRESH_TOKEN,
    "x_refresh_token_expires_in": 8_640_000,
    "access_token": invented.ACCESS_TOKEN,
    "x_refresh_token_hard_expires_in": 157_680_000,
}
LIFETIMES = {
    "expires_in": "access_expires_at",
    "x_refresh_token_expires_in": "refresh_expires_at",
    "x_refresh_token_hard_expires_in": "hard_expires_at",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)
ODD_LIFETIMES = [
    pytest.param("3600", id="text"),
    pytest.param(True, id="true, which would read as one second"),
    pytest.param(3600.5, id="a fraction"),
    pytest.param(-1, id="below zero"),
    pytest.param(10**12, id="thirty thousand years"),
    pytest.param(None, id="null"),
    pytest.param([], id="a list"),
]


def answer(body: object, *, status: int = 200) -> TokenAnswer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return TokenAnswer(status=status, body=raw, intuit_tid="1-tid", received_at=NOON)


def read(**changes: object) -> TokenSet:
    return parse_token_response(GOOD | changes, received_at=NOON)


@pytest.mark.proves("L302")
def test_an_answer_brings_both_tokens_and_their_deadlines() -> None:
    tokens = read_token_answer(answer(GOOD))

    assert tokens.access_token == Secret(invented.ACCESS_TOKEN)
    assert tokens.refresh_token == Secret(invented.REFRESH_TOKEN)
    assert tokens.access_expires_at == NOON + timedelta(hours=1)
    assert tokens.refresh_expires_at == NOON + 100 * DAY
    assert tokens.hard_expires_at == NOON + 5 * 365 * DAY
    assert tokens.id_token is None
    assert tokens.oddities == ()


@pytest.mark.proves("L302")
def test_an_id_token_is_taken_along_where_there_is_one() -> None:
    assert read(id_token=invented.ID_TOKEN).id_token == Secret(invented.ID_TOKEN)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(None, id="null"),
        pytest.param("", id="empty"),
        pytest.param(7, id="a number"),
        pytest.param(["eyJ"], id="a list"),
        pytest.param("ключ", id="letters that no header can carry"),
        pytest.param("one\ntwo", id="two lines"),
        pytest.param("\ud800", id="half a character"),
    ],
)
def test_without_an_access_token_there_is_no_answer(value: object) -> None:
    with pytest.raises(MalformedResponseError) as caught:
        read(access_token=value)

    assert caught.value.member == "access_token"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(None, id="null"),
        pytest.param("", id="empty"),
        pytest.param(False, id="false"),
        pytest.param("\ud800", id="half a character"),
    ],
)
def test_a_missing_refresh_token_is_told_and_costs_nothing(value: object) -> None:
    tokens = read(refresh_token=value)

    assert tokens.refresh_token is None
    assert tokens.access_token == Secret(invented.ACCESS_TOKEN)
    assert "refresh_token was missing" in tokens.oddities[0]


@pytest.mark.parametrize("value", ODD_LIFETIMES)
@pytest.mark.parametrize("member", LIFETIMES)
def test_an_odd_lifetime_is_an_unknown_deadline(member: str, value: object) -> None:
    tokens = read(**{member: value})

    assert getattr(tokens, LIFETIMES[member]) is None
    assert tokens.access_token == Secret(invented.ACCESS_TOKEN)


@pytest.mark.parametrize("value", ODD_LIFETIMES)
@pytest.mark.parametrize("member", ["expires_in", "x_refresh_token_expires_in"])
def test_an_odd_lifetime_is_told(member: str, value: object) -> None:
    (oddity,) = read(**{member: value}).oddities

    assert oddity.startswith(f"{member} was ")
    assert oddity.endswith("the deadline is unknown")


def test_a_lifetime_of_nothing_is_over_at_once() -> None:
    assert read(expires_in=0).access_expires_at == NOON


@pytest.mark.proves("L503")
@pytest.mark.parametrize(
    ("seconds", "lifetime"),
    [
        pytest.param(8_640_000, 100 * DAY, id="the documents' 100 days"),
        pytest.param(8_726_400, 101 * DAY, id="the wire's 101 days"),
        pytest.param(8_643_837, 8_643_837 * SECOND, id="counted down"),
    ],
)
def test_the_life_of_a_refresh_token_is_what_the_answer_says(
    seconds: int, lifetime: timedelta
) -> None:
    tokens = read(x_refresh_token_expires_in=seconds)

    assert tokens.refresh_expires_at == NOON + lifetime


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        pytest.param("invalid_grant", InvalidGrantError, id="the grant"),
        pytest.param("invalid_client", InvalidClientError, id="the client"),
        pytest.param("invalid_request", TokenEndpointError, id="the request"),
        pytest.param("something_new", TokenEndpointError, id="an unknown error"),
    ],
)
def test_an_error_response_has_a_name(
    error: str, kind: type[TokenEndpointError]
) -> None:
    body = {"error": error, "error_description": "said so"}

    with pytest.raises(TokenEndpointError) as caught:
        read_token_answer(answer(body, status=400))

    assert type(caught.value) is kind
    assert caught.value.error == error
    assert caught.value.error_description == "said so"
    assert (caught.value.status, caught.value.intuit_tid) == (400, "1-tid")


def test_an_error_with_status_200_is_still_an_error() -> None:
    with pytest.raises(InvalidGrantError):
        read_token_answer(answer(GOOD | {"error": "invalid_grant"}))


def test_an_error_that_is_null_is_no_error() -> None:
    tokens = read_token_answer(answer({**GOOD, "error": None}))

    assert tokens.refresh_token is not None


def test_tokens_with_an_error_status_are_not_believed() -> None:
    with pytest.raises(MalformedResponseError) as caught:
        read_token_answer(answer(GOOD, status=500))

    assert caught.value.member == "error"


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(None, id="null"),
        pytest.param("", id="empty"),
        pytest.param({"code": "3200"}, id="an object"),
        pytest.param("\ud800", id="half a character"),
    ],
)
def test_an_error_that_is_no_text_is_malformed(error: object) -> None:
    with pytest.raises(MalformedResponseError):
        read_token_answer(answer({"error": error}, status=400))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 200, id="nothing"),
        pytest.param(b"<html>502 Bad Gateway</html>", 502, id="a gateway's page"),
        pytest.param(b"[]", 200, id="a list"),
        pytest.param(b'"eyJ"', 200, id="a text"),
        pytest.param(b"null", 200, id="null"),
        pytest.param(b'{"access_token":', 200, id="cut short"),
        pytest.param(b"\xff\xfe\x00\xd8", 200, id="no text at all"),
        pytest.param(b"[" * 100_000, 200, id="nested too deep"),
        pytest.param(b'{"a":' * 100_000, 200, id="objects nested too deep"),
        pytest.param(b'{"expires_in": 1' + b"0" * 5000 + b"}", 200, id="a huge number"),
    ],
)
def test_what_is_no_json_object_is_malformed(body: bytes, status: int) -> None:
    with pytest.raises(MalformedResponseError) as caught:
        read_token_answer(answer(body, status=status))

    assert caught.value.member == ""
    assert f"HTTP {status}" in str(caught.value)


def test_an_answer_shows_no_token_in_its_repr() -> None:
    assert invented.ACCESS_TOKEN not in repr(read_token_answer(answer(GOOD)))


@given(st.binary() | JSON.map(json.dumps).map(str.encode), st.sampled_from([200, 400]))
def test_no_body_brings_anything_but_our_own_errors(body: bytes, status: int) -> None:
    with pytest.raises((MalformedResponseError, TokenEndpointError)):
        read_token_answer(answer(body, status=status))


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), JSON))
def test_no_member_brings_anything_but_our_own_errors(
    changes: dict[str, object],
) -> None:
    whole = isinstance(changes.get("access_token", "whole"), str)

    try:
        tokens = parse_token_response(GOOD | changes, received_at=NOON)
    except MalformedResponseError:
        whole = True
    else:
        assert tokens.access_token.fingerprint

    assert whole
