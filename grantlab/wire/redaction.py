"""What of a request and its answer may be kept.

What is hidden is everything but a list: a name that nobody thought of is hidden,
not shown. Source: L705.
"""

import json
import re
from functools import lru_cache
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from grantlab.protocol.marks import mark
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.shapes import Kind, recognise, replace_recognised

SHOWN = frozenset(
    {
        # what a client asks with
        "client_id", "code_challenge", "code_challenge_method", "grant_type", "minorversion",
        "redirect_uri", "response_type", "scope",
        # what a server answers with
        "error", "error_description", "expires_in", "token_type",
        "x_refresh_token_expires_in", "x_refresh_token_hard_expires_in",
    }
)  # fmt: skip
"""Parameters and members whose values are kept as they are."""

SHOWN_HEADERS = frozenset(
    {
        "accept", "accept-encoding", "allow", "cache-control", "connection", "content-length",
        "content-type", "date", "expires", "host", "intuit_tid", "pragma", "qbo-version",
        "retry-after", "server", "service-time", "strict-transport-security", "user-agent",
        "www-authenticate", "x-amzn-trace-id", "x-content-type-options",
        "x-include-refresh-token-hard-expires-in", "x-spanid",
    }
)  # fmt: skip

_CHALLENGE = re.compile(r"code_challenge=[\w-]{43}", re.ASCII)
_COMPANY = re.compile(r"(/(?:company|companyinfo|decision)/)\d+")


def redact_url(url: str) -> str:
    """Return the URL without credentials and company ids, and with only listed values."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return f"‹hidden, {len(url)} characters›"
    credentials, at, host = parts.netloc.rpartition("@")
    netloc = f"{mark('credentials', credentials)}{at}{scrub(host)}"
    path = scrub(_COMPANY.sub(r"\1{realmId}", parts.path))
    return urlunsplit((parts.scheme, netloc, path, redact_form(parts.query), ""))


def redact_form(text: str) -> str:
    """Return a form or query with every value marked whose name is not listed.

    Order, repetition and encoding stay as they were sent: they are evidence.
    """
    pieces = [piece for piece in text.split("&") if piece]
    # A hashed challenge may be shown; a plain one would be the verifier itself.
    is_hashed = "code_challenge_method=S256" in pieces
    return "&".join(
        piece if is_hashed and _CHALLENGE.fullmatch(piece) else _redact_parameter(piece)
        for piece in pieces
    )


def redact_json(text: str) -> str:
    """Return a JSON object as it was written, with every unlisted value marked.

    A text that is no JSON object keeps everything but what has a secret's shape.
    """
    try:
        members = json.loads(text, object_pairs_hook=_Members)
    except (ValueError, RecursionError):
        return scrub(text)
    if not isinstance(members, _Members):
        return scrub(text)
    for name, value in members:
        kept = _keep(name, value)
        if kept == value:
            continue
        replaced = (
            _replace_member(text, name, value, kept) if isinstance(value, str) else None
        )
        if replaced is None:
            return scrub(_rewritten(members))
        text = replaced
    return scrub(text)


def redact_headers(headers: Pairs) -> Pairs:
    """Return the headers with credentials marked and unlisted values hidden."""
    return tuple((name, _redact_header(name.lower(), value)) for name, value in headers)


def scrub(text: str) -> str:
    """Return any text with everything marked that has the shape of a secret."""
    return replace_recognised(text, _mark_recognised)


class _Members(list[tuple[str, object]]):
    """The members of a JSON object in order, doubled ones included."""


def _redact_parameter(piece: str) -> str:
    name, equals, value = piece.partition("=")
    if unquote_plus(name) == "realmId" and value:
        return f"{name}={{realmId}}"
    if unquote_plus(name) in SHOWN:
        return f"{name}{equals}{_scrub_encoded(value)}"
    shown_name = _scrub_encoded(name)
    return f"{shown_name}{equals}{mark(_mark_name(name), unquote_plus(value))}"


def _scrub_encoded(value: str) -> str:
    """Mark secrets inside a value; it stays encoded as it was if there are none."""
    plain = unquote_plus(value)
    scrubbed = scrub(plain)
    if scrubbed == plain:
        return value
    return scrubbed.replace("%", "%25").replace("&", "%26").replace("+", "%2B")


def _keep(name: str, value: object) -> object:
    """Return what of a member may be kept: of a list or an object, nothing."""
    if isinstance(value, str):
        return scrub(value) if name in SHOWN else mark(_mark_name(name), value)
    return value if name in SHOWN and not isinstance(value, list) else "‹hidden›"


def _replace_member(text: str, name: str, value: str, kept: object) -> str | None:
    """Replace one member where it stands; ``None`` when it was written in an unusual way."""
    written = _dump(kept)
    for dump in (_dump, json.dumps):
        literal = dump(value)
        # The value is no part of the pattern: a pattern for every token would be
        # compiled for it alone, and would drive the others out of their cache.
        ends = [
            match.end()
            for match in _member_pattern(name).finditer(text)
            if text.startswith(literal, match.end())
        ]
        for end in reversed(ends):
            text = text[:end] + written + text[end + len(literal) :]
        if ends:
            return text
    return None


@lru_cache
def _member_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf'"{re.escape(name)}"\s*:\s*')


def _rewritten(members: _Members) -> str:
    """Write the members anew, doubled ones included."""
    kept = (f"{_dump(name)}: {_dump(_keep(name, value))}" for name, value in members)
    # JSON can escape half of a surrogate pair, which nothing could store.
    return f"{{{', '.join(kept)}}}".encode(errors="replace").decode()


_dump = json.JSONEncoder(ensure_ascii=False).encode


def _redact_header(name: str, value: str) -> str:
    if name == "authorization":
        return _redact_authorization(value)
    if name == "location":
        return redact_url(value)
    return (
        scrub(value) if name in SHOWN_HEADERS else f"‹hidden, {len(value)} characters›"
    )


def _redact_authorization(value: str) -> str:
    scheme, _, credentials = value.partition(" ")
    if scheme.lower() == "bearer":
        shape = recognise(credentials)
        return f"{scheme} {mark(shape.kind if shape else 'access_token', credentials)}"
    return f"{scheme} ‹hidden, {len(credentials)} characters›"


def _mark_name(name: str) -> str:
    return re.sub(r"[^a-z_]", "", name.lower()) or "value"


def _mark_recognised(value: str, kind: Kind) -> str:
    # The reference id of an access token is not the token and opens nothing.
    return value if kind is Kind.ACCESS_REFERENCE else mark(kind, value)
