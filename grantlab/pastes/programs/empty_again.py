"""A store that was found empty, and is empty again after a refresh has brought a new token."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.assertions import is_said
from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_EMPTY = re.compile(
    r"\b(?:kv|redis|cache|store|storage|database|db|memcached?|file|tokens\.json|bucket|vault|keyring)\b"
    r"[^\n]{0,40}?(?:[:=>]|\b(?:returned|returns|is|was|has|gave|holds|found)) ?"
    r"(?:\(?nil\)?|null|none|undefined|empty|no (?:rows?|tokens?|entry|value|such (?:file|key))|nothing|0 rows|not found)(?!\w)"
    r"|\b(?:store|file|row|key|tokens\.json) (?:not found|missing|does not exist)\b"
    r"|\b(?:no|empty) (?:stored |saved |cached )?(?:tokens?|rows?|entry|credentials) (?:found )?in (?:the )?(?:kv|redis|cache|store|storage|database|db|file|vault)\b"
)
_CAME = re.compile(
    r"refresh(?:ed)?\b(?! (?:token )?(?:failed|refused|error|not))(?:[^\n]{0,40}\b(?:ok|200|succeeded|success\w{0,5}|done)\b"
    r"|(?<=new refresh)[ _]?token\b[^\n]{0,20}\b(?:received|issued|came|returned|obtained)\b"
    r"|(?:(?<=got a new refresh)|(?<=received a new refresh)|(?<=got new refresh)|(?<=received new refresh)|(?<=obtained new refresh))[ _]?token\b)"
    r"|tokens? (?:was |were )?(?:refreshed|rotated)\b"
)
_ELSEWHERE = re.compile(
    r"(?:found (?:the )?tokens?|loaded|saved|stored|written|reading from|read from|back to)\b[^\n]{0,30}\b(?:db|database|table|disk|sql|postgres\w{0,5}|mysql|mongo\w{0,2}|dynamo\w{0,2})\b"
)
"""A store behind the first, that has what the first has not."""

_MOST = 20


def _read_empty_again(lower: str) -> Iterator[Found]:
    """Yield the second time that a store is told to hold nothing, in the words of the first."""
    if not _CAME.search(lower) or _ELSEWHERE.search(lower):
        return
    found = list(islice(_EMPTY.finditer(lower), _MOST))
    for place, first in enumerate(found):
        again = next((one for one in found[place + 1 :] if one[0] == first[0]), None)
        if again is None or not is_said(lower, *again.span()):
            continue
        if _CAME.search(lower, first.end(), again.start()):
            yield Sign.NOT_STORED, *again.span()
            return


EMPTY_AGAIN = (
    Structure(
        needed(
            "refresh",
            "null|nil|none|undefined|empty|no rows|no row|no token|no entry|no such|nothing|0 rows|not found|missing|not exist|no stored|no saved|no cached|no credentials",
            "kv|redis|cache|store|storage|database|db|memcache|file|bucket|vault|keyring|row|key",
            "invalid_grant|incorrect or invalid",
        ),
        _read_empty_again,
    ),
)
