"""Rows under a heading: which column a time stands in."""

from dataclasses import replace

from grantlab.pastes.understood import Moment

_BAR = "|"
_FEWEST_BARS = 2
_MOST_LINES = 20
"""How far above a row its heading may stand."""


def name_by_column(lower: str, moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """Return the times, each with the name of its column where it stands in a table.

    A table is what ``mysql`` and ``psql`` print: a line of names with bars between them, and
    lines of values below.
    """
    if lower.count(_BAR) < 2 * _FEWEST_BARS:
        return moments
    return tuple(
        moment if moment.name is not None else _named(lower, moment)
        for moment in moments
    )


def _named(lower: str, moment: Moment) -> Moment:
    start = lower.rfind("\n", 0, moment.position) + 1
    column = lower.count(_BAR, start, moment.position)
    names = _heading_above(lower, start) if column else []
    return replace(moment, name=names[column]) if column < len(names) else moment


def _heading_above(lower: str, start: int) -> list[str]:
    """Return the names of the columns; none where no heading stands above the row."""
    for _ in range(_MOST_LINES):
        end = start - 1
        if end <= 0:
            break
        start = lower.rfind("\n", 0, end) + 1
        line = lower[start:end]
        if line.count(_BAR) >= _FEWEST_BARS and not any(map(str.isdigit, line)):
            return [name.strip() for name in line.split(_BAR)]
    return []
