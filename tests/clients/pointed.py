"""Carrying out the lines of the page *Point your integration here*, unchanged."""

from typing import Any

from grantlab.formats.pointing.library import Library
from grantlab.formats.pointing.target import Target


def run_lines(library: Library, target: Target) -> dict[str, Any]:
    """Run the lines for a Python library here; return the names that they made."""
    names: dict[str, Any] = {}
    exec(compile(lines_of(library, target), library.id, "exec"), names)  # noqa: S102 -- our own lines
    return names


def lines_of(library: Library, target: Target) -> str:
    assert library.lines is not None
    return library.lines(target)
