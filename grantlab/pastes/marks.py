"""What stands in a redacted text in the place of a secret, written and read.

``‹refresh token 2 · 51 characters · sha256 0a1b2c3d4e5f · ends 2026-06-01 09:00:00 UTC›``
tells a person all that the diagnosis knows of the value, and tells the diagnosis the same
when the text is read again. Decision 0033 says why.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from grantlab.pastes.understood import Field, Look, Value

FIELD_NAMES = {
    Field.ACCESS_TOKEN: "access token",
    Field.REFRESH_TOKEN: "refresh token",
    Field.CODE: "code",
    Field.ID_TOKEN: "ID token",
    Field.CLIENT_SECRET: "client secret",
    Field.CODE_VERIFIER: "code verifier",
    Field.STATE: "state",
    Field.OTHER: "secret",
}
"""What people call each kind of value."""

_FIELDS = {name: field for field, name in FIELD_NAMES.items()}
_NAME = "|".join(_FIELDS)
_UNKNOWN = "unknown form"
_WORD = "a word"
_LIKE = "looks like: "
_ENCODED = "percent-encoded"
_TWICE = "percent-encoded twice"

_OURS = (
    rf"‹(?P<name>{_NAME}) (?P<number>\d{{1,7}})"
    r"(?: · (?P<length>\d{1,7}) characters?)?"
    rf"(?: · (?P<look>{_UNKNOWN}|{_WORD}|{_LIKE}(?P<shape>{_NAME})))?"
    r"(?: · sha256 (?P<fingerprint>[0-9a-f]{12}))?"
    r"(?: · ends (?P<ends>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC)?"
    rf"(?: · (?P<encoded>{_ENCODED}(?: twice)?))?"
    r"(?: · resembles (?P<resembles>[0-9a-f]{12}))?›"
)
_RECORDED = r"‹(?P<recorded>[a-z_]{2,30}) (?P<of>[0-9a-f]{12})›"
"""How a recorded round trip marks a value; see ``grantlab.protocol.marks``."""

MARK = re.compile(f"{_OURS}|{_RECORDED}".replace(" ", r"\s"), re.ASCII)
"""A mark, also where a mail program broke a line in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a mark tells of the value that it stands for."""

    number: int
    field: Field
    shape: Field | None
    look: Look
    length: int | None
    fingerprint: str | None
    expires_at: datetime | None
    is_encoded: bool
    is_twice_encoded: bool
    resembles: str | None


def write_mark(value: Value) -> str:
    """Return the mark of a value."""
    told = [f"{FIELD_NAMES[value.field]} {value.number}"]
    if value.length is not None:
        told.append(f"{value.length} character{'' if value.length == 1 else 's'}")
    if value.look is Look.WORD:
        told.append(_WORD)
    elif value.shape is None:
        told.append(_UNKNOWN)
    elif value.shape is not value.field:
        told.append(_LIKE + FIELD_NAMES[value.shape])
    if value.fingerprint is not None:
        told.append(f"sha256 {value.fingerprint}")
    if value.expires_at is not None:
        told.append(f"ends {value.expires_at:%Y-%m-%d %H:%M:%S} UTC")
    if value.is_encoded:
        told.append(_TWICE if value.is_twice_encoded else _ENCODED)
    if value.resembles is not None:
        told.append(f"resembles {value.resembles}")
    return f"‹{' · '.join(told)}›"


def read_mark(match: re.Match[str]) -> Mark | None:
    """Return what a match of ``MARK`` tells; ``None`` when its date cannot be."""
    if match["recorded"]:
        return _read_recorded(match)
    field = _field(match["name"])
    look = _plain(match["look"])
    try:
        expires_at = _moment(match["ends"])
    except ValueError:
        return None
    return Mark(
        number=int(match["number"]),
        field=field,
        shape=_shape(match, field),
        look={_WORD: Look.WORD, _UNKNOWN: Look.OPAQUE}.get(look, Look.SHAPED),
        length=int(match["length"]) if match["length"] else None,
        fingerprint=match["fingerprint"],
        expires_at=expires_at,
        is_encoded=match["encoded"] is not None,
        is_twice_encoded=_plain(match["encoded"]) == _TWICE,
        resembles=match["resembles"],
    )


def _read_recorded(match: re.Match[str]) -> Mark:
    field = _FIELDS.get(match["recorded"].replace("_", " "), Field.OTHER)
    return Mark(
        number=0,
        field=field,
        shape=None if field is Field.OTHER else field,
        look=Look.OPAQUE if field is Field.OTHER else Look.SHAPED,
        length=None,
        fingerprint=match["of"],
        expires_at=None,
        is_encoded=False,
        is_twice_encoded=False,
        resembles=None,
    )


def _shape(match: re.Match[str], field: Field) -> Field | None:
    if match["shape"]:
        return _field(match["shape"])
    return None if match["look"] else field


def _field(name: str) -> Field:
    return _FIELDS[_plain(name)]


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(_plain(text)).replace(tzinfo=UTC) if text else None
