"""A refresh token that a program begins with at each start, and of which it keeps no successor.

The token is a constant of the program, or comes from its settings; of the answer to a refresh
only the access token is taken.
"""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_SETTINGS = (
    r"(?:process\.env\b|import\.meta\.env\b|os\.environ\b|os\.getenv\(|\bgetenv\(|\benv\(|\benv\[|\benv\.fetch\(|\$_env\[|\$_server\["
    r"|\bsettings\b|\b_?config\b|\bconf\b|configuration\[|getenvironmentvariable\(|viper\.getstring\(|rails\.application\.credentials|system\.getenv\("
    r"|\bvars\.|\bsecrets\b)"
)
_VALUE = r"[\"'`]\u2039(?:refresh_token|hidden)\u203a[\"'`]"
_BEGINS = re.compile(
    rf"refresh_?token\w{{0,8}}[\"'\])]{{0,3}}(?:: ?\w{{1,12}})?\s?(?:=>|:=|=(?!=)|:|,|\()\s?(?:\$?\{{)?(?:{_VALUE}|{_SETTINGS}[^\n;]{{0,60}}refresh_?token)"
    rf"|define\([\"']\w{{0,20}}refresh\w{{0,12}}[\"'], ?{_VALUE}|refresh\w{{0,20}}\( ?(?:{_VALUE}|{_SETTINGS}[^\n;()]{{0,40}}refresh_?token)"
)
"""Where the token comes from, whether it is named or handed to the call."""

_ASKS = re.compile(
    r"grant_?type[\"'\])]{0,3}\s?(?:=>|=|:|,)\s?[\"'`]?refresh_?token|refresh\w{0,30}[!(]"
)
_TAKES_ACCESS = re.compile(
    r"(?:\.|->|\[:?[\"']?|\bget\([\"']|getstring\([\"']|getproperty\([\"']|fetch\([\"':])(?:get_?)?access_?token\b|updateoauth2token\("
)
_TAKES_REFRESH = re.compile(
    r"(?P<owner>\w{1,40})(?:\(\))?[\])]{0,2}(?:\?\.|\.|->|\[:?[\"']?|\.get\([\"']|\.getstring\([\"'])(?:get_?)?(?:new_?)?refresh_?token(?!\w|\()"
)
_OWN = re.compile(
    r"self|this|settings|config|conf|env|environ|secrets|credentials|vars|configuration|constants?|oauth2?"
)
_WRITES = re.compile(
    r"(?:writ|\bsav|stor(?!age)|updat(?!eoauth2token)|upsert|persist|dump|put_?parameter|put_?secret|\bset_?key|set_?secret|environ\[[^\]\n]{1,40}\] ?=(?!=))[^\n]{0,80}(?:refresh|token|cred|tok\b)"
    r"|refresh_?token[^\n]{0,60}(?:\.save|\.write|\.put|\.set\()|rotate"
)
_MOST = 20


def _read_constant(lower: str) -> Iterator[Found]:
    """Yield where the refresh token of each start comes from, if no answer ever replaces it."""
    begins = _BEGINS.search(lower)
    if begins is None or not _ASKS.search(lower) or not _TAKES_ACCESS.search(lower):
        return
    taken = (one["owner"] for one in islice(_TAKES_REFRESH.finditer(lower), _MOST))
    if _WRITES.search(lower) or not all(map(_OWN.fullmatch, taken)):
        return
    yield Sign.REFRESH_TOKEN_HARD_CODED, *begins.span()


CONSTANT_TOKENS = (
    Structure(
        needed(
            "refresh_token|refreshtoken",
            "access_token|accesstoken|updateoauth2token",
            "refresh(|refresh|grant_type|granttype",
            "\u2039|env|settings|config|conf|credentials|vars|secrets",
        ),
        _read_constant,
    ),
)
