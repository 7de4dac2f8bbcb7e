"""A connection that is a week old, and one that is as old as a line."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


def signs_of(text: str) -> set[Sign]:
    return {one.sign for one in read_paste(text).sightings}


@pytest.mark.parametrize(
    "told",
    [
        "it worked the whole week",
        "synced fine for about a week",
        "we connected last Tuesday",
        "it logs me out each week",
        "I have to authenticate since it expires every 7 days",
    ],
)
def test_a_week_is_told_in_many_ways(told: str) -> None:
    diagnosis = diagnose_paste(f"invalid_grant from the mail service\n{told}")

    assert Sign.SEVEN_DAYS in signs_of(told)
    assert diagnosis.verdict is None
    assert diagnosis.candidates[0].id == "refresh_token_hard_expired"


@pytest.mark.parametrize(
    "told",
    [
        "it works on weekends",
        "did it work for a week?",
        "the weekly report is fine",
        "it has not worked all week",
    ],
)
def test_another_week_is_not_the_age_of_a_consent(told: str) -> None:
    assert Sign.SEVEN_DAYS not in signs_of(told)


@pytest.mark.parametrize(
    "log",
    [
        "Authorization successful!\ninvalid_grant: Incorrect or invalid refresh token",
        "tokens saved\n\nrefresh -> 400 invalid_grant",
        "You can close this window.\ntesting the refresh token\ninvalid_grant",
    ],
)
def test_a_refusal_in_the_next_lines_asks_for_the_first_refresh(log: str) -> None:
    diagnosis = diagnose_paste(f"{log}\nrefresh_token is sent")

    assert diagnosis.verdict is None
    assert diagnosis.candidates[0].id == "revoked_by_code_reuse"


def test_a_refusal_on_another_day_does_not() -> None:
    log = "tokens saved\n2026-02-01 sync ok\n2026-02-09 refresh -> invalid_grant"

    assert Sign.JUST_CONSENTED not in signs_of(log)
