"""A column a moment, a lane a value."""

from grantlab.timeline.lanes import (
    COLUMN,
    MOST_COLUMNS,
    MOST_LANES,
    Occurrence,
    draw_lanes,
)


def at(second: float, what: str = "", lane: str | None = None) -> Occurrence:
    return Occurrence(
        second=second, day="", time=f"{second}", what=what, role="unknown", lane=lane
    )


def test_moments_stand_evenly_in_their_order_with_what_lies_between() -> None:
    drawing = draw_lanes([at(432_000.0), at(0.0), at(2.0)])

    xs = [column.x for column in drawing.columns]
    assert [xs[1] - xs[0], xs[2] - xs[1]] == [COLUMN, COLUMN]
    assert [gap.words for gap in drawing.gaps] == ["+2 s", "+4 d 23 h"]


def test_equal_values_share_a_lane_from_the_first_to_the_last_of_them() -> None:
    drawing = draw_lanes([at(0, lane="R1"), at(1, lane="R2"), at(2, lane="R1")])

    (first, second) = drawing.lanes
    xs = [column.x for column in drawing.columns]
    assert (first.name, first.from_x, first.to_x) == ("R1", xs[0], xs[2])
    assert (second.name, second.from_x, second.to_x) == ("R2", xs[1], xs[1])
    assert {dot.y for dot in drawing.dots} == {first.y, second.y}


def test_what_happened_at_one_moment_stands_in_one_column() -> None:
    drawing = draw_lanes([at(0, "refused"), at(0, "refused"), at(0, "ends")])

    (column,) = drawing.columns
    assert column.happenings == (("refused", "unknown"), ("ends", "unknown"))


def test_less_than_a_second_is_told_in_milliseconds() -> None:
    drawing = draw_lanes([at(0), at(0.25)])

    assert drawing.gaps[0].words == "+250 ms"


def test_of_too_many_moments_the_last_are_drawn_and_the_rest_counted() -> None:
    drawing = draw_lanes([at(second, lane=f"R{second}") for second in range(40)])

    times = [column.time for column in drawing.columns]
    assert len(times) == MOST_COLUMNS
    assert times[:3] == ["0", "1", "34"]
    assert times[-1] == "39"
    assert drawing.left_out == 40 - MOST_COLUMNS
    assert len(drawing.lanes) == MOST_LANES


def test_without_a_moment_there_is_an_empty_picture() -> None:
    drawing = draw_lanes([])

    assert (drawing.columns, drawing.lanes, drawing.gaps) == ((), (), ())
