"""Which request of the flow a place in a program belongs to: the one for consent, or the exchange.

It is told by the call around the place, by the parameters beside it, or by the function that
it stands in, whatever the language.
"""

import re
from enum import Enum, auto

_FAR = 500
_BESIDE = 300
_ASKS = re.compile(
    r"authori[sz]|consent|prepare_?url|(?:auth|login|connect|grant)_?(?:prompt_?)?(?:ur[il]|link|redirect)"
)
_POSTS = re.compile(r"token|exchange|code_for|from_code|with_code")
_NEITHER = re.compile(
    r"refresh|revoke|introspect|verif|valid|csrf|header|parse|decode|store|save"
)
_LONGEST = 80
_MARKS = re.compile(r"[();]|\n(?=\n)")
"""Where a call begins or ends, and what no call reaches across."""

_HEADER = re.compile(
    r"\b(?=[acdefgprstu])(?:"
    r"(?:function|def|func|fn|sub|task(?:<[\w<>]{1,40}>)?|public|private|static|async|string|const|export)"
    r" (?P<name>[a-z_][\w.]{2,60}) ?(?:= ?(?:async )?)?\("
    r"|(?:get|post|route|use)\([\"'](?P<path>/[\w/.-]{1,60})[\"'])"
)
_BLOCK = re.compile(
    r"\n\s*\n|\n *(?:def|func|fn|function|async|export|public|private|class|app|router|@)\b|\n\.\.\."
)
_BESIDE_PARAMETER = re.compile(
    r"(?P<asks>response_?type)|(?P<posts>grant_?type(?=[^\n]{0,20}authorization_?code))"
)

_TYPE = "type"
"""What the names of these parameters end in."""


class Step(Enum):
    """A request that carries a redirect URI and a client id."""

    CONSENT = auto()
    EXCHANGE = auto()


def step_at(lower: str, start: int, end: int) -> Step | None:
    """Return the request that a place belongs to; ``None`` when the program does not say."""
    return (
        called_around(lower, start)
        or _named_beside(lower, start, end)
        or _function_around(lower, start)
    )


def step_of_name(name: str) -> Step | None:
    """Return the request that a function of this name makes."""
    if _NEITHER.search(name):
        return None
    if _ASKS.search(name) and not _POSTS.search(name):
        return Step.CONSENT
    return Step.EXCHANGE if _POSTS.search(name) else None


def called_around(lower: str, start: int) -> Step | None:
    """Return the request of the innermost call that is one, of those that are still open."""
    low = max(0, start - _FAR)
    closed = 0
    # One letter more: an empty line may begin before the place and end behind it.
    for mark in reversed(list(_MARKS.finditer(lower, low, start + 1))):
        place = mark.start()
        if place >= start:
            continue
        if mark[0] not in "()":
            return None
        if mark[0] == ")":
            closed += 1
        elif closed:
            closed -= 1
        else:
            step = step_of_name(_name_before(lower, max(low, place - _LONGEST), place))
            if step is not None:
                return step
    return None


def _name_before(lower: str, low: int, place: int) -> str:
    """Return the name that ends at a place, with what it is a member of."""
    start = place
    while start > low and (lower[start - 1].isalnum() or lower[start - 1] in "_$.>:-"):
        start -= 1
    return lower[start:place]


def _named_beside(lower: str, start: int, end: int) -> Step | None:
    """Return the request that the nearest parameter beside the place is of."""
    if _TYPE not in lower[max(0, start - _BESIDE) : end + _BESIDE]:
        return None
    before = _BLOCK.split(lower[max(0, start - _BESIDE) : start])[-1]
    after = _BLOCK.split(lower[end : end + _BESIDE])[0]
    behind = [
        (len(before) - one.end(), one) for one in _BESIDE_PARAMETER.finditer(before)
    ]
    ahead = [(one.start(), one) for one in _BESIDE_PARAMETER.finditer(after)]
    if not behind and not ahead:
        return None
    _, nearest = min((*behind, *ahead), key=lambda found: found[0])
    return Step.CONSENT if nearest["asks"] else Step.EXCHANGE


def _function_around(lower: str, start: int) -> Step | None:
    """Return the request that the function around the place is named after."""
    headers = list(_HEADER.finditer(lower, max(0, start - _FAR), start))
    if not headers:
        return None
    name = headers[-1]["name"] or headers[-1]["path"]
    return step_of_name(name)
