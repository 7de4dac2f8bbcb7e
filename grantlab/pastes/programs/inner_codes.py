"""A code that came at an address of the service itself: it is of a login inside the login."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_CALLBACK = re.compile(
    r"https?://(?P<host>[\w.-]{3,80})(?::\d{1,5})?/[^\s?\"']{0,120}\?(?:[^\s\"'&]{0,200}&){0,4}?code=[^\s\"'&]"
)
_ASKED = re.compile(
    r"https?://(?P<host>[\w.-]{3,80})(?::\d{1,5})?/[^\s?\"']{0,80}token\b"
)
_OURS = re.compile(
    r"redirect_ur[il][\"']?(?:=|: ?| ?=> ?)[\"']?(?:https?(?:://|%3a%2f%2f)(?P<host>[\w.-]{3,80})|(?P<scheme>(?!https?\b)[a-z][\w.+-]{2,40})(?:://|%3a%2f%2f))"
)
_MOST = 20
_LABELS = 2


def _domain(host: str) -> str:
    """Return the end of a host that all hosts of a service have."""
    labels = host.split(".")
    return ".".join(labels[-_LABELS:]) if len(labels) > _LABELS else host


def _read_inner(lower: str) -> Iterator[Found]:
    """Yield a callback at the service that is asked for the tokens, where ours is elsewhere."""
    asked, ours = _ASKED.search(lower), _OURS.search(lower)
    if asked is None or ours is None:
        return
    service = _domain(asked["host"])
    if ours["host"] is not None and _domain(ours["host"]) == service:
        return
    for came in islice(_CALLBACK.finditer(lower), _MOST):
        if _domain(came["host"]) == service:
            yield Sign.CODE_OF_SOMEBODY_ELSE, *came.span()
            return


INNER_CODES = (
    Structure(
        needed("code=", "token", "redirect_uri|redirect_url", "http", "invalid"),
        _read_inner,
    ),
)
