"""The small tags by which every value that matters is known: S1, C1, A1, R1."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup, escape

from blueprints.elements import joined, pill
from grantlab.protocol.marks import Mark, split_marks


class TagKind(StrEnum):
    """What a tagged value is; each has a letter and a colour."""

    STATE = "state"
    CODE = "code"
    VERIFIER = "verifier"
    ACCESS = "access"
    REFRESH = "refresh"
    ID_TOKEN = "id-token"  # noqa: S105 -- the name of a kind, not a secret
    SECRET = "secret"  # noqa: S105 -- as above


class Standing(StrEnum):
    """What became of a value; the word is shown as it is written here."""

    CURRENT = "current"
    GOOD = "good"
    """Not the newest, and works all the same, as an older access token does."""

    STALE = "stale"
    SPENT = "spent"
    REVOKED = "revoked"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    PASTED = "as it was pasted"
    """Seen in a text; what has become of it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One value by its name: the same label and colour wherever the value appears."""

    label: str
    """Letter and number, such as ``R1``."""

    kind: TagKind
    fingerprint: str
    standing: Standing = Standing.CURRENT


Tags = Mapping[str, Tag]
"""The tags of one walk or connection, by fingerprint."""

NO_TAGS: Tags = {}

_PLAIN = frozenset({Standing.CURRENT, Standing.GOOD, Standing.UNKNOWN, Standing.PASTED})
"""What a pill does not show by its look."""

_WORDS = {
    TagKind.STATE: "state",
    TagKind.CODE: "authorization code",
    TagKind.VERIFIER: "code verifier",
    TagKind.ACCESS: "access token",
    TagKind.REFRESH: "refresh token",
    TagKind.ID_TOKEN: "ID token",
    TagKind.SECRET: "client secret",
}

_KIND_BY_NAME = {
    "state": TagKind.STATE,
    "code": TagKind.CODE,
    "code_verifier": TagKind.VERIFIER,
    "access_token": TagKind.ACCESS,
    "refresh_token": TagKind.REFRESH,
    "id_token": TagKind.ID_TOKEN,
}
"""Kinds by the parameter or member that carried the value."""


def kind_of(name: str) -> TagKind:
    """Return the kind of what a parameter or member of that name carries."""
    return _KIND_BY_NAME.get(name, TagKind.SECRET)


def draw_tag(tag: Tag) -> Markup:
    """Return the pill; what it stands for unfolds on hover and on focus."""
    about = f"{_WORDS[tag.kind]} {tag.fingerprint}, {tag.standing}"
    return _pill(tag.kind, tag.standing, tag.label, about)


def wire_text(text: str, tags: Tags = NO_TAGS) -> Markup:
    """Return the text, escaped, with every mark in it drawn as a tag."""
    return draw_marks(text, tags, escape)


def draw_marks(text: str, tags: Tags, draw_plain: Callable[[str], Markup]) -> Markup:
    """Return the text with its marks drawn as tags and the rest by ``draw_plain``."""
    return joined(
        draw_mark(piece, tags) if isinstance(piece, Mark) else draw_plain(piece)
        for piece in split_marks(text)
    )


def draw_mark(mark: Mark, tags: Tags) -> Markup:
    """Return the tag of a marked value; one we have no name for shows its fingerprint."""
    if tag := tags.get(mark.fingerprint):
        return draw_tag(tag)
    kind = kind_of(mark.name)
    words = mark.name.replace("_", " ")
    label = f"{words} {mark.fingerprint}"
    return _pill(kind, Standing.UNKNOWN, label, f"{label}, not one of this walk")


def _pill(kind: TagKind, standing: Standing, label: str, about: str) -> Markup:
    classes = f"tag tag--{kind}"
    if standing not in _PLAIN:
        classes += f" tag--{standing}"
    return pill(classes, label, about)
