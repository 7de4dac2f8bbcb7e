"""Where the pairs of a token family stand."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from grantlab.timeline.family_tree import (
    LETTER,
    MOST_LANES,
    ROOM_FOR_NAME,
    WIDTH,
    Member,
    TreeDrawing,
    draw_family,
)


def member(
    number: int, parent: int | None, *, aside: bool = False, words: str = "by walk"
) -> Member:
    return Member(
        number=number,
        parent=parent,
        is_aside=aside,
        name=f"R{number}",
        words=words,
        standing="current",
    )


def lanes(drawing: TreeDrawing) -> dict[int, int]:
    return {node.member.number: node.lane for node in drawing.nodes}


def test_the_newest_pair_stands_on_top_and_the_line_leads_down() -> None:
    drawing = draw_family([member(1, None), member(2, 1), member(3, 2)])

    assert [node.member.number for node in drawing.nodes] == [3, 2, 1]
    assert all(above.y < below.y for above, below in pairwise(drawing.nodes))
    assert lanes(drawing) == {1: 0, 2: 0, 3: 0}
    assert len(drawing.branches) == 2


def test_a_sibling_branches_off_beside_the_line() -> None:
    drawing = draw_family([member(1, None), member(2, 1, aside=True), member(3, 1)])

    assert lanes(drawing) == {1: 0, 2: 1, 3: 0}


def test_a_branch_goes_on_in_its_own_lane() -> None:
    drawing = draw_family(
        [
            member(1, None),
            member(2, 1, aside=True),
            member(3, 2, aside=True),
            member(4, 1),
        ]
    )

    assert lanes(drawing) == {1: 0, 2: 1, 3: 1, 4: 0}


def test_two_branches_at_once_have_two_lanes_and_a_later_one_the_first_again() -> None:
    drawing = draw_family(
        [
            member(1, None),
            member(2, 1, aside=True),
            member(3, 1, aside=True),
            member(4, 1),
            member(5, 4, aside=True),
            member(6, 4),
        ]
    )

    assert lanes(drawing) == {1: 0, 2: 1, 3: 2, 4: 0, 5: 1, 6: 0}


def test_a_new_consent_begins_without_a_branch() -> None:
    drawing = draw_family([member(1, None), member(2, 1), member(3, None)])

    assert len(drawing.branches) == 1


def test_of_a_long_family_the_newest_part_is_drawn_and_leads_out() -> None:
    family = [member(1, None), *(member(n, n - 1) for n in range(2, 301))]

    drawing = draw_family(family, newest=8)

    assert [node.member.number for node in drawing.nodes] == list(range(300, 292, -1))
    assert [branch.leads_out for branch in drawing.branches] == [False] * 7 + [True]


def test_words_that_are_too_long_are_cut_and_say_so() -> None:
    [node] = draw_family([member(1, None, words="asked by " + "x" * 90)]).nodes

    assert node.words.endswith("…")
    assert node.text_x + ROOM_FOR_NAME + len(node.words) * LETTER <= WIDTH


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=30))
def test_no_two_branches_share_a_lane_while_there_are_lanes(
    drawn: list[tuple[int, bool]],
) -> None:
    family = [member(1, None)]
    for number, (parent, aside) in enumerate(drawn, 2):
        family.append(member(number, 1 + parent % (number - 1), aside=aside))

    drawing = draw_family(family)

    lane_by_number = lanes(drawing)
    for one in family:
        lane = lane_by_number[one.number]
        between = range((one.parent or 0) + 1, one.number)
        if one.is_aside and lane < MOST_LANES - 1:
            assert lane not in {lane_by_number[number] for number in between}
