"""A refresh token that is put into a form by a call, and of the answer the access token alone is taken."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_PUT = re.compile(
    r"(?:\.append|\.set|\.add|\.put|\.addparameter|\.add_?field|\.addbody\w{0,10}|\.body|\.query|\.form|\.field|\.formparam|\.setparameter|\.pair|keyvaluepair(?:<string, ?string>)?)"
    r"\( ?[\"']refresh_token[\"'], ?(?=\S)"
)
_TAKEN = re.compile(
    r"(?:\.|->|\[:?[\"']|\?\.|get\w{0,8}\([\"'])access_?token\b[\"'\])]{0,3}"
)
_OTHER = re.compile(
    r"(?<!grant_type=)(?<!grant_type\", \")(?<!grant_type', ')(?<![a-z] )refresh_?token\b(?! ?(?:failed|error|expired|revoked))"
)
_WHOLE = re.compile(
    r"(?:dump|writ|save|saving|stor|persist|upsert|insert|updat|cache|set)\w{0,16}\((?:[^\n()]{0,60}, ?)?(?:json\.stringify\()?\$?(?!\w{0,12}access)[a-z_]\w{0,20}(?:\.data|\.body|\.json\(\))?\)"
    r"|\breturn (?:await )?\w{1,20}(?:\.data|\.json\(\)|\.body)?;?$|\bresolve\(\w{1,20}(?:\.data|\.body)?\)",
    re.MULTILINE,
)
"""What stores the whole answer, or hands it on."""

_REACH = 1200
_MOST = 20


def _read_appended(lower: str) -> Iterator[Found]:
    """Yield such a refresh, where the rest of the program names no other token."""
    puts = list(islice(_PUT.finditer(lower), _MOST))
    if not puts:
        return
    put = puts[-1]
    begins = lower.find("\n", put.end()) + 1 or len(lower)
    rest = lower[begins : begins + _REACH]
    taken = _TAKEN.search(rest)
    if taken and not (_OTHER.search(rest) or _WHOLE.search(rest)):
        yield Sign.KEPT_ACCESS_TOKEN_ONLY, put.start(), begins + taken.end()


APPENDED = (
    Structure(
        needed(
            "(\"refresh_token|('refresh_token|( \"refresh_token|( 'refresh_token",
            "access_token|accesstoken",
        ),
        _read_appended,
    ),
)
