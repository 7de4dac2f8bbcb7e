"""Tokens that stand under each other's name, in a row or a statement that shows their values."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Look, Sighting, Value

_LABEL = r"[\"'\]`)]{{0,3}} ?(?:=>|:=|=|:|\|)?\s{{0,2}}(?:string\(\d{{1,5}}\) ?)?[\"'`(]{{0,2}}$"
_NAME = r"(?:(?<![a-z]){0}_?(?:tok(?:en)?|key|value)\w{{0,8}}|[\"'\[`]\w{{0,12}}{0})"
_UNDER_REFRESH = re.compile((_NAME + _LABEL).format("refresh"))
_UNDER_ACCESS = re.compile((_NAME + _LABEL).format("access"))
_HEADING = re.compile(
    r"\b(?P<first>access|refresh)[_ ]?tok\w{0,6}[^\n=:‹]{0,80}?"
    r"(?!(?P=first))\b(?:access|refresh)[_ ]?tok\w{0,6}\b"
)
_LETTERS = re.compile(r"[a-z_]{3}|[=:]")
_REFUSED = ("invalid_grant", "invalid refresh token", "incorrect token type")
_OF_ITS_OWN = re.compile(r"keycloak|/realms/|cognito|simplejwt|supertokens|fusionauth")
"""Services whose refresh tokens look like access tokens."""

_BEFORE = 100
_ABOVE = 400
_MOST = 20


def tells_its_kind(lower: str) -> bool:
    """Whether the shape of a token tells its kind, with the services that a text is about."""
    return _OF_ITS_OWN.search(lower) is None


def find_misplaced(lower: str, values: tuple[Value, ...]) -> Iterator[Sighting]:
    """Yield an access token that stands where the refresh token belongs, or the reverse.

    Its name stands before it, or the names of both in the line of a heading above.
    """
    tokens = list(islice((one for one in values if _is_of_pair(one)), _MOST))
    place = _find_place(lower, tokens)
    if place is not None and tells_its_kind(lower):
        yield Sighting(Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN, place.span, place.position)


def _find_place(lower: str, tokens: list[Value]) -> Value | None:
    is_refused = bool(tokens) and any(word in lower for word in _REFUSED)
    for value in tokens:
        before = lower[max(0, value.position - _BEFORE) : value.position]
        is_access = value.shape is Field.ACCESS_TOKEN
        wrong = _UNDER_REFRESH if is_access else _UNDER_ACCESS
        if (is_access or is_refused) and wrong.search(before):
            return value
    for first, second in pairwise(tokens):
        if first.shape is not second.shape and _is_swapped(lower, first, second):
            return first
    return None


def _is_of_pair(value: Value) -> bool:
    return value.look is Look.SHAPED and value.shape in {
        Field.ACCESS_TOKEN,
        Field.REFRESH_TOKEN,
    }


def _is_swapped(lower: str, first: Value, second: Value) -> bool:
    """Whether two values of one line come in the other order than their names above."""
    _, _, between = lower[first.position : second.position].partition("›")
    if "\n" in between or _LETTERS.search(between):
        return False
    above = lower[max(0, first.position - _ABOVE) : first.position]
    headings = list(_HEADING.finditer(above))
    if not headings or "‹" in above[headings[-1].end() :]:
        return False
    kind = "access" if first.shape is Field.ACCESS_TOKEN else "refresh"
    return headings[-1]["first"] != kind
