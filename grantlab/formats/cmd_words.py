"""A command line cut into its words as Windows cuts it.

``cmd`` takes the carets away; behind it the program cuts what it was handed by quotes and
backslashes. Browsers write both layers when they copy a request for Windows.

Source: Microsoft's pages on ``cmd`` and on parsing C command-line arguments.
"""

import re
from dataclasses import dataclass

from grantlab.formats.command_line import Command, Word, variable_of
from grantlab.formats.errors import CurlLineError, place_of

_MARKS = re.compile(r"(?:^|\s)\^\"|\s\^[ \t\r]*$", re.MULTILINE)
_NAME = re.compile(r"%([A-Z][A-Z0-9]*_[A-Z0-9_]*)%")
_LINE_END = re.compile(r"\r?\n")


def is_for_cmd(text: str) -> bool:
    """Whether a caret stands before a quote or at the end of a line, as only cmd wants it."""
    return _MARKS.search(text) is not None


def split_cmd(text: str) -> Command:
    """Return the words of the first command.

    Raises:
        CurlLineError: a quote is not closed.
    """
    handed_on, rest = _without_carets(text)
    return Command(_Cutter(text, handed_on).cut(), rest)


@dataclass(frozen=True, slots=True)
class _Character:
    """A character that cmd hands on to the program, and where it came from."""

    text: str
    position: int


def _without_carets(text: str) -> tuple[list[_Character], str]:
    handed_on: list[_Character] = []
    at, quoted = 0, False
    while at < len(text):
        here = text[at]
        if here == "^" and not quoted:
            at = _take_escaped(text, at, handed_on)
            continue
        if match := _NAME.match(text, at):
            handed_on.append(_Character(variable_of(match[1]), at))
            at = match.end()
            continue
        if (here == "\n" and handed_on) or (here in "&|<>" and not quoted):
            break
        if here == '"':
            quoted = not quoted
        if here not in "\r\n":
            handed_on.append(_Character(here, at))
        at += 1
    return handed_on, text[at:].strip()


def _take_escaped(text: str, at: int, handed_on: list[_Character]) -> int:
    """Hand on what a caret stands before, as it is; return where to go on.

    The end of a line after a caret goes away, and what follows it is escaped instead.
    """
    follows = _LINE_END.match(text, at + 1)
    if follows is None:
        if at + 1 < len(text):
            handed_on.append(_Character(text[at + 1], at))
        return at + 2
    second = _LINE_END.match(text, follows.end())
    if second is None:
        return follows.end()
    handed_on.append(_Character("\n", at))
    return second.end()


class _Cutter:
    """Cuts words by quotes, in which a backslash matters only before a quote."""

    def __init__(self, text: str, handed_on: list[_Character]) -> None:
        self._text = text
        self._handed_on = handed_on
        self._at = 0
        self._quoted = False

    def cut(self) -> tuple[Word, ...]:
        words: list[Word] = []
        while self._at < len(self._handed_on):
            if self._here() in {" ", "\t"}:
                self._at += 1
                continue
            words.append(self._word())
        return tuple(words)

    def _here(self) -> str:
        at = self._at
        return self._handed_on[at].text if at < len(self._handed_on) else ""

    def _word(self) -> Word:
        began, inner = self._handed_on[self._at].position, list[str]()
        while here := self._here():
            if here in {" ", "\t"} and not self._quoted:
                break
            if here in {"\\", '"'}:
                inner.append(self._quote())
            else:
                inner.append(here)
                self._at += 1
        if self._quoted:
            raise CurlLineError(
                place_of(self._text, began), "a quote in this word is never closed"
            )
        return Word("".join(inner), began)

    def _quote(self) -> str:
        """Read backslashes and the quote after them: half of them stay, if there is one."""
        slashes = 0
        while self._here() == "\\":
            slashes, self._at = slashes + 1, self._at + 1
        if self._here() != '"':
            return "\\" * slashes
        self._at += 1
        kept = "\\" * (slashes // 2)
        if slashes % 2:
            return f'{kept}"'
        if self._quoted and self._here() == '"':
            self._at += 1
            return f'{kept}"'
        self._quoted = not self._quoted
        return kept
