"""A header that a shell takes apart, or leaves as it stands: quotes that are missing, or the wrong ones."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_HEADER = r"(?:-h|--header)[ =]?"
_WRONG_QUOTES = re.compile(
    rf"\b(?:curl|wget) [^\n]{{0,300}}?{_HEADER}(?:authorization:[ \\]?bearer [$\u2039\w]"
    r"|'authorization: bearer \$\{?\w{1,40}\}?')"
)


def _read_quotes(lower: str) -> Iterator[Found]:
    """Yield a header that no quotes hold together, or whose quotes keep a variable from being filled in.

    A service that calls the token expired has read one.
    """
    wrong = _WRONG_QUOTES.search(lower)
    if wrong and "expired" not in lower:
        yield Sign.HEADER_MALFORMED, *wrong.span()


SHELL_HEADERS = (
    structure(
        # What stood behind the blank was taken for an address of its own.
        Sign.HEADER_UNSENDABLE,
        (
            "could not resolve host|unable to resolve host|name or service not known",
            "bearer",
        ),
        r"\b(?:could not resolve host|unable to resolve host address)[^\n]{0,8}[:\u2018'\" ]{1,3}(?:bearer|authorization)\b"
        r"|\bbearer: (?:name or service not known|nodename nor servname)",
    ),
    Structure(needed("curl |wget ", "authorization:", "bearer"), _read_quotes),
    structure(
        Sign.HEADER_MALFORMED,
        ("curl |wget ", "authorization:", "=\"authorization|='authorization"),
        rf"^ ?(?:export )?(?P<held>\w{{1,30}})=[\"']authorization: bearer [^\n]{{0,200}}\n(?:[^\n]{{0,200}}\n){{0,8}}?"
        rf"[^\n]{{0,200}}\b(?:curl|wget) [^\n]{{0,200}}?{_HEADER}\$\{{?(?P=held)\b",
    ),
)
