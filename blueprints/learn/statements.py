"""The statements of the lifecycle, as docs/lifecycle.md has them."""

import re
from dataclasses import dataclass
from functools import cache

from blueprints.learn.documents import Section, plain, read_document, read_sections
from blueprints.learn.errors import UnknownStatementError

DOCUMENT = "lifecycle.md"
_COLUMNS = 4
_ID = re.compile(r"[LER]\d+")
_MODULE = re.compile(r"`([a-z_0-9/]+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence that can be shown and proved."""

    id: str
    says: str
    """In Markdown, as the page has it."""

    sources: tuple[str, ...]
    """Who states it, in words."""

    proofs: tuple[str, ...]
    """The files whose tests carry its id; empty for advice."""

    unproved_because: str
    """What stands there in their place; empty where it is proved."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Statements about one part of a connection's life."""

    title: str
    statements: tuple[Statement, ...]


@cache
def lifecycle() -> tuple[Section, ...]:
    """Return the whole page, section by section."""
    return read_sections(read_document(DOCUMENT))


@cache
def all_chapters() -> tuple[Chapter, ...]:
    """Return the statements in order."""
    names = source_names()
    chapters = (
        Chapter(
            plain(section.title),
            tuple(_read(row, names) for row in section.rows if _ID.fullmatch(row[0])),
        )
        for section in lifecycle()
    )
    return tuple(chapter for chapter in chapters if chapter.statements)


def total() -> int:
    """Return how many statements there are."""
    return sum(len(chapter.statements) for chapter in all_chapters())


def find_statement(id_: str) -> Statement:
    """Return the statement of that id.

    Raises:
        UnknownStatementError: there is none.
    """
    for chapter in all_chapters():
        for statement in chapter.statements:
            if statement.id == id_:
                return statement
    raise UnknownStatementError(id_)


def source_names() -> dict[str, str]:
    """Return the sources by their letters: what comes before a colon is the name."""
    return {
        row[0]: plain(row[1].partition(":")[0])
        for row in lifecycle()[0].rows
        if len(row[0]) == 1
    }


def _read(row: tuple[str, ...], names: dict[str, str]) -> Statement:
    id_, says, letters, proved_in = row[:_COLUMNS]
    proofs = tuple(_MODULE.findall(proved_in))
    return Statement(
        id=id_,
        says=says,
        sources=tuple(names[letter] for letter in letters.split()),
        proofs=tuple(f"tests/{module}.py" for module in proofs),
        unproved_because="" if proofs else plain(proved_in),
    )
