"""Schedules between whose runs a refresh token outlives itself, as many programs write them."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign

REFUSED = '\nrefresh: {"error":"invalid_grant"}'


def says_unused(text: str) -> bool:
    return Sign.INACTIVITY in {one.sign for one in read_paste(text + REFUSED).sightings}


@pytest.mark.parametrize(
    "schedule",
    [
        "15 4 1 */4 * /srv/push.sh",
        "0 3 1 1 * push",
        "0 3 1 2,8 * push",
        "0 6 1 jan * push",
        "cron(0 5 1 1/6 ? *)",
        "0 0 5 1 1/6 ? *",
        "@yearly /srv/push.sh",
        "OnCalendar=*-01,07-01 04:00:00",
        "rate(150 days)",
        "schedule_interval=timedelta(days=120)",
        "schedule.every(20).weeks.do(push)",
        "timedelta(weeks=16)",
    ],
)
def test_runs_that_lie_a_hundred_days_apart_let_a_token_die(schedule: str) -> None:
    assert says_unused(schedule)


@pytest.mark.parametrize(
    "schedule",
    [
        "15 4 1 */3 * /srv/push.sh",
        "*/30 * * * * push",
        "0 3 1 1 * report\n0 * * * * push",
        "0 3 1 1,4,7,10 * push",
        "0 5 * * 1 push",
        "rate(1 day)",
        "every 30 days",
        "timedelta(days=100)",
        "timedelta(days=120)\ntimedelta(days=1)",
        "2 * 3 * 4 = 24",
    ],
)
def test_runs_that_are_nearer_keep_it_alive(schedule: str) -> None:
    assert not says_unused(schedule)


def test_a_system_log_has_its_day_from_the_answer_in_its_line() -> None:
    text = (
        '{"refresh_token": "RT1-21-H0-1757600000m2vq8xk4ztw7dfh3rj9s", "saved_at": "2025-06-03T04:15:01Z"}\n'
        'Oct 14 04:15:02 push: b\'{"error":"invalid_grant"}\' at time Tue, 14 Oct 2025 04:15:02 GMT'
    )

    verdict = diagnose_paste(text).verdict

    assert verdict is not None
    assert verdict.id == "refresh_token_expired_inactivity"
