"""How a program reckons by itself whether a token is still good, and how it reckons wrong."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_NOW = r"(?:date\.now\(\)|time\.time\(\)|\btime\(\)|datetime\.(?:utc)?now\(\)|new date\(\)|time\.now\b|now\(\)|\$?\bnow\b)"
_COMPARED = re.compile(
    r"expires_?in\b[\"'\])]{0,3}(?: ?- ?[\w.$>-]{1,30})? ?[<>]=? ?"
    + _NOW
    + r"(?! ?[-+*/])"
)
_COMPARED_WITH = re.compile(
    _NOW + r" ?[<>]=? ?\$?[\w.$>\[\"'-]{0,40}?expires_?in\b[\"'\]]{0,2}(?! ?[-+*/])"
)
_TERM = re.compile(r"[-+*] ?[\w.$>\[\]\"'(-]{0,40}$")
_BEFORE = 60
_MOST = 20


def _read_durations(lower: str) -> Iterator[Found]:
    """Yield a comparison of how long a token lives with what time it is."""
    for pattern in (_COMPARED, _COMPARED_WITH):
        for match in islice(pattern.finditer(lower), _MOST):
            before = lower[max(0, match.start() - _BEFORE) : match.start()]
            if not _TERM.search(before):
                yield Sign.LOCALLY_REFUSED, *match.span()
                return


RECKONING = (
    Structure(
        needed("expires_in|expiresin", "now|time()|new date", "<|>"), _read_durations
    ),
    structure(
        # Seconds, and a time in thousandths of them.
        Sign.LOCALLY_REFUSED,
        ("expires_in|expiresin", "date.now()|gettime()"),
        r"(?:date\.now\(\)|\.gettime\(\)) ?\+ ?\(?(?:number\(|parseint\()?[\w.$]{0,40}?expires_?in\b(?![^\n;]{0,40}(?:\*|1000|1e3))"
        r"|expires_?in\b[\"'\])]{0,3} ?\+ ?(?:date\.now\(\)|new date\(\)\.gettime\(\))",
    ),
    structure(
        # A local time without its zone, held against the time of Greenwich.
        Sign.ALWAYS_VALID,
        (
            "fromtimestamp(",
            "utcnow|timezone.utc|now(utc",
            "expires_at|expiry|expiration",
        ),
        r"(?:expires_at|expiry|expiration)[\"'\]]{0,2} ?[:=] ?(?:datetime\.)?datetime\.fromtimestamp\([^,\n]{1,80}\)(?! ?\.astimezone)"
        r"(?=[^\0]{0,1500}(?:utcnow\(|now\((?:timezone\.)?utc))",
    ),
)
