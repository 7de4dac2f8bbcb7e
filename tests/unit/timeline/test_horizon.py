"""Where the two ends of a connection stand on one line."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from grantlab.timeline.horizon import (
    LEFT,
    LETTER,
    LONGEST_LABEL,
    RIGHT,
    HorizonDrawing,
    Milestone,
    Placed,
    draw_horizon,
)

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
DAY = timedelta(days=1)
YEARS = 365 * DAY
lengths = st.timedeltas(min_value=timedelta(), max_value=7 * YEARS)
labels = st.text("x", min_size=1, max_size=LONGEST_LABEL)


def horizon(
    *,
    now: timedelta = timedelta(),
    soft: timedelta | None = 100 * DAY,
    hard: timedelta | None = 5 * YEARS,
) -> HorizonDrawing:
    return draw_horizon(
        consent=Milestone("consent", "consent", NOON),
        now=Milestone("now", "now", NOON + now),
        soft=None if soft is None else Milestone("soft", "soft end", NOON + soft),
        hard=None if hard is None else Milestone("hard", "hard end", NOON + hard),
    )


def find(drawing: HorizonDrawing, name: str) -> Placed:
    return next(item for item in drawing.placed if item.milestone.name == name)


def test_the_line_is_in_true_proportion() -> None:
    drawing = horizon(now=YEARS, soft=2 * YEARS, hard=4 * YEARS)

    quarter = (RIGHT - LEFT) / 4
    assert find(drawing, "consent").x == LEFT
    assert find(drawing, "now").x == LEFT + quarter
    assert find(drawing, "soft").x == LEFT + 2 * quarter
    assert find(drawing, "hard").x == RIGHT


def test_the_refresh_token_lives_until_its_soft_end_and_can_be_brought_to_the_hard() -> (
    None
):
    drawing = horizon(now=YEARS, soft=2 * YEARS, hard=4 * YEARS)

    soft = find(drawing, "soft").x
    assert drawing.alive == (find(drawing, "now").x, soft)
    assert drawing.in_reach == (soft, RIGHT)


def test_nothing_lives_past_its_end() -> None:
    drawing = horizon(now=101 * DAY)

    assert (drawing.alive, drawing.in_reach) == (None, None)


def test_a_soft_end_past_the_hard_one_gives_no_more_than_that() -> None:
    drawing = horizon(now=YEARS, soft=6 * YEARS, hard=5 * YEARS)

    assert drawing.alive == (find(drawing, "now").x, find(drawing, "hard").x)
    assert drawing.in_reach is None


def test_ends_that_were_not_told_are_not_drawn() -> None:
    drawing = horizon(now=DAY, soft=None, hard=None)

    assert [item.milestone.name for item in drawing.placed] == ["now", "consent"]
    assert drawing.alive is None


def test_a_consent_of_this_moment_has_a_line_too() -> None:
    drawing = horizon(soft=None, hard=None)

    assert {item.x for item in drawing.placed} == {LEFT}


@given(now=lengths, soft=lengths, hard=lengths, words=st.tuples(*[labels] * 4))
def test_no_label_lies_on_another_or_on_a_tick(
    now: timedelta, soft: timedelta, hard: timedelta, words: tuple[str, str, str, str]
) -> None:
    drawing = draw_horizon(
        consent=Milestone("consent", words[0], NOON),
        now=Milestone("now", words[1], NOON + now),
        soft=Milestone("soft", words[2], NOON + soft),
        hard=Milestone("hard", words[3], NOON + hard),
    )

    for one, other in combinations(drawing.placed, 2):
        if one.label_y == other.label_y:
            (left, right), (other_left, other_right) = one.extent, other.extent
            assert right <= other_left or other_right <= left
    for label in drawing.placed:
        left, right = label.extent
        assert left >= LEFT - LETTER
        assert right <= RIGHT + LETTER
        for item in drawing.placed:
            if item is not label and left < item.x < right:
                top, bottom = sorted((item.tick_from, item.tick_to))
                assert not top < label.label_y - 4 < bottom
