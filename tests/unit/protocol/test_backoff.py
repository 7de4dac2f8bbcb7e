"""Back-off: later and later, never too late, and never all together."""

from datetime import timedelta

import pytest

from grantlab.protocol.backoff import CHANCE_LENGTH, FIRST, LONGEST, back_off
from tests.support.clocks import SECOND

WORST = b"\xff" * CHANCE_LENGTH
EVEN = b"\x80" + b"\x00" * (CHANCE_LENGTH - 1)


@pytest.mark.parametrize(
    ("failures", "ceiling"),
    [
        pytest.param(0, FIRST, id="none, which is taken for one"),
        pytest.param(1, FIRST, id="the first"),
        pytest.param(2, 2 * FIRST, id="twice as long"),
        pytest.param(5, 16 * FIRST, id="and so on"),
        pytest.param(9, LONGEST, id="up to the longest"),
        pytest.param(1_000_000, LONGEST, id="a service that never came back"),
    ],
)
def test_the_ceiling_doubles_until_it_is_long_enough(
    failures: int, ceiling: timedelta
) -> None:
    assert back_off(failures, chance=EVEN) == ceiling / 2
    assert ceiling - SECOND < back_off(failures, chance=WORST) <= ceiling


def test_the_wait_is_drawn_from_the_whole_way_up_to_the_ceiling() -> None:
    waits = [back_off(3, chance=bytes([drawn])) for drawn in range(0, 256, 64)]

    assert waits == [SECOND * 0, SECOND * 2, SECOND * 4, SECOND * 6]


def test_a_margin_of_ten_minutes_has_room_for_several_tries() -> None:
    waits = sum((back_off(n, chance=WORST) for n in range(1, 8)), timedelta())

    assert waits < timedelta(minutes=10)
