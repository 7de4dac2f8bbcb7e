"""An access token that is kept, set or sent under the name of the refresh token."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_PLACE = r"(?:_?(?:s|store|cache|map|cookies?|key|dict|table|by_?\w{2,12})(?=\W))?"
_ACCESS = r"(?:await )?[\w.$>'\"\[\]?-]{0,60}?(?:\.|->|\[[\"']|\b)(?:get_?)?access_?token\b(?:\(\))?"

_END = r"(?=[\"'\])]{0,3} ?(?:$|[,;)]))"
_MEMBER_SET = re.compile(
    rf"[\"'`][\w.:-]{{0,20}}refresh_?token[\"'`], ?{_ACCESS}{_END}", re.MULTILINE
)
_SET = re.compile(r"\bset_?refresh_?token\( ?" + _ACCESS + _END, re.MULTILINE)
_SETTER = re.compile(
    r"(?:set|put|store|save|add|write|cookie)\w{0,12}\( ?(?:[\w.]{1,20}, ?)?$"
)
_BEFORE = 50


def _read_setters(lower: str) -> Iterator[Found]:
    """Yield where a program puts an access token away under the name of the other."""
    if found := _SET.search(lower):
        yield Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN, *found.span()
        return
    member = _MEMBER_SET.search(lower)
    if member and _SETTER.search(
        lower, max(0, member.start() - _BEFORE), member.start()
    ):
        yield Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN, *member.span()


CROSSED_NAMES = (
    structure(
        Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
        ("refresh", "access_token|accesstoken", "_store|store[|stores[|cache|map[|map.|cookie|_key|dict|table|tokens[|token["),
        rf"refresh(?<=\brefresh)_?token{_PLACE}(?:\[[^\]\n]{{1,60}}\]|\.\w{{1,30}})? ?=(?!=) ?{_ACCESS}(?=[\"'\])]{{0,3}} ?(?:$|[,;)#]|//))",
    ),
    structure(
        Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
        ("refresh_token|refreshtoken", ".token|>token|.gettoken|>gettoken"),
        r"refresh(?<=\brefresh)_?token[\"'\]]{0,2} ?(?:=>|=(?!=)|:) ?@?\$?(?:access_?token|token|tok|t|access)(?:\.|->)(?:token|get_?token\(\))(?=[\"'\])]{0,3} ?(?:$|[,;)#]))",
    ),
    Structure(
        needed("refresh", "access_token|accesstoken", "set|put|store|save|add|write|cookie"),
        _read_setters,
    ),
    structure(
        Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
        ("grant_type", "refresh_token", "access_token|accesstoken"),
        rf"grant_type[\"']? ?(?:=>|:|=|,) ?[\"']?refresh_token\b[^\n]{{0,120}}(?:\n[^\n]{{0,120}}){{0,3}}?"
        rf"\brefresh_token(?:[\"'`]{{0,2}} ?(?:=>|:|=|,) ?|=(?:\$|‹hidden›)?\{{?){_ACCESS}(?=[\"'`\]){{}}]{{0,4}} ?(?:$|[,;)&}}]))",
    ),
)  # fmt: skip
