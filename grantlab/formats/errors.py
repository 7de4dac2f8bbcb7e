"""What can be wrong with something that is read in."""

from dataclasses import dataclass
from typing import ClassVar

from grantlab.errors import GrantlabError


@dataclass(frozen=True, slots=True)
class Place:
    """A character of a text, counted from one."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}"


def place_of(text: str, position: int) -> Place:
    """Return the line and the column of a position."""
    start = text.rfind("\n", 0, position) + 1
    return Place(text.count("\n", 0, position) + 1, position - start + 1)


class CurlLineError(GrantlabError):
    """A curl command could not be read; the message says where and what."""

    slug: ClassVar[str] = "curl-line"

    def __init__(self, place: Place, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place


class ImportedFileError(GrantlabError):
    """A file was not of the kind that it is read as; the message says what it lacks."""

    slug: ClassVar[str] = "imported-file"
