"""What a program keeps of an answer, and what its store, its log or its cookie holds of it."""

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Look

POSTED = "post(url, {grant_type: 'refresh_token', refresh_token: row.refreshToken})"


@pytest.mark.parametrize(
    "kept",
    [
        "row.accessToken = got.access_token",
        "return got['access_token']",
        "cache.put(id, got.accessToken)",
    ],
)
def test_one_token_of_an_answer_is_kept(kept: str) -> None:
    signs = read_paste(f"got = {POSTED}\n{kept}").signs

    assert Sign.KEPT_ACCESS_TOKEN_ONLY in signs
    assert Sign.STORED_EVERY_VALUE not in signs


@pytest.mark.parametrize(
    "kept",
    [
        "row.update(got.access_token, got.refresh_token)",
        "row.accessToken = got.access_token\nrow.refreshToken = got.refresh_token",
        "save(got)",
    ],
)
def test_both_tokens_of_an_answer_are_kept(kept: str) -> None:
    signs = read_paste(f"got = {POSTED}\n{kept}").signs

    assert Sign.KEPT_ACCESS_TOKEN_ONLY not in signs


def test_a_form_over_several_lines_is_sent() -> None:
    form = "body = {\n  refresh_token: held.refresh_token,\n  grant_type: 'refresh_token' }"

    assert Sign.STORED_EVERY_VALUE not in read_paste(form).signs


@pytest.mark.parametrize(
    "text",
    [
        "The 'session' cookie is too large: it holds a token, and the limit is 4093 bytes",
        "cookie of the tokens: value exceeds 4096 characters",
        "length(access_token) -> 255",
        "char_length(refresh_token), max => 48, 64",
    ],
)
def test_a_store_cuts_a_token(text: str) -> None:
    assert Sign.ROW_CUT in read_paste(text).signs


@pytest.mark.parametrize(
    "text",
    ["the cookie of the token has 900 bytes", "length(access_token) -> 893"],
)
def test_a_store_has_room_for_a_token(text: str) -> None:
    assert Sign.ROW_CUT not in read_paste(text).signs


def test_one_path_is_asked_twice() -> None:
    first, second = "POST /api/exchange 200", "POST /api/exchange 500"

    assert Sign.CODE_DELIVERED_TWICE in read_paste(f"{first}, {second}").signs
    assert Sign.CODE_DELIVERED_TWICE not in read_paste(f"{second}, {first}").signs
    other = second.replace("exchange", "invoices")
    assert Sign.CODE_DELIVERED_TWICE not in read_paste(f"{first}, {other}").signs


def test_a_callback_without_a_path_belongs_to_its_service() -> None:
    brought = "the install (?code=9f1c77&hmac=aa&shop=a.myshopify.com) is taken too"
    sent = "POST https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer -> 400 error"

    assert Sign.CODE_OF_SOMEBODY_ELSE in read_paste(f"{brought}\n{sent}").signs


def test_a_state_of_a_session_is_undefined() -> None:
    text = "callback: req.session.oauthState is undefined"

    assert Sign.STATE_NOT_KEPT in read_paste(text).signs


@pytest.mark.parametrize(
    "value", ["RT1-xxx-replace-me", "paste-it-here", "my_token_change_me"]
)
def test_a_word_that_asks_to_be_replaced_is_no_token(value: str) -> None:
    (read,) = read_paste(f"REFRESH_TOKEN={value}").values_of(Field.REFRESH_TOKEN)

    assert read.look is Look.PLACEHOLDER
