"""A body on the wire with its parts in colour, and its text as it was.

Nothing is added to the text. Where a body is one long line, `drawn_breaks` says where a
reader would break it, and the style sheet draws the break: what is selected and copied
is still what was sent.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from blueprints.drawn_breaks import Break, break_json, break_xml
from grantlab.playground.request import FORM, essence_of
from grantlab.protocol.marks import Mark, split_marks

HIGHLIGHT_LIMIT = 30_000
"""Characters; a longer body is shown without colours."""

_PLACEHOLDER = re.compile("([\ue000-\uf8ff])")
"""A private-use character: one stands for each mark while a lexer looks on."""

_PLACEHOLDER_BASE = 0xE000


class Piece(NamedTuple):
    """A stretch of text, or a mark, with the class of its colour."""

    content: str | Mark
    style: str = ""
    """``k`` name, ``s`` text, ``n`` number, ``w`` word, ``t`` element; or none."""


Pieces = tuple[Piece | Break, ...]
Token = tuple[str, str]
"""A style and the text that wears it."""


class Language(NamedTuple):
    """How a body's text is cut into tokens, and where its lines may break."""

    lex: Callable[[str], Iterator[Token]]
    break_lines: Callable[[Iterable[Token]], Iterator[Token | Break]]


def highlight(text: str, content_type: str) -> Pieces:
    """Return a body cut into coloured pieces, by what its content type says it is."""
    if len(text) > HIGHLIGHT_LIMIT or _PLACEHOLDER.search(text):
        return _plain(text)
    kind = essence_of(content_type)
    if kind == FORM:
        return highlight_pairs(text)
    language = _LANGUAGES.get(kind.rpartition("/")[2].rpartition("+")[2])
    return _plain(text) if language is None else _lexed(text, language)


def highlight_pairs(text: str) -> Pieces:
    """Return a form body or a query cut at its ampersands, names in colour."""
    pieces: list[Piece | Break] = []
    for pair in re.split("(?=&)", text):
        if pair.startswith("&"):
            pieces += [Break(0), Piece("&")]
        name, equals, value = pair.removeprefix("&").partition("=")
        pieces += [Piece(name, "k"), Piece(equals), *_plain(value)]
    return tuple(piece for piece in pieces if piece != Piece(""))


def highlight_url(url: str) -> Pieces:
    """Return a URL cut at its parameters."""
    address, mark, query = url.partition("?")
    if not mark:
        return _plain(url)
    return (*_plain(address), Break(0), Piece("?"), *highlight_pairs(query))


def _plain(text: str) -> Pieces:
    return tuple(Piece(piece) for piece in split_marks(text))


def _lexed(text: str, language: Language) -> Pieces:
    veiled, marks = _veil(text)
    tokens: Iterable[Token | Break] = _joined(language.lex(veiled))
    if "\n" not in text:
        tokens = language.break_lines(_joined(language.lex(veiled)))
    return tuple(_unveiled(tokens, marks))


def _veil(text: str) -> tuple[str, list[Mark]]:
    """Put one character in the place of each mark, so that no lexer cuts through it."""
    marks: list[Mark] = []
    veiled = ""
    for piece in split_marks(text):
        if isinstance(piece, Mark):
            veiled += chr(_PLACEHOLDER_BASE + len(marks))
            marks.append(piece)
        else:
            veiled += piece
    return veiled, marks


def _unveiled(
    tokens: Iterable[Token | Break], marks: list[Mark]
) -> Iterator[Piece | Break]:
    for token in tokens:
        if isinstance(token, Break):
            yield token
            continue
        style, text = token
        for part in _PLACEHOLDER.split(text):
            if _PLACEHOLDER.fullmatch(part):
                yield Piece(marks[ord(part) - _PLACEHOLDER_BASE])
            elif part:
                yield Piece(part, style)


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Join neighbours of one style, so that fewer elements are sent."""
    style, text = "", ""
    for next_style, next_text in tokens:
        if next_style != style:
            if text:
                yield style, text
            style, text = next_style, ""
        text += next_text
    if text:
        yield style, text


def _lex_json(text: str) -> Iterator[Token]:
    from pygments.lexers.data import JsonLexer
    from pygments.token import Keyword, Name, Number, String

    styles = ((Name.Tag, "k"), (String, "s"), (Number, "n"), (Keyword, "w"))
    return _styled(JsonLexer().get_tokens_unprocessed(text), styles)


def _lex_xml(text: str) -> Iterator[Token]:
    from pygments.lexers.html import XmlLexer
    from pygments.token import Comment, Name, String

    styles = ((Name.Tag, "t"), (Name.Attribute, "k"), (String, "s"), (Comment, "n"))
    return _styled(XmlLexer().get_tokens_unprocessed(text), styles)


def _styled(
    tokens: Iterable[tuple[int, object, str]], styles: tuple[tuple[object, str], ...]
) -> Iterator[Token]:
    style_by_token: dict[object, str] = {}
    for _, token, text in tokens:
        if token not in style_by_token:
            style_by_token[token] = _style_of(token, styles)
        yield style_by_token[token], text


def _style_of(token: object, styles: tuple[tuple[object, str], ...]) -> str:
    # A token type of Pygments contains its own subtypes.
    return next((style for parent, style in styles if token in parent), "")  # type: ignore[operator]  # Pygments ships no types


_LANGUAGES = {
    "json": Language(_lex_json, break_json),
    "xml": Language(_lex_xml, break_xml),
    # Its lines stay as they are: in a page some elements are never closed.
    "html": Language(_lex_xml, iter),
}
