"""A code that a program cuts out of an address by itself, and does not decode."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_ADDRESS = r"(?:\.url\b|\burl\b|location\.(?:search|href)|\.href\b|request_uri|query_?string|raw_?query|requesturi|fullpath|full_path|\burl\w{0,4}\b|\buri\b|\.search\b|callback_?url)"
_CUT = re.compile(
    rf"code[\"']? ?(?::=|=(?!=)|:) ?[^\n;]{{0,40}}{_ADDRESS}[^\n;]{{0,30}}(?:\.match\(|\.split\(|\.exec\(|\.substr|\.slice\(|\[/|=~|preg_match|\.search\(|explode\()"
    rf"|code[\"']? ?(?::=|=(?!=)|:) ?[^\n;]{{0,20}}(?:(?:/[^\n/]{{0,20}}code=|\u2039\w{{3,20}}\u203a)[^\n/]{{1,30}}/\.exec\(|re\.(?:search|match|findall)\(|regex\.match\(|explode\(|strings\.split\w{{0,3}}\()[^\n;]{{0,80}}{_ADDRESS}"
)
_DECODES = re.compile(
    r"decodeuri|unquote|url_?decode|urldecoder|queryunescape|unescape|parse_qs|searchparams|parse_str|cgi\.unescape|urlutility|querystring"
)


def _read_cut(lower: str) -> Iterator[Found]:
    """Yield where the code is cut out, in a program that decodes nothing."""
    cut = _CUT.search(lower)
    if cut and not _DECODES.search(lower):
        yield Sign.CODE_CUT_FROM_ADDRESS, *cut.span()


RAW_CODES = (
    Structure(
        needed(
            "code",
            ".match(|.split(|.exec(|.substr|.slice(|[/|=~|preg_match|.search(|explode(|re.findall(|strings.split",
            "url|location|href|query|path|uri|search",
            "invalid",
        ),
        _read_cut,
    ),
)
