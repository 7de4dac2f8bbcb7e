"""The time axis."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grantlab.timeline.axis import Axis

FIRST = datetime(2026, 3, 12, tzinfo=UTC)
FIVE_YEARS = timedelta(days=5 * 365)
AXIS = Axis(FIRST, FIRST + FIVE_YEARS, left=0, right=900)
within = st.timedeltas(min_value=timedelta(), max_value=FIVE_YEARS)


@given(within, within)
def test_later_is_never_further_left(one: timedelta, other: timedelta) -> None:
    earlier, later = sorted([one, other])

    assert AXIS.x(FIRST + earlier) <= AXIS.x(FIRST + later)


def test_a_minute_and_five_years_both_have_room() -> None:
    minute = AXIS.x(FIRST + timedelta(minutes=1))
    hundred_days = AXIS.x(FIRST + timedelta(days=100))

    assert minute > 60
    assert 900 - hundred_days > 60


def test_what_lies_outside_stands_at_the_edge() -> None:
    assert AXIS.x(FIRST - timedelta(days=1)) == 0
    assert AXIS.x(FIRST + FIVE_YEARS + timedelta(days=1)) == 900


def test_ticks_end_where_the_axis_ends() -> None:
    axis = Axis(FIRST, FIRST + timedelta(days=20), left=0, right=900)

    assert [tick.label for tick in axis.ticks()][-1] == "+10 d"


def test_an_axis_without_length_has_one_place() -> None:
    assert Axis(FIRST, FIRST, left=5, right=900).x(FIRST) == 5
