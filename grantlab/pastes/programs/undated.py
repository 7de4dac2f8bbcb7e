"""A pair of tokens that is read from a store without its times, by a library that then counts from now.

What such a library is asked, it answers with *valid*, however old the token is.
"""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_RESTORED = re.compile(
    r"\.settoken\( ?(?:json\.parse|json|stored|saved|row|db|session|token|user|record|await)"
    r"|\.createtoken\( ?(?:json\.parse|stored|saved|row|db\b|session|token)|\bnew accesstoken\("
    r"|oauth2token\.from_dict\(|\boauth2session\([^\n]{0,120}\btoken ?="
    r"|(?<![\w.])(?:google\.oauth2\.credentials\.)?credentials\((?=[^()]{0,300}\brefresh_token\b)(?:token ?=|\s{0,12}[\w\[\]\"'.]{1,30},)"
    r"|\boauth2\.token\{(?=[^}]{0,300}refreshtoken)"
)
_ASKED = re.compile(
    r"isaccesstokenvalid\(|hasexpired\(|\.expired\b|\.valid\b|is_expired\(|\.isexpired\(|tokensource\(|\.client\(\w{0,20}(?:ctx|context)|\bauto_refresh"
)
_DATED = re.compile(
    r"created_?at|expires_?at|expiry|expiration|issued_?at|obtained_?at|received_?at|saved_?at|[\"']expires[\"']|\bexpires ?[=:]|latency"
)


def _read_undated(lower: str) -> Iterator[Found]:
    """Yield where such a pair is handed to the library, if a program asks it for the age."""
    restored = _RESTORED.search(lower)
    if restored is None or not _ASKED.search(lower) or _DATED.search(lower):
        return
    if "invalid_grant" not in lower:
        yield Sign.ALWAYS_VALID, *restored.span()


UNDATED = (
    Structure(
        needed(
            "settoken(|createtoken(|new accesstoken(|oauth2token.from_dict(|oauth2session(|credentials(|oauth2.token{",
            "isaccesstokenvalid(|hasexpired(|.expired|.valid|is_expired(|isexpired(|tokensource(|.client(|auto_refresh",
            "401|3200|unauthor",
        ),
        _read_undated,
    ),
)
