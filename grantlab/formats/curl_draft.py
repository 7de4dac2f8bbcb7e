"""What the options of a curl command add up to."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote_plus, unquote_plus

from grantlab.formats.command_line import Word
from grantlab.formats.curl_arguments import Option, shown
from grantlab.formats.curl_options import LONG, REASONS, Effect
from grantlab.formats.errors import CurlLineError, place_of
from grantlab.playground.request import (
    Auth,
    NoAuth,
    read_authorization,
    read_basic,
)
from grantlab.playground.variables import encode_around

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
"""A method or the name of a header. Spec: RFC 9110 §5.6.2."""

_LEFT_OUT: Final = {
    "insecure": "-k was left out: certificates are always checked here.",
    "location": "-L was left out: a redirect is shown, and not followed to another host.",
    "proxy": "The proxy was left out.",
    "output": "The file to be written was left out.",
    "cookie-jar": "The file of cookies to be written was left out.",
}
"""What a person who pastes the command has to be told; the rest changes nothing here."""

WrittenHeader = tuple[str, str | None]
"""``None``: a header of curl's own that the command takes away."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One ``-d``, or its like."""

    text: str = field(repr=False)
    """As it is sent; a variable in it stays as it was typed."""

    pair: tuple[str, str] | None = field(default=None, repr=False)
    """Name and value before they were encoded, where curl encodes them."""


class Draft:
    """A request that is being read, an option at a time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.url: Word | None = None
        self.method = ""
        self.headers: list[WrittenHeader] = []
        self.pieces: list[Piece] = []
        self.json: list[str] = []
        self.auth: Auth = NoAuth()
        self.cookies: list[str] = []
        self.in_query = False
        self.head: Word | None = None
        self.globs = True
        self.left_out: list[str] = []
        self._takers: dict[Effect, Callable[[Option], None]] = {
            Effect.URL: self._take_url,
            Effect.METHOD: self._take_method,
            Effect.HEADER: self._take_header,
            Effect.DATA: self._take_data,
            Effect.RAW_DATA: self._take_raw_data,
            Effect.ENCODED_DATA: self._take_encoded_data,
            Effect.JSON: self._take_json,
            Effect.USER: self._take_user,
            Effect.BEARER: self._take_bearer,
            Effect.GET: self._take_get,
            Effect.HEAD: self._take_head,
            Effect.USER_AGENT: self._take_user_agent,
            Effect.REFERER: self._take_referer,
            Effect.COOKIE: self._take_cookie,
            Effect.GLOB_OFF: self._take_glob_off,
            Effect.NOTHING: self._leave_out,
            Effect.NOTHING_WITH_VALUE: self._leave_out,
            Effect.REFUSED: self._refuse,
        }

    def take(self, option: Option) -> None:
        """Do what an option does.

        Raises:
            CurlLineError: it cannot be done here.
        """
        self._takers[LONG[option.name]](option)

    def problem(self, position: int, words: str) -> CurlLineError:
        """Return the error that says where, and what."""
        return CurlLineError(place_of(self._text, position), words)

    def _take_url(self, option: Option) -> None:
        if self.url is not None:
            raise self._problem(
                option, "this would be a second address; is a quote missing before it?"
            )
        self.url = Word(option.value, option.word.position)

    def _take_method(self, option: Option) -> None:
        if not _TOKEN.fullmatch(option.value):
            raise self._problem(option, f"{shown(option.value)} is no method")
        self.method = option.value

    def _take_header(self, option: Option) -> None:
        value = option.value
        self._refuse_file(option)
        name, colon, content = value.partition(":")
        if not colon and not value.endswith(";"):
            raise self._problem(
                option, "a header is written with a colon, as in 'Accept: */*'"
            )
        # A semicolon in the place of the colon sends the header without a value.
        name = name.strip() if colon else value.removesuffix(";")
        if not _TOKEN.fullmatch(name) or "\n" in content or "\r" in content:
            raise self._problem(option, "this cannot be the name or value of a header")
        self.headers.append((name, (content.strip(" \t") or None) if colon else ""))

    def _take_data(self, option: Option) -> None:
        self._refuse_file(option)
        self.pieces.append(Piece(option.value))

    def _take_raw_data(self, option: Option) -> None:
        self.pieces.append(Piece(option.value))

    def _take_encoded_data(self, option: Option) -> None:
        name, equals, content = option.value.partition("=")
        if not equals and "@" in name:
            raise self._problem(option, "a file cannot be read from here")
        if not equals or not name:
            self.pieces.append(Piece(encode_around(content or name, quote_plus)))
            return
        pair = unquote_plus(name), content
        self.pieces.append(Piece(f"{name}={encode_around(content, quote_plus)}", pair))

    def _take_json(self, option: Option) -> None:
        self._refuse_file(option)
        self.json.append(option.value)

    def _take_user(self, option: Option) -> None:
        name, colon, password = option.value.partition(":")
        if not colon:
            raise self._problem(option, "curl would ask for a password; add :password")
        self.auth = read_basic(name, password)

    def _take_bearer(self, option: Option) -> None:
        self.auth = read_authorization(f"Bearer {option.value}")

    def _take_get(self, _option: Option) -> None:
        self.in_query = True

    def _take_head(self, option: Option) -> None:
        self.head = option.word

    def _take_user_agent(self, option: Option) -> None:
        self.headers.append(("User-Agent", option.value or None))

    def _take_referer(self, option: Option) -> None:
        self.headers.append(("Referer", option.value.removesuffix(";auto") or None))

    def _take_cookie(self, option: Option) -> None:
        if "=" not in option.value:
            raise self._problem(option, "a file of cookies cannot be read from here")
        self.cookies.append(option.value)

    def _take_glob_off(self, _option: Option) -> None:
        self.globs = False

    def _leave_out(self, option: Option) -> None:
        note = _LEFT_OUT.get(option.name)
        if note is not None and note not in self.left_out:
            self.left_out.append(note)

    def _refuse(self, option: Option) -> None:
        usual = f"curl's --{option.name} is not done here"
        raise self._problem(option, REASONS.get(option.name, usual))

    def _refuse_file(self, option: Option) -> None:
        if option.value.startswith("@"):
            raise self._problem(
                option,
                f"the file {shown(option.value[1:])} cannot be read from here;"
                " put its text in its place",
            )

    def _problem(self, option: Option, words: str) -> CurlLineError:
        return self.problem(option.word.position, words)
