"""Days that lie too far apart, and new tokens that go with what held them."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign

REFUSED = '\nrefresh: 400 {"error":"invalid_grant"}'


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "told",
    [
        "schedule disabled 2025-02-01, enabled again 2025-06-20",
        "job paused on 2025-02-01\njob resumed on 2025-05-30",
        "last run: 2025-02-01\nnext run: 2025-07-01",
        "worker scaled to 0 2025-02-01; scaled up, back on 2025-06-01",
    ],
)
def test_a_job_that_was_off_for_too_long_let_its_token_die(told: str) -> None:
    assert cause_of(told + REFUSED) == "refresh_token_expired_inactivity"


@pytest.mark.parametrize(
    "told",
    [
        "schedule disabled 2025-02-01, enabled again 2025-03-20",
        "schedule enabled 2025-02-01, disabled 2025-06-20",
        "last run: 2025-02-31\nnext run: 2025-07-01",
    ],
)
def test_a_short_pause_lets_none_die(told: str) -> None:
    assert Sign.INACTIVITY not in read_paste(told + REFUSED).signs


@pytest.mark.parametrize(
    "told",
    [
        "the save is inside a transaction, and the sync raises: rolled back",
        "begin; row.save; the import throws -> rollback",
        "the new refresh token is only in memory",
        "the rotated token stays in memory",
    ],
)
def test_a_token_that_goes_with_what_held_it_was_not_kept(told: str) -> None:
    assert cause_of(told + REFUSED) == "not_persisted_after_refresh"


@pytest.mark.parametrize(
    "told",
    [
        "nothing was rolled back, the transaction is committed",
        "we rolled back the release, no exception since",
        "the new refresh token is not in memory, it is in the database",
    ],
)
def test_what_was_not_rolled_back_lasts(told: str) -> None:
    assert Sign.NOT_STORED not in read_paste(told + REFUSED).signs


def test_a_consent_of_five_years_is_too_old_however_often_it_was_refreshed() -> None:
    text = 'consent 2019-04-01, refreshed nightly\n2024-04-02 {"error":"invalid_grant"}'

    assert cause_of(text) == "refresh_token_hard_expired"
