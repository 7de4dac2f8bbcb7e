"""A command line cut into its words as a POSIX shell cuts it.

Nothing is carried out: a variable of the shell becomes a ``{{variable}}``, and what a
shell would compute is refused.

Spec: POSIX.1-2024, Shell Command Language, 2.2 and 2.3; ``$'…'`` as in 2.2.4.
"""

import re
from collections.abc import Callable
from typing import Final

from grantlab.formats.command_line import Command, Word, variable_of
from grantlab.formats.errors import CurlLineError, place_of

_NAME = re.compile(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")
_JOINED = re.compile(r"\\\r?(?:\n|\Z)")
_PLAIN = re.compile(r"[^\s'\"\\$`()|;&<>#]+")
_IN_QUOTES = re.compile(
    r"\\(?P<escaped>[\"\\$`])|\\\r?(?:\n|\Z)|(?P<plain>[^\"\\$`]+|\\)"
)
"""In double quotes: an escape, the end of a line that goes on, or what stands for itself."""
_PLAIN_IN_ANSI = re.compile(r"[^'\\]+")
_BEFORE_SPACE = re.compile(r"\\[ \t]+\r?\n")
_ESCAPE = re.compile(
    r"\\(?:x(?P<hex>[0-9A-Fa-f]{1,2})|u(?P<u>[0-9A-Fa-f]{1,4})|U(?P<long>[0-9A-Fa-f]{1,8})"
    r"|(?P<octal>[0-7]{1,3})|(?P<one>.))",
    re.DOTALL,
)
_ONE: Final = {
    **dict(zip("abefnrtv", "\a\b\x1b\f\n\r\t\v", strict=True)),
    **{character: character for character in "\\'\"?"},
}
_SPACE: Final = " \t\r"
_ENDS: Final = "|;&<>\n"
_LAST_CHARACTER: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)


def split_shell(text: str) -> Command:
    """Return the words of the first command.

    Raises:
        CurlLineError: a quote is not closed, or a shell would compute something.
    """
    return _Shell(text).split()


class _Shell:
    """Reads one character after another, as ``sh`` does."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._words: list[Word] = []
        self._current: list[str] | None = None
        self._began = 0
        self._readers: dict[str, Callable[[], str]] = {
            "'": self._single,
            '"': self._double,
            "\\": self._backslash,
            "$": self._dollar,
            "`": self._backquote,
            "(": self._parenthesis,
            ")": self._parenthesis,
        }

    def split(self) -> Command:
        text = self._text
        while self._at < len(text):
            here = text[self._at]
            if joined := _JOINED.match(text, self._at):
                self._at = joined.end()
            elif here in _SPACE:
                self._end_word()
                self._at += 1
            elif here == "#" and self._current is None:
                end = text.find("\n", self._at)
                self._at = len(text) if end < 0 else end
            elif here == "\n" and not self._words and self._current is None:
                self._at += 1
            elif here in _ENDS:
                return self._finish()
            else:
                self._read(here)
        return self._finish()

    def _read(self, here: str) -> None:
        if self._current is None:
            self._current, self._began = [], self._at
        read = self._readers.get(here)
        if read is not None:
            self._current.append(read())
        elif plain := _PLAIN.match(self._text, self._at):
            self._current.append(plain[0])
            self._at = plain.end()
        else:
            self._current.append(here)
            self._at += 1

    def _end_word(self) -> None:
        if self._current is not None:
            self._words.append(Word("".join(self._current), self._began))
            self._current = None

    def _finish(self) -> Command:
        text, at = self._text, self._at
        here = text[at : at + 1]
        follows = text[at + 1 : at + 2]
        if here == "&" and self._current is not None and not follows.isspace():
            raise self._problem(
                at, "an & outside quotes ends a command; put the address in quotes"
            )
        if here == "<":
            raise self._problem(at, "a file cannot be read from here")
        self._end_word()
        rest = text[at:].strip()
        return Command(tuple(self._words), rest)

    def _single(self) -> str:
        end = self._text.find("'", self._at + 1)
        if end < 0:
            raise self._problem(self._at, "the quote that begins here is never closed")
        inner = self._text[self._at + 1 : end]
        self._at = end + 1
        return inner

    def _double(self) -> str:
        began, text = self._at, self._text
        self._at += 1
        inner: list[str] = []
        while self._at < len(text) and text[self._at] != '"':
            if match := _IN_QUOTES.match(text, self._at):
                inner.append(match["escaped"] or match["plain"] or "")
                self._at = match.end()
            elif text[self._at] == "$":
                inner.append(self._dollar(quoted=True))
            else:
                inner.append(self._backquote())
        if self._at >= len(text):
            raise self._problem(began, "the quote that begins here is never closed")
        self._at += 1
        return "".join(inner)

    def _backslash(self) -> str:
        text, at = self._text, self._at
        if _BEFORE_SPACE.match(text, at):
            raise self._problem(
                at, "a space stands after this backslash, so the command ends here"
            )
        self._at += 2
        return text[at + 1]

    def _dollar(self, *, quoted: bool = False) -> str:
        text, at = self._text, self._at
        if text.startswith("$'", at) and not quoted:
            return self._ansi()
        if text.startswith('$"', at) and not quoted:
            self._at += 1
            return self._double()
        if match := _NAME.match(text, at):
            self._at = match.end()
            return variable_of(match[1] or match[2])
        if text[at + 1 : at + 2] in {"(", "{"} and not text.startswith("${{", at):
            raise self._problem(at, "what a shell would compute here cannot be read")
        self._at += 1
        return "$"

    def _ansi(self) -> str:
        began, text = self._at, self._text
        self._at += 2
        inner: list[str] = []
        while self._at < len(text) and text[self._at] != "'":
            if match := _ESCAPE.match(text, self._at):
                inner.append(self._unescape(match))
                self._at = match.end()
                continue
            plain = _PLAIN_IN_ANSI.match(text, self._at)
            inner.append(text[self._at] if plain is None else plain[0])
            self._at += len(inner[-1])
        if self._at >= len(text):
            raise self._problem(began, "the quote that begins here is never closed")
        self._at += 1
        return "".join(inner)

    def _unescape(self, match: "re.Match[str]") -> str:
        digits = match["hex"] or match["u"] or match["long"]
        if match["octal"] is not None:
            return chr(int(match["octal"], 8) & 0xFF)
        if digits is None:
            return _ONE.get(match["one"], match[0])
        number = int(digits, 16)
        if number > _LAST_CHARACTER or number in _SURROGATES:
            raise self._problem(match.start(), "there is no character of this number")
        return chr(number)

    def _backquote(self) -> str:
        raise self._problem(self._at, "what a shell would compute here cannot be read")

    def _parenthesis(self) -> str:
        raise self._problem(self._at, "a parenthesis outside quotes cannot be read")

    def _problem(self, position: int, words: str) -> CurlLineError:
        return CurlLineError(place_of(self._text, position), words)
