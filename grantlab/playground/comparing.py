"""Two answers beside each other: headers and bodies line by line."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from grantlab.playground.sent_request import Answer
from grantlab.playground.xml_indenting import indent_xml

MOST_LINES: Final = 2000
"""Of each body. To find the fewest differences takes time by the square of the lines."""

LONGEST_LINE: Final = 2000
"""Characters; a longer line is one line all the same, and its end is not shown."""

_AROUND: Final = 3
"""Lines that are alike, before and after those that are not."""


class Side(StrEnum):
    """On which side a line stands."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"
    GAP = "gap"
    """Not a line: lines that are alike were left out here."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a comparison."""

    side: Side
    text: str = field(default="", repr=False)
    left: int | None = None
    right: int | None = None
    """Its number on each side, where it stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs between two answers; empty where nothing does."""

    headers: tuple[Line, ...]
    body: tuple[Line, ...]
    cut_after: int | None = None
    """Of longer bodies only so many lines were compared."""


def compare_answers(left: Answer, right: Answer) -> Comparison:
    """Return what differs; JSON and XML are compared as they read, not as they came."""
    ours, theirs = _body_lines(left), _body_lines(right)
    cut = max(len(ours), len(theirs)) > MOST_LINES
    return Comparison(
        headers=_differences(_header_lines(left), _header_lines(right)),
        body=_differences(ours[:MOST_LINES], theirs[:MOST_LINES]),
        cut_after=MOST_LINES if cut else None,
    )


def _header_lines(answer: Answer) -> list[str]:
    return [f"{name}: {value}" for name, value in answer.headers]


def _body_lines(answer: Answer) -> list[str]:
    text = answer.body
    start = text.lstrip()[:1]
    if start in {"{", "["}:
        # What is no document after all is compared as it came.
        with suppress(ValueError, RecursionError):
            text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    elif start == "<":
        text = indent_xml(text) or text.replace("><", ">\n<")
    return text.splitlines()


def _differences(left: Sequence[str], right: Sequence[str]) -> tuple[Line, ...]:
    return tuple(_lines(left, right))


def _lines(left: Sequence[str], right: Sequence[str]) -> Iterator[Line]:
    groups = SequenceMatcher(None, left, right).get_grouped_opcodes(_AROUND)
    for number, group in enumerate(groups):
        _, first, _, _, _ = group[0]
        if number or first:
            yield Line(Side.GAP)
        for kind, start, end, other, until in group:
            if kind == "equal":
                for offset in range(end - start):
                    place = start + offset
                    yield Line(
                        Side.BOTH,
                        left[place][:LONGEST_LINE],
                        place + 1,
                        other + offset + 1,
                    )
                continue
            for place in range(start, end):
                yield Line(Side.LEFT, left[place][:LONGEST_LINE], left=place + 1)
            for place in range(other, until):
                yield Line(Side.RIGHT, right[place][:LONGEST_LINE], right=place + 1)
