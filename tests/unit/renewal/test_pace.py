"""How many requests go in a second."""

from grantlab.renewal.pace import Pace
from tests.support.clocks import NOON, SECOND


def test_no_more_go_in_any_second_than_may() -> None:
    pace = Pace(10)
    pace.note_sent(4, NOON)
    pace.note_sent(6, NOON + SECOND / 2)

    free = [
        pace.free(NOON + after)
        for after in (SECOND / 2, SECOND, SECOND * 1.25, SECOND * 1.5)
    ]

    assert free == [0, 4, 4, 10]


def test_it_tells_how_long_to_wait() -> None:
    pace = Pace(1)
    assert not pace.wait(NOON)

    pace.note_sent(1, NOON)

    assert pace.wait(NOON + SECOND / 4) == SECOND * 0.75
    assert not pace.wait(NOON + SECOND)


def test_without_a_limit_nothing_waits_and_nothing_is_remembered() -> None:
    pace = Pace(None)

    pace.note_sent(10_000, NOON)

    assert pace.free(NOON) is None
    assert not pace.wait(NOON)
    assert pace == Pace(None)
