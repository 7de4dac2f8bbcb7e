"""A session that holds no state when the callback brings one, as a program prints the two."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_NONE = r"(?:undefined|null|none|nil|\(null\)|\"\"|'')"
_KEPT = re.compile(
    rf"session(?:\.|->|\[[\"':]|\.get\([\"'])(?:oauth_?|qbo?_?|auth_?)?state\b[\"'\])]{{0,3}} ?(?:is |was |=> ?|-> ?|: ?|// ?|# ?)?{_NONE}(?![\w(])"
)
_CAME = re.compile(
    r"(?:query|params?|args|request|get)(?:\.|->|\[[\"':]|\.get\([\"'])state\b[\"'\])]{0,3} ?(?:is |was |=> ?|-> ?|: ?|= ?|// ?|# ?)?[\"']?(?!undefined|null|none|nil)[\w\u2039-]{3,60}|[?&]state=[\w\u2039-]{3}"
)


def _read_forgotten(lower: str) -> Iterator[Found]:
    """Yield where the session is printed without a state, beside the one that came."""
    kept = _KEPT.search(lower)
    if kept and _CAME.search(lower):
        yield Sign.STATE_NOT_KEPT, *kept.span()


FORGOTTEN_STATES = (
    Structure(
        needed(
            "session.|session[|session->", "state", "undefined|null|none|nil|\"\"|''"
        ),
        _read_forgotten,
    ),
)
