"""Lives that do not fit, versions that are not the newest, and what is printed of a session."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "program",
    [
        "setInterval(refreshToken, 1000 * 60 * 90);",
        "setInterval(() => renewAccess(), 4500000)",
        "cache.set('qbo:access_token', at, timeout=7200)",
        'redis.setex("qbo_access_token", 86400, at)',
        "Rails.cache.write('access_token', at, expires_in: 2.hours)",
    ],
)
def test_what_is_kept_for_more_than_an_hour_is_refused_in_between(program: str) -> None:
    assert cause_of(f"{program}\nGET /items -> 401") == "access_token_expired_401"


@pytest.mark.parametrize(
    "program",
    [
        "setInterval(refreshToken, 1000 * 60 * 50);",
        "setInterval(redraw, 1000 * 60 * 90);",
        "cache.set('qbo:access_token', at, timeout=3300)",
        "cache.set('qbo:realm', realm, timeout=7200)",
        "Rails.cache.write('access_token', at, expires_in: 55.minutes)",
    ],
)
def test_what_is_kept_for_less_is_not(program: str) -> None:
    signs = read_paste(f"{program}\nGET /items -> 401").signs

    assert Sign.NEVER_REFRESHED not in signs


@pytest.mark.parametrize(
    "line",
    [
        "ends = time.time() + int(tok['expires_in']) * 1000",
        "$ends = time() + $tok['expires_in'] * 1000;",
        "const ends = data.expires_in * 1000 + Date.now() / 1000",
    ],
)
def test_an_end_in_two_units_is_far_away(line: str) -> None:
    assert cause_of(f"{line}\nGET /items -> 401") == "client_local_expiry_check"


@pytest.mark.parametrize(
    "line",
    [
        "ends = time.time() + int(tok['expires_in'])",
        "const ends = Date.now() + data.expires_in * 1000",
    ],
)
def test_an_end_in_one_unit_is_right(line: str) -> None:
    assert Sign.ALWAYS_VALID not in read_paste(f"{line}\nGET /items -> 401").signs


@pytest.mark.parametrize(
    "told",
    [
        "secret version 7 added 06:00\nthe job still reads version 6",
        "vault kv: versions 3, 4; app mounted version 3\nversion 4 is of today",
        "gcloud secrets list: versions/12 enabled\nrun service uses secret versions/11",
    ],
)
def test_an_older_version_of_a_secret_is_an_old_token(told: str) -> None:
    text = f'{told}\nrefresh: 400 {{"error":"invalid_grant"}}'

    assert cause_of(text) == "stale_refresh_token"


@pytest.mark.parametrize(
    "told",
    [
        "secret version 7 added 06:00\nthe job reads version 7",
        "library version 6, secret from the vault\nupgrade to version 7 planned",
        "vault: the job reads version 6",
    ],
)
def test_the_newest_version_is_no_old_one(told: str) -> None:
    text = f'{told}\nrefresh: 400 {{"error":"invalid_grant"}}'

    assert Sign.OLD_VALUE_SENT not in read_paste(text).signs


@pytest.mark.parametrize(
    "printed",
    [
        "req.session.oauth_state -> undefined, req.query.state -> 8f2cmm",
        "session['state'] => nil\nparams['state'] => 8f2cmm",
        "$_SESSION->state: null, GET /cb?code=kk&state=8f2cmm",
    ],
)
def test_a_session_without_a_state_was_lost(printed: str) -> None:
    assert Sign.STATE_NOT_KEPT in read_paste(printed).signs


@pytest.mark.parametrize(
    "program",
    [
        "if (req.session.state === undefined) return next(); const s = req.query.state",
        "req.session.state -> 8f2cmm, req.query.state -> 8f2cmm",
    ],
)
def test_a_program_that_looks_or_clears_has_not_lost_it(program: str) -> None:
    assert Sign.STATE_NOT_KEPT not in read_paste(program).signs


@pytest.mark.parametrize(
    "program",
    [
        "req.Header.Set('Authorisation', 'Bearer ' + at)",
        "headers = {'Authorizaton': f'Bearer {at}'}",
        "axios.get(url, { Authorization: `Bearer ${at}` })",
        "requests.get(url, {'Authorization': 'Bearer ' + at})",
        "fetch(url, { method: 'GET', Authorization: `Bearer ${at}` })",
    ],
)
def test_a_token_beside_the_headers_is_not_sent(program: str) -> None:
    assert (
        cause_of(f"{program}\nheader missing? -> 401")
        == "malformed_authorization_header"
    )


@pytest.mark.parametrize(
    "program",
    [
        "axios.get(url, { headers: { Authorization: `Bearer ${at}` } })",
        "requests.get(url, headers={'Authorization': 'Bearer ' + at})",
        "fetch(url, { method: 'GET', headers: { Authorization: `Bearer ${at}` } })",
        "headers['Authorization'] = 'Bearer ' + at",
    ],
)
def test_a_token_among_the_headers_is(program: str) -> None:
    assert Sign.HEADER_MALFORMED not in read_paste(f"{program}\n-> 401").signs
