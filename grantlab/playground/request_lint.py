"""What keeps a request from being sent, said at the part that it is in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from grantlab.playground.json_lint import lint_json
from grantlab.playground.request import (
    Auth,
    CustomAuth,
    Entry,
    JsonBody,
    PlaygroundRequest,
    RawBody,
)
from grantlab.playground.variables import mask_uses

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
"""A method, or the name of a header. Spec: RFC 9110 §5.6.2."""

_NOT_IN_URLS = re.compile(r"[\s\x00-\x1f\x7f]")
_NOT_IN_VALUES = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
"""Spec: RFC 9110 §5.5."""

_MOST_OF_A_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in a sentence without its full stop."""

    part: str
    """Where: ``method``, ``url``, ``headers[2]``, ``authorization``, ``content_type`` or ``body``."""

    words: str

    def __str__(self) -> str:
        return f"{self.part}: {self.words}"


def lint_request(request: PlaygroundRequest) -> tuple[Problem, ...]:
    """Return what is wrong; a variable is taken for something that is right.

    A variable without a value is not told here but by the use of it.
    """
    problems = [
        *_lint_method(request.method),
        *_lint_url(request.url),
        *_lint_headers(request.headers),
        *_lint_auth(request.auth),
    ]
    match request.body:
        case JsonBody(text):
            found = lint_json(text)
            problems += [] if found is None else [Problem("body", str(found))]
        case RawBody(_, content_type):
            problems += _lint_value("content_type", content_type)
    return tuple(problems)


def _lint_method(method: str) -> Iterator[Problem]:
    if not _TOKEN.fullmatch(mask_uses(method, fill="0")):
        yield Problem("method", "a method is one word, such as GET or POST")


def _lint_url(url: str) -> Iterator[Problem]:
    plain = mask_uses(url, fill="0")
    if not plain:
        yield Problem("url", "an address is missing")
        return
    if match := _NOT_IN_URLS.search(plain):
        words = (
            f"column {match.start() + 1}: a space or a line break is written %20 or %0A"
        )
        yield Problem("url", words)
        return
    if url.startswith("{{"):
        # The variable may hold anything, the host included.
        return
    try:
        parts = urlsplit(plain)
        port = parts.port
    except ValueError:
        at_most = f"an address may name a port from 1 to {_MOST_OF_A_PORT}"
        yield Problem("url", f"{at_most}, or an IPv6 address in brackets")
        return
    if parts.scheme not in {"http", "https"}:
        yield Problem("url", "an address begins with https:// or http://")
    elif not parts.hostname:
        yield Problem("url", "column 1: behind :// the name of a host is missing")
    elif port == 0:
        yield Problem("url", "there is no port 0")
    elif parts.username is not None or parts.password is not None:
        yield Problem("url", "a name and a password belong into the credentials")


def _lint_headers(headers: tuple[Entry, ...]) -> Iterator[Problem]:
    for number, entry in enumerate(headers):
        if not entry.enabled:
            continue
        part = f"headers[{number}]"
        if not _TOKEN.fullmatch(mask_uses(entry.name, fill="0")):
            yield Problem(part, "the name of a header is one word, such as Accept")
        yield from _lint_value(part, entry.value)


def _lint_auth(auth: Auth) -> Iterator[Problem]:
    if isinstance(auth, CustomAuth):
        yield from _lint_value("authorization", auth.value.reveal())


def _lint_value(part: str, value: str) -> Iterator[Problem]:
    """Give what is wrong with the value of a header, and nothing of the value."""
    plain = mask_uses(value, fill="0")
    if _NOT_IN_VALUES.search(plain):
        words = "a line break or another control character cannot stand in a header"
        yield Problem(part, words)
    elif not plain.isascii():
        yield Problem(part, "only letters of ASCII can stand in a header")
