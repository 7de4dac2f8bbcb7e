"""A store that keeps nothing, or one token of two: its function is empty, or its keys name one."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_KEY = re.compile(r"access_?token[\"'`]")
_WRITTEN = re.compile(
    r"\b(?:update |replace into|insert into|set\w{0,6}\(|put\w{0,10}\(|save\w{0,10}\(|store\w{0,10}\(|write\w{0,10}\(|update_option\(|hset\(|setex\()"
    r"[^\n;]{0,90}[\"'`][\w.:-]{0,24}$"
)
_BEFORE = 160
_OTHER_NAMED = re.compile(r"refresh_?token\w{0,4}\b(?! ?(?:failed|error|expired)\b)")
_MOST = 5


def _read_keys(lower: str) -> Iterator[Found]:
    """Yield where a program writes the key of an access token, and names no refresh token at all."""
    if _OTHER_NAMED.search(lower):
        return
    for key in islice(_KEY.finditer(lower), _MOST):
        if _WRITTEN.search(lower, max(0, key.start() - _BEFORE), key.start()):
            yield Sign.KEPT_ACCESS_TOKEN_ONLY, *key.span()
            return


_ROWS = re.compile(
    r"^[^\n]{0,80}\b(?:realm|company|tenant)\w{0,6}\b[^\n]{0,80}\brefresh_?token[^\n]{0,120}\n(?:[-+| ]{3,200}\n)?(?P<rows>(?:[^\n]*\b\d{9,20}\b[^\n]*\n?){2,12})",
    re.MULTILINE,
)
_ID = re.compile(r"(?<![\d.:-])\d{9,20}(?![\d.:-])")


def _read_rows(lower: str) -> Iterator[Found]:
    """Yield the rows of a table of which two are of one company."""
    table = _ROWS.search(lower)
    if table is None:
        return
    of_rows = [
        set(_ID.findall(row)[:1]) for row in table["rows"].split("\n") if row.strip()
    ]
    seen: set[str] = set()
    for ids in of_rows:
        if ids & seen:
            yield Sign.OLD_VALUE_SENT, *table.span("rows")
            return
        seen |= ids


EMPTY_STORES = (
    structure(
        Sign.NOT_STORED,
        ("token_saver|token_updater|save_token|tokensaver|tokenupdater|savetoken|update_token|updatetoken|on_token|ontoken", "print(|log(|.info(|.debug("),
        r"(?:def |function |const |fn |func )\w{0,12}(?:token_?(?:saver|updater)|(?:save|update|on)_?tokens?\w{0,8})\b[^\n]{0,60}?[:{]\s{0,12}"
        r"(?:print|console\.\w{3,5}|log\w{0,4}(?:\.\w{3,7})?)\([^\n]{0,120}(?=\n\S|\n? ?\}|\n?$(?!\n ))",
    ),
    structure(
        Sign.NOT_STORED,
        ("def |function |func |fun |fn |void |async |task |public |private ", "save|store|persist|write|update", "token", "pass|todo|not implemented|notimplemented|{}|{ }|...|return"),
        r"\b(?:def|function|func|fun|fn|void|async|task|public|private) (?:\w{1,12} ){0,2}(?:\w{0,12}(?:save|store|persist|write|update)_?\w{0,4}_?tokens?\w{0,6}|save|store|persist)"
        r"\([^\n()]{0,80}\)[^\n{:]{0,24}[:{]\s{0,12}(?:pass\b|\}|(?:#|//) ?todo|return;? ?\}?$|\.\.\.$|raise notimpl|throw new notimpl)",
    ),
    Structure(needed("access_token|accesstoken", "refresh", "update|replace into|insert into|set|put|save|store|write"), _read_keys),
    Structure(needed("refresh_token|refreshtoken", "realm|company|tenant"), _read_rows),
)  # fmt: skip
