"""What a token or a fingerprint that somebody types in tells by itself."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from grantlab.protocol.secret import FINGERPRINT_LENGTH, Secret
from grantlab.protocol.shapes import Kind, is_from_provider, recognise

LONGEST = 8_192
"""Characters; Intuit's access tokens have about a thousand."""

SHORTEST_PRINTED = 20
"""A shorter value could be found again from its fingerprint by trying, so it is not told."""

_DIGEST = re.compile(r"[0-9a-f]{64}|[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_MARK = re.compile(r"‹[^‹›]{0,200}?\b([0-9a-f]{12})\b[^‹›]{0,200}›", re.ASCII)
_SCHEME = re.compile(r"(?i:bearer)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedToken:
    """What was typed, without it."""

    fingerprint: str
    is_only_fingerprint: bool
    """Whether a fingerprint was typed, and not the value."""

    kind: Kind | None
    """By its shape; ``None`` when that is not known, or nothing but a fingerprint is."""

    era: str
    """When values of that form have been given out, and by whom; empty where untold."""

    expires_at: datetime | None
    """The moment inside the value; ``None`` when it carries none."""

    length: int

    @property
    def is_printed(self) -> bool:
        """Whether the fingerprint may be shown."""
        return self.is_only_fingerprint or self.length >= SHORTEST_PRINTED


def judge_typed(typed: str) -> str:
    """Say what keeps a text from being looked at; empty if nothing does."""
    value = _bare(typed)
    if not value:
        return "Type or paste a token, or its fingerprint of twelve digits."
    if len(value) > LONGEST:
        return f"That is {len(value):,} characters long, and no token is. Paste the token alone."
    if _MARK.fullmatch(value) is None and re.search(r"\s", value):
        return "There is white space inside. Copy the token in one piece, and nothing else."
    return ""


def read_typed(typed: str) -> TypedToken:
    """Return what a token or a fingerprint tells; of the value itself nothing is kept.

    A whole SHA-256 and a mark such as stands in a record count as fingerprints.
    """
    value = _bare(typed)
    named = _MARK.fullmatch(value)
    digest = named[1] if named else value if _DIGEST.fullmatch(value) else None
    if digest is not None:
        return TypedToken(
            fingerprint=digest[:FINGERPRINT_LENGTH].lower(),
            is_only_fingerprint=True,
            kind=None,
            era="",
            expires_at=None,
            length=len(value),
        )
    shape = recognise(value)
    return TypedToken(
        fingerprint=Secret(value).fingerprint,
        is_only_fingerprint=False,
        kind=None if shape is None else shape.kind,
        era="" if shape is None else _era(shape.kind, value),
        expires_at=None if shape is None else shape.expires_at,
        length=len(value),
    )


def _bare(typed: str) -> str:
    """Return a value without what it is often copied with: quotes, a scheme, an encoding."""
    value = _SCHEME.sub("", typed.strip().strip("\"'`,;").strip(), count=1)
    decoded = unquote(value)
    return decoded if recognise(decoded) is not None else value


def _era(kind: Kind, value: str) -> str:
    """Return when values of this form have been given out.

    Source: the wire facts on token formats.
    """
    if kind is Kind.REFRESH_TOKEN:
        if is_from_provider(value):
            return "made by the embedded service, in Intuit’s form of 2025 and later"
        is_new = value.startswith("RT1-")
        return (
            "Intuit’s form of 2025 and later" if is_new else "Intuit’s form up to 2025"
        )
    if kind is Kind.ACCESS_REFERENCE:
        return "the name of an access token, as answers of the API quote it; it opens nothing"
    return ""
