"""A callback with a code whose query the program cannot read: what is in it was not encoded."""

import re
from collections.abc import Iterator

from grantlab.pastes.assertions import is_said
from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_CAME = re.compile(r"[?&]code=(?P<code>\u2039code\u203a|[^\s&\"'<>]{8,400})")
_WHOLE = r"(?:form|query|query[ _-]?string|ur[il]|request ur[il]|url escape|url encoding|percent[- ]encoding|escape sequence|escaping)"
_UNREADABLE = re.compile(
    rf"\b(?:invalid|malformed|illegal|bad|unreadable|undecodable) (?:{_WHOLE})(?![\w-]| (?:field|param\w{{0,6}}|key|for client))"
    rf"|\b{_WHOLE} (?:is |was )?(?:malformed|not (?:valid|decodable|readable)|unreadable)\b"
    rf"|\b(?:failed to|could not|couldn't|cannot|can't|unable to|error) (?:while )?(?:pars(?:e|ing)|decod(?:e|ing)|unescap(?:e|ing)|read(?:ing)?) (?:the )?(?:callback )?{_WHOLE}\b"
    r"|\burierror\b|\bincomplete trailing escape\b|\bhex characters in escape\b"
)

_LATER = re.compile(
    r"\b(?:get|post|put|patch) [/h]|exchange|invalid_(?:request|grant)|error_description"
)
"""What comes after the callback was read: another request, or the answer to the exchange."""

_NEAR = 500


def _read_unreadable(lower: str) -> Iterator[Found]:
    """Yield what the program says of the query that brought a code."""
    came = _CAME.search(lower)
    if came is None:
        return
    unreadable = _UNREADABLE.search(lower, came.end(), came.end() + _NEAR)
    if unreadable is None or _LATER.search(lower, came.end(), unreadable.start()):
        return
    if is_said(lower, *unreadable.span()):
        yield Sign.CODE_UNREAD, *unreadable.span()


UNREADABLE_CALLBACKS = (
    Structure(
        needed(
            "code=",
            "malformed|illegal|unreadable|undecodable|decod|unescap|urierror|parse|parsing|escape|invalid form|invalid query|invalid ur|invalid percent|bad form|bad query|bad ur|not valid|not readable",
            "callback|state=|redirect",
        ),
        _read_unreadable,
    ),
)
