"""The options of a curl command, one after the other, by their long names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from grantlab.formats.command_line import Word
from grantlab.formats.curl_options import LONG, SHORT, WITHOUT_VALUE
from grantlab.formats.errors import CurlLineError, place_of

SHOWN: Final = 20
"""Characters of something that was typed which a message repeats: it may be a secret."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option; an address that stands by itself is the option ``url``."""

    name: str
    value: str = field(repr=False)
    word: Word
    """Where it stands."""


def shown(text: str) -> str:
    """Quote the beginning of something that was typed."""
    return f"“{text}”" if len(text) <= SHOWN else f"“{text[:SHOWN]}…”"


class Arguments:
    """The words behind ``curl``, as options."""

    def __init__(self, words: tuple[Word, ...], *, text: str) -> None:
        self._words = iter(words)
        self._text = text

    def __iter__(self) -> Iterator[Option]:
        for word in self._words:
            text = word.text
            if text.startswith("--") and len(text) > len("--"):
                yield self._long(word)
            elif text.startswith("-") and text not in {"-", "--"}:
                yield from self._short(word)
            elif text != "--":
                yield Option("url", text, word)

    def _long(self, word: Word) -> Option:
        name = word.text[2:]
        if name not in LONG and name.startswith("no-") and name[3:] in LONG:
            return Option("silent", "", word)
        if name not in LONG:
            hint = "; curl takes a value as the next word" if "=" in name else ""
            raise self._unknown(word, word.text, hint)
        return Option(name, self._value(word, name), word)

    def _short(self, word: Word) -> Iterator[Option]:
        """Give the letters of one word: the first that takes a value takes the rest."""
        letters = word.text[1:]
        while letters:
            letter, letters = letters[0], letters[1:]
            if letter not in SHORT:
                raise self._unknown(word, f"-{letter}", "")
            name = SHORT[letter]
            if LONG[name] not in WITHOUT_VALUE:
                yield Option(name, letters or self._value(word, name), word)
                return
            yield Option(name, "", word)

    def _value(self, word: Word, name: str) -> str:
        if LONG[name] in WITHOUT_VALUE:
            return ""
        value = next(self._words, None)
        if value is None:
            raise CurlLineError(
                place_of(self._text, word.position),
                f"after {shown(word.text)} a value is missing",
            )
        return value.text

    def _unknown(self, word: Word, option: str, hint: str) -> CurlLineError:
        words = f"curl's option {shown(option)} is not known here{hint}"
        return CurlLineError(place_of(self._text, word.position), words)
