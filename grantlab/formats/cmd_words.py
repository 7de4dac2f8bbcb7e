"""A command line cut into its words as Windows cuts it.

``cmd`` takes the carets away; behind it the program cuts what it was handed by quotes and
backslashes. Browsers write both layers when they copy a request for Windows.

Source: Microsoft's pages on ``cmd`` and on parsing C command-line arguments.
"""

import re
from dataclasses import dataclass, field

from grantlab.formats.command_line import Command, Word, variable_of
from grantlab.formats.errors import CurlLineError, place_of

_MARKS = re.compile(r"(?:^|\s)\^\"|\s\^[ \t\r]*$", re.MULTILINE)
_NAME = re.compile(r"%([A-Z][A-Z0-9]*_[A-Z0-9_]*)%")
_LINE_END = re.compile(r"\r?\n")
_PLAIN = re.compile(r"[^\r\n^%&|<>\"]+")
_OUTSIDE = re.compile(r"(?:[^ \t\\\"]|\\++(?!\"))+")
_INSIDE = re.compile(r"(?:[^\\\"]|\\++(?!\"))+")
_TO_QUOTE = re.compile(r"\\*+\"")
"""A quote, with the backslashes that stand before it."""


def is_for_cmd(text: str) -> bool:
    """Whether a caret stands before a quote or at the end of a line, as only cmd wants it."""
    return _MARKS.search(text) is not None


def split_cmd(text: str) -> Command:
    """Return the words of the first command.

    Raises:
        CurlLineError: a quote is not closed.
    """
    handed_on = _without_carets(text)
    return Command(_Cutter(text, handed_on).cut(), text[handed_on.end :].strip())


@dataclass(slots=True)
class _HandedOn:
    """What cmd hands on to the program, and where each character came from."""

    pieces: list[str] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    end: int = 0
    """Where the command ended."""

    def add(self, piece: str, at: int) -> None:
        """Take a text that stands for what is written at one place."""
        self.pieces.append(piece)
        self.positions += [at] * len(piece)

    def copy(self, piece: str, at: int) -> None:
        """Take a text as it is written."""
        self.pieces.append(piece)
        self.positions += range(at, at + len(piece))


def _without_carets(text: str) -> _HandedOn:
    handed_on = _HandedOn()
    at, quoted = 0, False
    while at < len(text):
        here = text[at]
        if here == "^" and not quoted:
            at = _take_escaped(text, at, handed_on)
        elif match := _NAME.match(text, at):
            handed_on.add(variable_of(match[1]), at)
            at = match.end()
        elif (here == "\n" and handed_on.pieces) or (here in "&|<>" and not quoted):
            break
        elif plain := _PLAIN.match(text, at):
            handed_on.copy(plain[0], at)
            at = plain.end()
        else:
            quoted ^= here == '"'
            handed_on.copy(here if here not in "\r\n" else "", at)
            at += 1
    handed_on.end = at
    return handed_on


def _take_escaped(text: str, at: int, handed_on: _HandedOn) -> int:
    """Hand on what a caret stands before, as it is; return where to go on.

    The end of a line after a caret goes away, and what follows it is escaped instead.
    """
    follows = _LINE_END.match(text, at + 1)
    if follows is None:
        handed_on.add(text[at + 1 : at + 2], at)
        return at + 2
    second = _LINE_END.match(text, follows.end())
    if second is None:
        return follows.end()
    handed_on.add("\n", at)
    return second.end()


class _Cutter:
    """Cuts words by quotes, in which a backslash matters only before a quote."""

    def __init__(self, text: str, handed_on: _HandedOn) -> None:
        self._text = text
        self._line = "".join(handed_on.pieces)
        self._positions = handed_on.positions
        self._at = 0
        self._quoted = False

    def cut(self) -> tuple[Word, ...]:
        words: list[Word] = []
        while self._at < len(self._line):
            if self._line[self._at] in " \t":
                self._at += 1
            else:
                words.append(self._word())
        return tuple(words)

    def _word(self) -> Word:
        began, inner = self._positions[self._at], list[str]()
        while self._at < len(self._line):
            pattern = _INSIDE if self._quoted else _OUTSIDE
            if plain := pattern.match(self._line, self._at):
                inner.append(plain[0])
                self._at = plain.end()
            elif slashes := _TO_QUOTE.match(self._line, self._at):
                self._at = slashes.end()
                inner.append(self._quote(len(slashes[0]) - 1))
            else:
                break
        if self._quoted:
            raise CurlLineError(
                place_of(self._text, began), "a quote in this word is never closed"
            )
        return Word("".join(inner), began)

    def _quote(self, slashes: int) -> str:
        """Read a quote behind so many backslashes, of which half stay."""
        kept = "\\" * (slashes // 2)
        if slashes % 2:
            return f'{kept}"'
        if self._quoted and self._line.startswith('"', self._at):
            self._at += 1
            return f'{kept}"'
        self._quoted = not self._quoted
        return kept
