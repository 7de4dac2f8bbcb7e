"""What a value is, told by its shape alone.

Only values of a recognised, high-entropy shape may leave a fingerprint: a short or
guessable value could be found again from its hash by trying.

Source: the wire facts on token and code formats, gathered from public captures; the
epoch inside a code or a refresh token is most likely the moment of its expiry.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of value whose shape can be recognised."""

    ACCESS_TOKEN = "access_token"
    ACCESS_REFERENCE = "access_reference"
    REFRESH_TOKEN = "refresh_token"
    CODE = "code"
    ID_TOKEN = "id_token"
    CLIENT_SECRET = "client_secret"
    OCTETS_32 = "octets_32"
    """Our own ``state`` or ``code_verifier``: 32 octets in base64url, 43 characters."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A recognised shape, and the moment of expiry that the value itself carries."""

    kind: Kind
    expires_at: datetime | None = None
    """``None`` when the value carries no time."""


_WRITTEN: tuple[tuple[Kind, str], ...] = (
    (Kind.REFRESH_TOKEN, r"RT1-\d{1,3}-H\d-(?P<epoch>\d{10})[a-z0-9]{20}"),
    (Kind.ACCESS_REFERENCE, r"[A-Z][A-Z0-9]0(?P<epoch>\d{10})[A-Za-z0-9]{37}"),
    (Kind.CODE, r"X[A-Z][A-Z0-9]1(?P<epoch>\d{10})[A-Za-z0-9]{36}"),
    (Kind.REFRESH_TOKEN, r"[A-Z][A-Z0-9]1(?P<epoch>\d{10})[A-Za-z0-9]{37}"),
    (Kind.ACCESS_TOKEN, r"eyJ[\w-]{20,200}\.\.[\w-]{16,}\.[\w-]{40,}\.[\w-]{16,}"),
    (Kind.ID_TOKEN, r"eyJ[\w-]{10,200}\.[\w-]{20,4000}\.[\w-]{80,}"),
    (
        Kind.CLIENT_SECRET,
        r"(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{40}",
    ),
    (Kind.OCTETS_32, r"[\w-]{43}"),
)

PROVIDER_REFRESH_PREFIX = "RT1-0-H0-"
"""How the provider's own refresh tokens begin: Intuit's numbers begin with 1."""

_PATTERNS = tuple((kind, re.compile(text, re.ASCII)) for kind, text in _WRITTEN)

_WITHOUT_BEGINNING = frozenset({Kind.CLIENT_SECRET, Kind.OCTETS_32})
"""Shapes that begin like anything else, so that in a text they must stand by themselves."""

_ANYWHERE = re.compile(
    "|".join(
        rf"(?<![\w-]){text}(?![\w-])" if kind in _WITHOUT_BEGINNING else text
        for kind, text in _WRITTEN
    ).replace("?P<epoch>", "?:"),
    re.ASCII,
)


_LONG_ENOUGH = re.compile(r"[\w.-]{39}", re.ASCII)
"""What is found where there is a shape at all: the shortest, a refresh token with one digit, has 39
characters, and none has another. Looking for this first takes a fraction of the time."""


def recognise(value: str) -> Shape | None:
    """Return the shape of a value, or ``None`` when it has none of the known ones."""
    if _LONG_ENOUGH.match(value) is None:
        return None
    for kind, pattern in _PATTERNS:
        if match := pattern.fullmatch(value):
            return Shape(kind, _expiry(match.groupdict().get("epoch")))
    return None


def replace_recognised(text: str, replace: Callable[[str, Kind], str]) -> str:
    """Return the text with every value of a known shape replaced, wherever it stands."""
    if _LONG_ENOUGH.search(text) is None:
        return text

    def replace_match(match: re.Match[str]) -> str:
        shape = recognise(match[0])
        return match[0] if shape is None else replace(match[0], shape.kind)

    return _ANYWHERE.sub(replace_match, text)


def kinds_in(text: str) -> frozenset[Kind]:
    """Return the kinds of value that stand in a text, wherever they stand."""
    if _LONG_ENOUGH.search(text) is None:
        return frozenset()
    found = (recognise(match[0]) for match in _ANYWHERE.finditer(text))
    return frozenset(shape.kind for shape in found if shape is not None)


def is_from_provider(refresh_token: str) -> bool:
    """Whether a refresh token was made by the embedded provider, and not by Intuit."""
    return refresh_token.startswith(PROVIDER_REFRESH_PREFIX)


def _expiry(epoch: str | None) -> datetime | None:
    return None if epoch is None else datetime.fromtimestamp(int(epoch), tz=UTC)
