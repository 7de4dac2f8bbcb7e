"""Two clocks in one line of a log."""

from datetime import timedelta, timezone

import pytest

from grantlab.diagnosis.pastes.two_clocks import find_two_clocks
from grantlab.pastes.reading import read_paste

ANSWER = 'HTTP status 400, {"error":"invalid_grant"}, intuit_tid 1-67c6bb2a-00112233445566778899aabb'
DATED = f"{ANSWER} at time Tue, 04 Mar 2025 08:20:42 GMT"


def test_a_program_that_is_ahead_is_held_against_the_date_of_the_answer() -> None:
    found = find_two_clocks(read_paste(f"2025-03-04T08:27:42Z {DATED}"))

    assert found is not None
    assert found.told_by == "the date of the answer"
    assert (found.apart, found.program_is_ahead) == (timedelta(minutes=7), True)
    assert not found.may_be_zone


def test_without_a_date_the_id_of_the_request_tells_the_time() -> None:
    found = find_two_clocks(read_paste(f"2025-03-04T08:30:50Z {ANSWER}"))

    assert found is not None
    assert found.told_by == "intuit_tid"
    assert (found.apart, found.program_is_ahead) == (timedelta(minutes=4), False)


def test_a_whole_hour_without_a_zone_may_be_the_zone_and_goes_away_with_it() -> None:
    log = f"2025-03-04 09:20:43 {DATED}"

    found = find_two_clocks(read_paste(log))

    assert found is not None
    assert found.may_be_zone
    assert find_two_clocks(read_paste(log, zone=timezone(timedelta(hours=1)))) is None


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f"2025-03-04T08:21:42Z {DATED}", id="a minute is no disagreement"),
        pytest.param(f"2025-06-04T08:20:42Z {DATED}", id="another event altogether"),
        pytest.param(DATED, id="one clock"),
        pytest.param("2025-03-04T08:20:42Z invalid_grant", id="no answer's time"),
        pytest.param(
            "2025-03-04T08:20:42Z 400 intuit_tid 0a1b2c3d-0011-2233-4455-66778899aabb",
            id="an id that tells no time",
        ),
    ],
)
def test_where_nothing_disagrees_nothing_is_said(line: str) -> None:
    assert find_two_clocks(read_paste(line)) is None
