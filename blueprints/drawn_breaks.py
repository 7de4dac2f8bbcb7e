"""Where a reader would break a body that was sent as one long line."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MAX_DEPTH = 5
"""Deeper than this, drawn lines are not indented further."""

Token = tuple[str, str]
"""A style and the text that wears it."""

_JSON_JOINT = re.compile(r"(\{\}|\[\]|[{}\[\],])")
_XML_JOINT = re.compile(r"(?<=>)(?=<)")


class Break(NamedTuple):
    """A line break that is drawn and not sent, and how deep the next line stands."""

    depth: int


def break_json(tokens: Iterable[Token]) -> Iterator[Token | Break]:
    """Break after what opens, after each comma, and before what closes."""
    depth = 0
    for style, text in tokens:
        if style:
            yield style, text
            continue
        for part in _JSON_JOINT.split(text):
            if part in {"}", "]"}:
                depth -= 1
                yield _at(depth)
            if part:
                yield "", part
            if part in {"{", "["}:
                depth += 1
            if part in {"{", "[", ","}:
                yield _at(depth)


def break_xml(tokens: Iterable[Token]) -> Iterator[Token | Break]:
    """Break between two elements that touch."""
    depth = 0
    before = ""
    for style, text in tokens:
        if style not in {"t", "n"}:
            before = text
            yield style, text
            continue
        for part in _XML_JOINT.split(text):
            if part.startswith("</"):
                depth -= 1
            if before.endswith(">") and part.startswith("<"):
                yield _at(depth)
            before = part
            yield style, part
            if part.startswith("<") and part[1:2] not in {"/", "?", "!"}:
                depth += 1
            if part.endswith("/>"):
                depth -= 1


def _at(depth: int) -> Break:
    return Break(max(0, min(depth, MAX_DEPTH)))
