"""The thresholds that the diagnosis of pastes is held to."""

import pytest

from tests.accuracy.run import tell
from tests.accuracy.score import Scored, count, read_cases, score


@pytest.fixture(scope="module")
def scored() -> tuple[Scored, ...]:
    return score(read_cases())


def test_a_cause_that_the_paste_shows_is_named(scored: tuple[Scored, ...]) -> None:
    right, total = count(scored, lambda case: case.counts_as_named)

    assert total > 50
    assert right / total >= 0.95


def test_where_a_paste_does_not_suffice_the_cause_is_among_four_and_a_question_asked(
    scored: tuple[Scored, ...],
) -> None:
    right, total = count(scored, lambda case: case.counts_as_asked)

    assert total > 5
    assert right / total >= 0.9
    assert all(len(one.diagnosis.candidates) <= 4 for one in scored)


def test_nothing_is_named_where_nobody_can_tell(scored: tuple[Scored, ...]) -> None:
    right, total = count(scored, lambda case: case.is_unknown)

    assert total > 0
    assert right == total


def test_the_report_names_what_is_not_right(scored: tuple[Scored, ...]) -> None:
    lines = list(tell(scored))

    assert lines[0] == "| cases | right | of | share |"
    assert len([line for line in lines if line.startswith("Not right")]) == sum(
        not one.is_right for one in scored
    )
