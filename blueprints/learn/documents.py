"""The pages under docs/, read for what stands in them.

They lie beside the templates, and are read when somebody first asks for them. Commands that
have no application want them, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from blueprints.learn.errors import DocsMissingError

FOLDER = "docs"
_ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Section:
    """What stands under one heading; texts are still Markdown."""

    title: str
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    """The items of its lists."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    """The rows of its tables, without their heads."""


def read_document(name: str) -> str:
    """Return a page of the docs as it is.

    Raises:
        DocsMissingError: it is not there.
    """
    path = _ROOT / FOLDER / name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as exc:
        raise DocsMissingError(f"there is no {FOLDER}/{name}") from exc


@cache
def markdown() -> MarkdownIt:
    """Return the reader of Markdown: CommonMark and tables, no raw HTML, no pictures."""
    reader = MarkdownIt("commonmark", {"html": False})
    return reader.enable("table").disable("image")


def read_sections(text: str) -> tuple[Section, ...]:
    """Return what stands under each heading, in order."""
    sections: list[Section] = []
    for tokens in _between_headings(markdown().parse(text)):
        section = Section(plain(tokens[1].content))
        _read_tables(tokens, section)
        _read_prose(tokens[2:], section)
        sections.append(section)
    return tuple(sections)


def plain(text: str) -> str:
    """Return the words of a line of Markdown."""
    return "".join(
        token.content
        for inline in markdown().parseInline(text)
        for token in inline.children or ()
    )


def _between_headings(tokens: list[Token]) -> Iterator[list[Token]]:
    starts = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield tokens[start:end]


def _read_tables(tokens: list[Token], section: Section) -> None:
    cells: list[str] = []
    in_body = False
    for before, token in pairwise(tokens):
        if token.type in {"tbody_open", "tbody_close"}:
            in_body = token.type == "tbody_open"
        elif token.type == "tr_open":
            cells = []
        elif before.type == "td_open":
            cells.append(token.content)
        elif token.type == "tr_close" and in_body:
            section.rows.append(tuple(cells))


def _read_prose(tokens: list[Token], section: Section) -> None:
    in_item = 0
    for before, token in pairwise(tokens):
        if token.type in {"list_item_open", "list_item_close"}:
            in_item += token.nesting
        elif before.type == "paragraph_open":
            (section.items if in_item else section.paragraphs).append(token.content)
