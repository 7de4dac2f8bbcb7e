"""What people tell of months without a refresh, by the parts of the year that it lay between."""

import re

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_BEGINS = {
    "jan": 0, "feb": 1, "mar": 2, "apr": 3, "may": 4, "jun": 5, "jul": 6, "aug": 7,
    "sep": 8, "oct": 9, "nov": 10, "dec": 11, "spr": 2, "sum": 5, "aut": 8, "fal": 8,
    "win": 11, "eas": 3, "chr": 11,
}  # fmt: skip
"""The month with which a part of the year begins, by its first letters."""

_SEASONS = frozenset({"spr", "sum", "aut", "fal", "win"})
_LEAST = 4
"""How many months apart two months are that have a hundred days between them."""

_LEAST_AFTER_SEASON = 6
"""A season lasts for three months, and may be meant to its end."""

_YEAR = 12
_PART = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|(?:nov|dec)(?:ember)?"
    r"|spring|summer|autumn|fall|winter|easter|christmas)"
)
_BETWEEN = r"(?:(?!\b(?:not|never|no|if|whether|maybe)\b|n['\u2019]t)[^.\n]){0,80}?"
_STOPPED = (
    r"(?:stop|stopped|paused|left|quit|cancelled|canceled|(?:switched|turned) (?:it )?off|disabled|last (?:used|ran|run|synced|sync|active|export\w{0,2}|import\w{0,2})"
    r"|used|closed|put (?:it |us )?on hold|went (?:quiet|dark|home|away)|until)"
)
_RETURNED = (
    r"(?:back|again|return(?:ed|s|ing)?|resum\w{1,3}|now|today|re-?open\w{0,3}|(?:switched|turned) (?:it )?(?:back )?on|re-?enabled"
    r"|until|till|first (?:run|sync|export|import) since)"
)


def _is_long(match: re.Match[str]) -> bool:
    """Whether a refresh token ends that nobody uses from the one part of a year to the other."""
    first, later = match["first"][:3], (match["later"] or match["last"])[:3]
    apart = (_BEGINS[later] - _BEGINS[first]) % _YEAR
    return apart >= (_LEAST_AFTER_SEASON if first in _SEASONS else _LEAST)


ABSENCES = (
    tell(
        Sign.INACTIVITY,
        (
            "stop|paus|left|quit|cancel|switched|turned|disabled|last |used|closed|on hold|went|until",
            "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall|winter|easter|christmas",
            "back|again|return|resum|now|today|open|until|till|enabled|first ",
        ),
        rf"\b{_STOPPED}\b[^.\n]{{0,50}}?\b(?:in|since|until|after|at|over|during|for|last|before) (?:(?:the|last|early|late|mid|end of) ){{0,2}}(?P<first>{_PART})\b{_BETWEEN}"
        rf"(?:\b{_RETURNED}\b{_BETWEEN}\b(?P<later>{_PART})\b|\b(?P<last>{_PART})\b{_BETWEEN}\b{_RETURNED}\b)",
        is_meant=_is_long,
    ),
)  # fmt: skip
