"""A job that was off from one day to another, for as long as a refresh token lives unused."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_DAY = r"20\d\d-[01]\d-[0-3]\d"
_OFF = re.compile(
    rf"(?:disabled|paused|suspended|stopped|switched off|turned off|scaled to (?:0|zero)|archived|frozen|deactivated|last (?:run|sync|job|call)|cancelled)\b[^\n\d]{{0,24}}(?P<off>{_DAY})"
)
_ON = re.compile(
    rf"(?:enabled(?<!disabled)|resumed|re-?started|started(?: again)?|switched on|turned on|back on|on again|reactivated|unpaused|next (?:run|sync|job|call)|first (?:run|sync|job|call))\b[^\n\d]{{0,24}}(?P<on>{_DAY})"
)
_LONGEST_UNUSED = 100
"""Days that a refresh token of Intuit's lives unused."""

_REACH = 400
_MOST = 5


def _read_pauses(lower: str) -> Iterator[Found]:
    """Yield the two days, if no refresh can have come between them."""
    for off in islice(_OFF.finditer(lower), _MOST):
        on = _ON.search(lower, off.end(), off.end() + _REACH)
        if on is None:
            continue
        begins, ends = _date(off["off"]), _date(on["on"])
        if begins and ends and (ends - begins).days >= _LONGEST_UNUSED:
            yield Sign.INACTIVITY, off.start(), on.end()
            return


def _date(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


PAUSES = (
    Structure(
        needed(
            "disabled 20|disabled on|disabled:|disabled since|disabled from|paused|suspended|stopped|switched off|turned off|scaled to|archived|frozen|deactivated|last run|last sync|last job|last call|cancelled",
            "enabled|resumed|started|switched on|turned on|back on|on again|reactivated|unpaused|next run|next sync|next job|first run|first sync|first call|next call|first job",
            "invalid_grant|incorrect or invalid|refresh",
        ),
        _read_pauses,
    ),
)
