"""The client that a consent was given to, and the client that refreshes: two ids of one paste."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_CLIENT_ID = re.compile(
    r"client_?id[\"'\]]{0,2} ?(?:=>|=|:) ?[\"']?(?P<id>ab[a-z0-9]{6,60})(?![\w.…*])"
)
_CONSENT = re.compile(
    r"connect/oauth2|/authorize|\bconsent|\bissued\b|\bobtained\b|\bgranted\b|\bconnected (?:with|by|under)|\bauthori[sz]ed (?:with|by|under)"
    r"|\b(?:row|stored|saved|db|database|table)\b"
)
_REFRESH = re.compile(
    r"grant_type=refresh_token|tokens/bearer|\brefreshing\b|\brefresh (?:with|using|->|:|by|request)|^refresh:|\brequest\b"
)
_CHANGED = re.compile(
    r"^- ?(?P<old>[^\n]{0,40}client_?id[^\n]{3,80})\n(?:[-+][^\n]{0,120}\n){0,3}?\+ ?(?P<new>[^\n]{0,40}client_?id[^\n]{3,80})",
    re.MULTILINE,
)
_NEW_TOKEN = re.compile(r"^\+[^\n]{0,40}refresh_?token", re.MULTILINE)
_MOST = 20


def _read_client_ids(lower: str) -> Iterator[Found]:
    """Yield where a refresh is made by another client than the one of the consent, or of the row."""
    changed = _CHANGED.search(lower)
    if changed and changed["old"] != changed["new"] and not _NEW_TOKEN.search(lower):
        yield Sign.ENVIRONMENT_SWITCHED, *changed.span()
        return
    consented: set[str] = set()
    for match in islice(_CLIENT_ID.finditer(lower), _MOST):
        begins = lower.rfind("\n", 0, match.start()) + 1
        line = lower[max(begins, match.start() - 200) : match.start()]
        if _REFRESH.search(line):
            if consented and match["id"] not in consented:
                yield Sign.ENVIRONMENT_SWITCHED, *match.span()
                return
        elif _CONSENT.search(line):
            consented.add(match["id"])


TWO_CLIENTS = (
    Structure(
        needed(
            "client_id|clientid",
            "refresh",
            "consent|connect/oauth2|authoriz|authoris|issued|obtained|granted|row|stored|saved|database|\n+",
        ),
        _read_client_ids,
    ),
)
