"""An access token that a program refreshes, or lets go, later than the hour that it lives."""

import re
from collections.abc import Iterator
from itertools import islice
from math import prod

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_HOUR = 3600
_LONGEST = 31 * 24 * _HOUR
"""What is repeated more rarely is about something else."""

_PRODUCT = r"(?P<product>\d{1,9}(?: ?\* ?\d{1,6}){0,4})"
_INTERVAL = re.compile(
    rf"setinterval\( ?[^,\n]{{0,60}}?(?:refresh|renew)\w{{0,30}}(?:\(\))?[^,\n]{{0,12}}, ?{_PRODUCT} ?\)"
)
_CACHED = re.compile(
    rf"(?:cache|redis|memcached?|session|client|kv|store|\br)\w{{0,12}}(?:\.|->|::)(?:set|setex|put|write|add)\w{{0,6}}\( ?f?[\"'`][\w:.-]{{0,40}}access_?token[^\n]{{0,60}}?"
    rf"(?:(?:ttl|ex|timeout|expires?_?in|expirationttl|max_?age)[\"']? ?[:=] ?)?(?<![\w.]){_PRODUCT} ?(?P<unit>\.hours?|\.days?|h\b|d\b)?"
    r"(?= ?[,)}])"
)
_REFUSED_GRANT = ("invalid_grant", "incorrect or invalid")
_MOST = 5
_UNITS = {"h": _HOUR, "d": 24 * _HOUR}


def _product(match: re.Match[str]) -> int:
    return prod(int(one) for one in match["product"].split("*"))


def _read_long(lower: str) -> Iterator[Found]:
    """Yield the interval or the life that is longer than an hour."""
    if any(one in lower for one in _REFUSED_GRANT):
        return
    for match in islice(_INTERVAL.finditer(lower), _MOST):
        if _HOUR < _product(match) / 1000 < _LONGEST:
            yield Sign.NEVER_REFRESHED, *match.span()
            return
    for match in islice(_CACHED.finditer(lower), _MOST):
        unit = (match["unit"] or "").lstrip(".")[:1]
        if _HOUR < _product(match) * _UNITS.get(unit, 1) < _LONGEST:
            yield Sign.NEVER_REFRESHED, *match.span()
            return


LONG_LIVES = (
    Structure(
        needed(
            "setinterval(|cache|redis|memcache|setex|kv.|session|store.",
            "refresh|renew|access_token|accesstoken",
            "401|3200|unauthor",
            "setinterval(|.set|.put|.write|.add|->set|->put|::put|::set",
        ),
        _read_long,
    ),
)
