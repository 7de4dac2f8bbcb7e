"""Two answers beside each other."""

import pytest

from grantlab.playground.comparing import MOST_LINES, Side, compare_answers
from grantlab.playground.sent_request import Answer


def answer(body: str, *headers: tuple[str, str]) -> Answer:
    return Answer(status=200, headers=headers, body=body)


def told(body: str, other: str) -> list[tuple[Side, str]]:
    compared = compare_answers(answer(body), answer(other))
    return [(line.side, line.text) for line in compared.body]


def test_what_is_alike_differs_in_no_line() -> None:
    same = answer('{"a": 1}', ("Date", "today"))

    compared = compare_answers(same, same)

    assert (compared.headers, compared.body, compared.cut_after) == ((), (), None)


def test_json_is_compared_as_it_reads_and_not_as_it_came() -> None:
    assert told('{"a":1}', '{ "a" : 1 }') == []
    assert told('{"a":1,"b":2}', '{"a":1,"b":3}') == [
        (Side.BOTH, "{"),
        (Side.BOTH, '  "a": 1,'),
        (Side.LEFT, '  "b": 2'),
        (Side.RIGHT, '  "b": 3'),
        (Side.BOTH, "}"),
    ]


@pytest.mark.parametrize("broken", ['{"a": ', "[" * 100_000])
def test_what_is_no_json_after_all_is_compared_as_it_came(broken: str) -> None:
    assert told(broken, "x")[-1] == (Side.RIGHT, "x")


def test_xml_is_compared_as_it_reads_and_not_as_it_came() -> None:
    one_line = '<?xml version="1.0"?><a x="1"><b>1 &lt; 2</b><c/></a>'
    indented = """<?xml version="1.0"?>
        <a x='1'>
            <b>1 &#60; 2</b>
            <c>
            </c>
        </a>"""

    assert told(one_line, indented) == []
    assert told(one_line, indented.replace("2</b>", "3</b>")) == [
        (Side.BOTH, '<?xml version="1.0"?>'),
        (Side.BOTH, '<a x="1">'),
        (Side.LEFT, "  <b>1 &lt; 2</b>"),
        (Side.RIGHT, "  <b>1 &lt; 3</b>"),
        (Side.BOTH, "  <c></c>"),
        (Side.BOTH, "</a>"),
    ]


def test_what_is_no_xml_after_all_is_compared_as_it_came() -> None:
    assert (Side.RIGHT, "<b>2</b>") in told("<a><b>1</b>", "<a><b>2</b>")


def test_lines_that_are_alike_are_left_out_between_differences() -> None:
    lines = [str(number) for number in range(50)]

    found = told("\n".join(lines), "\n".join(["x", *lines[1:-1], "y"]))

    assert [side for side, _ in found].count(Side.GAP) == 1
    assert len(found) < 15


def test_a_gap_stands_where_the_beginning_was_left_out() -> None:
    lines = [str(number) for number in range(50)]

    found = told("\n".join(lines), "\n".join([*lines, "end"]))

    assert found[0] == (Side.GAP, "")
    assert found[-1] == (Side.RIGHT, "end")


def test_headers_that_came_twice_are_two_lines() -> None:
    compared = compare_answers(
        answer("", ("a", "1"), ("a", "2")), answer("", ("a", "1"))
    )

    assert [(it.side, it.text) for it in compared.headers] == [
        (Side.BOTH, "a: 1"),
        (Side.LEFT, "a: 2"),
    ]


def test_of_long_bodies_so_many_lines_are_compared() -> None:
    long = "\n".join(str(number) for number in range(MOST_LINES + 1))

    compared = compare_answers(answer(long), answer(f"{long}x"))

    assert (compared.body, compared.cut_after) == ((), MOST_LINES)
