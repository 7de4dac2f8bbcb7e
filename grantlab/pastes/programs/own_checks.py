"""A program that calls a token invalid and asks nobody, where its own row says that it is not."""

import re
from collections.abc import Iterator

from grantlab.pastes.assertions import is_said
from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_GIVES_UP = re.compile(
    r"\btokens?\b[^\n]{0,20}\b(?:invalid|expired|not valid|no longer valid|inactive|stale)\b[^\n]{0,12}"
    r"\b(?:skip(?:ping|ped|s)?|abort(?:ing|ed|s)?|not (?:calling|sending|syncing)|giving up|bail(?:ing)?|ignor(?:ing|ed)|stopping|stopped|no (?:request|call))\b"
)
_NOW = r"(?:now\(\)|current_timestamp|sysdate|getdate\(\)|date\.now\(\)|new date\(\)|time\(\)|time\.time\(\)|datetime\.utcnow\(\)|datetime\.now\(\)|now\b)"
_RUNS_ON = re.compile(
    rf"\b\w{{0,20}}(?:expir|valid_?(?:until|to))\w{{0,8}}[\"'`)]{{0,2}} ?> ?{_NOW}[^\n]{{0,60}}(?:\n[^\n]{{0,40}})?(?:->|=>|[|:=#]|//) ?(?:t|true|1|yes)(?!\w)"
)
_ASKED = re.compile(
    r"invalid_grant|invalid_token|\bhttp/\d|\b(?:status|->|=>)[ :=]{1,2}(?:400|401)\b|fault"
)


def _read_own_checks(lower: str) -> Iterator[Found]:
    """Yield where a program gives up by itself, and its token runs on."""
    gives_up = _GIVES_UP.search(lower)
    if gives_up is None or _ASKED.search(lower):
        return
    if _RUNS_ON.search(lower) and is_said(lower, *gives_up.span()):
        yield Sign.LOCALLY_REFUSED, *gives_up.span()


OWN_CHECKS = (
    Structure(
        needed(
            "expir|valid_until|validuntil|valid_to|validto",
            "> now|>now|> current_timestamp|> sysdate|> getdate|> date|> new date|> time",
            "skip|abort|not calling|not sending|not syncing|giving up|bail|ignor|stopping|stopped|no request|no call",
        ),
        _read_own_checks,
    ),
)
