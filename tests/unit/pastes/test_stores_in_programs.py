"""What a program's store, its settings and its headers show by their shape."""

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign

ROWS = "id | realm | refresh_token\n1 | 9130350000000001 | ...aa\n2 | {} | ...bb\n"
HOST = "base = https://sandbox-quickbooks.api.intuit.com\n"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("def save_tokens(self, t): pass", Sign.NOT_STORED),
        ("async function persistToken(t) {}", Sign.NOT_STORED),
        ("void StoreTokens(Tokens t) { // TODO", Sign.NOT_STORED),
        (
            "refresh(); update_option('shop_access_token', $t);",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
        ),
        (
            "refresh; UPDATE kv SET v = ? WHERE k = 'access_token'",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
        ),
        (ROWS.format("9130350000000001"), Sign.OLD_VALUE_SENT),
        ('Authorization: Bearer "eyJhbGciOi..."', Sign.HEADER_MALFORMED),
        ('proxy_set_header Authorization "";', Sign.HEADER_MALFORMED),
        ("RequestHeader unset Authorization", Sign.HEADER_MALFORMED),
        (
            f"{HOST}the company is a live one",
            Sign.HOST_OF_OTHER_ENVIRONMENT,
        ),
    ],
)
def test_a_mistake_shows(text: str, sign: Sign) -> None:
    assert sign in read_paste(text).signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("def save_tokens(self, t):\n    db.put(t)", Sign.NOT_STORED),
        (
            "refresh(); set('access_token', a); set('refresh_token', r)",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
        ),
        (ROWS.format("9130350000000002"), Sign.OLD_VALUE_SENT),
        ("Authorization: Bearer <token>", Sign.HEADER_MALFORMED),
        (
            "proxy_set_header Authorization $http_authorization;",
            Sign.HEADER_MALFORMED,
        ),
        (
            f"{HOST}the company is in the sandbox",
            Sign.HOST_OF_OTHER_ENVIRONMENT,
        ),
    ],
)
def test_what_is_right_is_no_mistake(text: str, sign: Sign) -> None:
    assert sign not in read_paste(text).signs


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("the endpoint answers 500", "500"),
        ("every call 401, alone it works", "401"),
        ("401/403 in production", "401"),
    ],
)
def test_a_status_is_read(text: str, status: str) -> None:
    assert read_paste(text).has_status(status)


def test_a_list_of_statuses_is_none_that_was_seen() -> None:
    assert not read_paste("retry on [401, 429]").has_status("401")


def test_the_beginning_of_a_token_tells_its_kind() -> None:
    text = '"refresh_token": "ya29.a0AfB_byC1x..."'

    assert Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN in read_paste(text).signs
