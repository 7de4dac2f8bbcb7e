"""When a connection is due: by its refresh token, and by its access token if it is kept warm."""

from datetime import datetime, timedelta

import pytest

from grantlab.protocol.renewal_time import PairTimes, renew_at
from tests.support.clocks import DAY, HOUR, MINUTE, NOON


def pair(
    *,
    access: timedelta | None = HOUR,
    refresh: timedelta | None = 100 * DAY,
    hard: timedelta | None = 5 * 365 * DAY,
) -> PairTimes:
    """Return a pair that came at noon and has so much left of each."""

    def after(left: timedelta | None) -> datetime | None:
        return None if left is None else NOON + left

    return PairTimes(
        received_at=NOON,
        access_expires_at=after(access),
        refresh_expires_at=after(refresh),
        hard_expires_at=after(hard),
    )


@pytest.mark.proves("L511")
@pytest.mark.parametrize(
    ("times", "keep_warm", "due_in"),
    [
        pytest.param(pair(), False, 7 * DAY, id="a refresh token after a week"),
        pytest.param(pair(), True, 50 * MINUTE, id="an access token kept warm"),
        pytest.param(
            pair(refresh=2 * DAY), False, DAY, id="a short life after half of it"
        ),
        pytest.param(pair(refresh=None), False, 7 * DAY, id="a life nobody told"),
        pytest.param(
            pair(access=None),
            True,
            50 * MINUTE,
            id="an access token's life nobody told",
        ),
        pytest.param(
            pair(access=10 * MINUTE), True, timedelta(seconds=500), id="a short hour"
        ),
        pytest.param(pair(access=30 * DAY), True, 7 * DAY, id="whichever is due first"),
        pytest.param(pair(hard=None), False, 7 * DAY, id="an end nobody told"),
        pytest.param(
            pair(refresh=timedelta()), False, timedelta(), id="no life at all"
        ),
    ],
)
def test_a_connection_is_due_before_anything_of_it_ends(
    times: PairTimes, *, keep_warm: bool, due_in: timedelta
) -> None:
    assert renew_at(times, keep_warm=keep_warm) == NOON + due_in


@pytest.mark.proves("L512")
def test_a_token_left_alone_until_it_is_due_outlives_ninety_days_more() -> None:
    due_at = renew_at(pair(), keep_warm=False)

    assert due_at is not None
    assert due_at + 90 * DAY < NOON + 100 * DAY


@pytest.mark.proves("L507")
@pytest.mark.parametrize("left", [timedelta(), DAY, 7 * DAY])
def test_before_the_end_of_a_consent_nothing_is_due_any_more(left: timedelta) -> None:
    assert renew_at(pair(hard=left), keep_warm=False) is None


def test_what_is_kept_warm_is_kept_so_until_its_consent_ends() -> None:
    assert renew_at(pair(hard=DAY), keep_warm=True) == NOON + 50 * MINUTE
