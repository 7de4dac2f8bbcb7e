"""Where a program takes its refresh token from, and what it keeps under that name."""

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


@pytest.mark.parametrize(
    "text",
    [
        "refreshTokens[userId] = answer.data.access_token",
        "refresh_token_cache[realm] = res['access_token']",
        "localStorage.setItem('refresh_token', data.access_token)",
        "redis.set('qbo:refresh_token', token.accessToken);",
        "conn.setRefreshToken(resp.getAccessToken())",
        "data = {'grant_type': 'refresh_token', 'refresh_token': row.access_token}",
        "body: `grant_type=refresh_token&refresh_token=${session.accessToken}`",
    ],
)
def test_an_access_token_has_the_name_of_the_other(text: str) -> None:
    assert Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN in read_paste(text).signs


@pytest.mark.parametrize(
    "text",
    [
        "refreshTokens[userId] = answer.data.refresh_token",
        "localStorage.setItem('access_token', data.access_token)",
        "refresh_tokens == stored.access_token",
        "keep('refresh_token', data.refresh_token, data.access_token)",
        "grant_type=refresh_token&refresh_token=${session.refreshToken}",
        "refresh_token_expires = token.access_token_expires",
    ],
)
def test_a_token_has_its_own_name(text: str) -> None:
    assert Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN not in read_paste(text).signs


@pytest.mark.parametrize(
    "read",
    [
        "os.environ['QBO_REFRESH_TOKEN']",
        "os.getenv('REFRESH_TOKEN')",
        "process.env.QB_REFRESH_TOKEN",
        "ENV['QBO_REFRESH_TOKEN']",
        'Environment.GetEnvironmentVariable("RefreshToken")',
        "config('services.quickbooks.refresh_token')",
        "settings.QBO_REFRESH_TOKEN",
    ],
)
def test_nothing_is_written_where_a_token_is_read(read: str) -> None:
    program = f"client.refresh({read})"

    assert Sign.NOT_STORED in read_paste(f"{program}\nfirst run: ok").signs
    assert Sign.NOT_STORED not in read_paste(f"{program}\nfirst run: 400").signs
    assert Sign.NOT_STORED not in read_paste(f"{program}\nsave(t)\nMon ok").signs


def test_a_secret_of_the_environment_is_meant_to_stay() -> None:
    program = "client.refresh(row.refresh_token, os.environ['CLIENT_SECRET'])"

    assert Sign.NOT_STORED not in read_paste(f"{program}\nMon ok").signs
