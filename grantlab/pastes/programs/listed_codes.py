"""A list where the code belongs: a query may have a name twice, and some parsers say so."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_CODE = r"[\"']code[\"']"
_MEMBER = rf"(?:\[{_CODE}\]|\.get\({_CODE}(?:, ?[^()\n]{{1,20}})?\))"
_FIRST_TAKEN = r"(?! ?(?:\[0|\[-1|\.first|\.at\(0|\.get\(0|\.pop\(|\.shift\(|\.join\())"
_PARSES_LISTS = r"(?:parse_qs|cgi\.parse|cgi::parse|getparametermap)\("

_LISTED = re.compile(
    r"(?:"
    rf"\b(?:getlist|get_?all|getparametervalues|get_arguments|getvalues)\({_CODE}\)"
    rf"|\bmultivaluequerystringparameters\w{{0,3}}[\"'\]?.)]{{0,4}}(?:\.code\b|{_MEMBER})"
    rf"|\.query\(\)\[{_CODE}\]"
    rf"|\b{_PARSES_LISTS}[^\n]{{0,80}}?\){_MEMBER}"
    r")" + _FIRST_TAKEN
)
_HELD = re.compile(rf"\b(?P<name>\w{{1,20}}) ?:?= ?(?:[\w.]{{1,30}}\.)?{_PARSES_LISTS}")
_TAKEN_LATER = re.compile(
    r"\bcodes?(?:\[0\]|\.first\b|\.at\(0|\.shift\()|\bcode\)?\[0\]|\bnext\(iter\("
)

_TAKES_LISTS = "requests.post("
"""What makes of a list of one value that value."""


def _read_lists(lower: str) -> Iterator[Found]:
    """Yield where all values of a name are taken for the one code, and none of them is picked."""
    if _TAKEN_LATER.search(lower) or (
        _TAKES_LISTS in lower and "urlencode" not in lower
    ):
        return
    found = _LISTED.search(lower)
    held = None if found else _HELD.search(lower)
    if held:
        member = re.compile(rf"\b{held['name']}{_MEMBER}{_FIRST_TAKEN}")
        found = member.search(lower, held.end())
    if found:
        yield Sign.CODE_CHANGED_BY_PROGRAM, *found.span()


LISTED_CODES = (
    Structure(
        needed(
            "code\"|code'|.code",
            "getlist(|getall(|get_all(|parse_qs(|cgi.parse(|cgi::parse(|.query()[|multivaluequery|getparameter|get_arguments(|getvalues(",
        ),
        _read_lists,
    ),
)
