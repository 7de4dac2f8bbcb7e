"""A program that stores the refresh token that it sent, over the one that it got for it."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_VERB = (
    r"(?:save|saving|stor|updat|persist|writ|upsert|set|keep|put|insert|remember|cache)"
)
_MEMBER = re.compile(
    r"refresh_?token[\"'\]]{0,3} ?(?:=>|:|=(?!=)) ?\$?(?P<name>[a-z_]\w{1,30})(?= ?(?:[,;})\n]|as\b|$))",
    re.MULTILINE,
)
_PASSED = re.compile(
    r"access_?token[\"'\]]{0,3}(?:\(\))?, ?\$?(?P<name>[a-z_]\w{1,30})(?= ?[,)])"
)
_SENT_BY_CALL = re.compile(
    r"refresh\w{0,30}\((?:[\w$]{1,20}(?:: ?\w{1,20})?, ?){0,2}(?:refresh_?token ?[=:] ?)?\$?(?P<name>[a-z_]\w{1,30})\b"
)
_STORES = re.compile(rf"\b\w{{0,20}}{_VERB}\w{{0,20}}(?:\(| )|[\]\w](?:\.|->|\[[\"'])$")
_FUNCTION = re.compile(r"\b(?:def|function|func|fn|public|private|async)\b|=>")
_ONLY_IF = re.compile(
    r"\b(?:if|unless)\b[^\n]{0,80}refresh_?token|\?\?|\|\||\bor\b|\?:"
)
_OPEN = ("(", "{", "[", ",")
_SPREADS = ("...", "**")
_HEAD = 240
_MOST = 30


def _read_put_back(lower: str) -> Iterator[Found]:
    """Yield where the variable that a refresh sent is stored as what it brought."""
    sent: dict[str, int] = {}
    stored = [
        match
        for match in islice(_PASSED.finditer(lower), _MOST)
        if _STORES.search(_head_of(lower, match.start()))
    ]
    for match in islice(_MEMBER.finditer(lower), _MOST):
        head = _head_of(lower, match.start())
        rest = lower[match.end() : match.end() + _HEAD]
        members = rest[: min(_place(rest, ")"), _place(rest, "}"))]
        if "grant_type" in head or "grant_type" in members:
            sent[match["name"]] = match.end()
        elif _STORES.search(head) and not any(one in members for one in _SPREADS):
            stored.append(match)
    for match in islice(_SENT_BY_CALL.finditer(lower) if stored else (), _MOST):
        sent.setdefault(match["name"], match.end())
    for match in stored:
        place = sent.get(match["name"], -1)
        if 0 <= place < match.start() and _is_same(lower, place, match):
            yield Sign.KEPT_OLD_REFRESH_TOKEN, *match.span()
            return


def _head_of(lower: str, place: int) -> str:
    """Return the statement up to a place: lines that end in an open bracket go on."""
    head = lower[max(0, place - _HEAD) : place].rpartition(";")[2]
    lines = head.split("\n")
    begins = len(lines) - 1
    while begins and lines[begins - 1].rstrip().endswith(_OPEN):
        begins -= 1
    return "\n".join(lines[begins:])


def _is_same(lower: str, sent: int, stored: re.Match[str]) -> bool:
    """Whether the variable is still what was sent, and is stored whatever came back."""
    name = stored["name"]
    if _ONLY_IF.search(lower, max(0, stored.start() - _HEAD // 2), stored.start()):
        return False
    for line in lower[sent : stored.start()].split("\n")[:-1]:
        _, found, after = line.partition(name)
        is_set = after.lstrip(" :")[:1] == "=" or f"{name} }} =" in line
        if found and (is_set or _FUNCTION.search(line)):
            return False
    return True


def _place(text: str, mark: str) -> int:
    found = text.find(mark)
    return len(text) if found < 0 else found


PUTTING_BACK = (
    Structure(
        needed(
            "refresh_token|refreshtoken",
            "access_token|accesstoken|...|**|refresh_token: |refreshtoken: ",
            "save|saving|stor|updat|persist|writ|upsert|set|keep|put|insert|remember|cache",
            "grant_type|refresh(|refresh_token(|refreshtoken(|usingtoken(|refreshaccesstoken(|refresh_tokens(|refresh_access_token(",
        ),
        _read_put_back,
    ),
)
