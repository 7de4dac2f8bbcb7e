"""What the order of a log's lines tells, whatever its words."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from tests.support.invented import REFRESH_TOKEN

EARLIER = REFRESH_TOKEN.replace("179", "178", 1)
REFUSED = (
    '{"error":"invalid_grant","error_description":"Incorrect or invalid refresh token"}'
)
EXPIRED = "message=AuthenticationFailed; errorCode=003200: Token expired"


def _named(paste: str) -> str | None:
    verdict = diagnose_paste(paste).verdict
    return verdict.id if verdict else None


def test_a_call_that_worked_says_nothing_of_the_age_of_its_token() -> None:
    log = "09:00:00 connected, tokens stored\n{} GET companyinfo 200\n10:05:00 401 "

    assert _named(log.format("09:45:00") + EXPIRED) == "access_token_expired_401"


def test_a_new_token_that_is_refused_was_ended() -> None:
    log = f"09:45:00 connected, tokens stored\n10:05:00 401 {EXPIRED}"

    assert _named(log) == "revoked_by_user_disconnect"


def test_a_file_of_long_ago_is_listed() -> None:
    listed = "-rw------- 1 a a 900 Nov 3 2024 token.json"
    log = f"{listed}\n2025-03-18T09:00:00Z refresh failed: {REFUSED}"

    assert _named(log) == "refresh_token_expired_inactivity"
    assert _named(log.replace("Nov 3 2024", "Mar 3 2025")) is None


def test_a_file_says_when_it_was_written() -> None:
    log = f"LastWriteTime 2024-11-03 10:00\n2025-03-18 09:00 refresh: {REFUSED}"

    assert _named(log) == "refresh_token_expired_inactivity"


def test_a_consent_of_five_years_ago_has_ended_since_a_day() -> None:
    told = "refresh works hourly. consented 2019-12-02. Since {} it says invalid_grant"

    assert _named(told.format("2024-12-02")) == "refresh_token_hard_expired"
    assert _named(told.format("2021-12-02")) is None


def test_an_older_token_is_sent_once_more() -> None:
    log = f"sent {EARLIER}\ngot {REFRESH_TOKEN}\nsent {EARLIER}\n{REFUSED}"

    assert _named(log) == "stale_refresh_token"


def test_a_newer_token_is_sent_once_more() -> None:
    log = f"sent {REFRESH_TOKEN}\n{EARLIER}\nsent {REFRESH_TOKEN}\n{REFUSED}"

    assert _named(log) is None


RACE = (
    "09:00:00 worker-1 refreshing realm={}\n09:00:01 worker-1 200 ok\n"
    "09:00:02 worker-2 refreshing realm={}\n09:00:03 worker-2 400 invalid_grant"
)


def test_two_companies_do_not_race() -> None:
    assert _named(RACE.format(7, 8)) is None


LOCKED = (
    "09:00:00 job A lock taken, POST /token refresh_token=tq9d...\n"
    "09:00:{} job B lock expired, POST /token refresh_token=tq9d...\n"
    "09:00:50 job A 200 saved\n09:00:51 job B 400 invalid_grant"
)


@pytest.mark.parametrize("second", ["05", "40"])
def test_two_jobs_send_one_token_before_either_is_answered(second: str) -> None:
    assert _named(LOCKED.format(second)) == "concurrent_refresh_race"


def test_an_exchange_comes_long_after_its_callback() -> None:
    log = "14:02:10 callback, job queued\n{} get_bearer_token(code) 400 invalid_grant"

    assert _named(log.format("14:31:55")) == "code_expired"
    assert _named(log.format("14:03:01")) is None


def test_a_process_that_was_killed_lost_its_answer() -> None:
    told = f"killed before the refresh was stored; after the restart it is refused: {REFUSED}"

    assert _named(told) == "refresh_response_lost"
