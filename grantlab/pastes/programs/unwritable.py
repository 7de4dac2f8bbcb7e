"""A refresh token that is read from where a program writes nothing: its environment."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_NAME = re.compile(r"refresh(?:_?token)?(?:_\w{1,12})?\b")
_FROM = re.compile(
    r"(?:os\.environ(?:\.get)?[\[(]|\b(?:os\.)?getenv\(|process\.env[.\[]|\benv(?:\.fetch)?[\[(]|\$_env\[|import\.meta\.env\."
    r"|environment\.getenvironmentvariable\(|\bdotenv\.\w{1,12}[\[(]|\bconfig\([\"']services\.|\b(?:settings|secrets)\."
    r"|\bapp\.config\[|\bconfiguration\[)[\"']?[\w.:-]{0,24}$"
)
_PLACES = ("env", "config", "settings", "secrets")
_LONGEST = 70
_MOST = 20
_REFRESHES = re.compile(
    r"refresh\w{0,30}[!(]|\bquickbooks\(|\btokensource\(|grant_type[^\n]{0,8}refresh_token"
)
_WRITES = re.compile(
    r"writ|\bsav(?!ed us)|\.save|stor(?!age)|updat|upsert|insert|persist|dump|commit|\bput|file_put|environ\[[^\]\n]{1,60}\] ?=(?!=)|env\.\w{1,40} ?=(?!=)|\.set\(|setenv|set_key|listener|on_?token|callback\b"
)
_WORKED = re.compile(
    r"(?<!not )(?<!never )\b(?:ok|works|worked|fine|succe\w{2,7}|yesterday|daily|nightly|next (?:day|morning)|every (?:day|night|hour)"
    r"|after (?:an?|one|two|\d{1,3}) (?:hours?|days?)|(?:days?|hours?) (?:later|after)|24 ?h\w{0,4}|day [12]|200)\b"
)


def _read_unwritable(lower: str) -> Iterator[Found]:
    """Yield a refresh token of the environment, in a program that worked and writes nothing."""
    for name in islice(_NAME.finditer(lower), _MOST):
        before = lower[max(0, name.start() - _LONGEST) : name.start()]
        if any(word in before for word in _PLACES) and _FROM.search(before):
            is_lost = (
                _REFRESHES.search(lower)
                and _WORKED.search(lower)
                and not _WRITES.search(lower)
            )
            if is_lost:
                yield Sign.NOT_STORED, *name.span()
            return


UNWRITABLE = (
    Structure(
        needed(
            "environ|getenv|process.env|env[|env.fetch|$_env|import.meta.env|dotenv|config(|settings.|secrets.|app.config|configuration[|env(",
            "refresh",
            "refresh(|refresh!|quickbooks(|tokensource(|grant_type|token(|refreshusingtoken|refresh_tokens(",
        ),
        _read_unwritable,
    ),
)
