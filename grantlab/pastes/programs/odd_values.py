"""Values that stand where a value of another kind belongs."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.misplaced import tells_its_kind
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Look, Sighting, Value

_HARD_CODED = re.compile(
    r"(?:const|define\(|final|static)[^\n]{0,60}code[\"']? ?(?:=|,|=>|:) ?[\"']?$"
    r"|^\$?\w{0,40}code ?= ?[\"']$",
    re.MULTILINE,
)
_SET_IN_PROGRAM = re.compile(
    r"^(?:(?:const|let|var|final|static|public|private|string) ){0,3}\$?(?:self\.|this\.)?"
    r"\w{0,20}refresh_?token(?:: ?\w{1,20})? ?:?= ?[\"']$",
    re.MULTILINE | re.IGNORECASE,
)
_REFRESH_CALL = re.compile(r"refresh\w{0,30}[!(]")
_PAGE_WITH_CODE = re.compile(
    r"(?:https?:/|^|[\s\"'`(])(?:/[^\s?&]{0,90})?\?(?:[^\s?]{1,400}&)?code=$"
)
_ARGUMENT = re.compile(r"[\s{(,'\"]code[\"']?\]? ?(?:=>|=|:) ?[\"']$")
_BESIDE = re.compile(
    r"client_?secret|redirect_?ur[il]|grant_?type[\"']? ?(?:=>|=|:|,) ?[\"']?auth"
)
_LONGEST_WORD = 14
_LONGEST_ADDRESS = 500
_BEFORE = 100


def find_odd_values(lower: str, values: tuple[Value, ...]) -> Iterator[Sighting]:
    """Yield the values that stand where a value of another kind belongs."""
    tokens = {Field.ACCESS_TOKEN, Field.ID_TOKEN}
    if any(one.shape in tokens for one in values) and not tells_its_kind(lower):
        tokens = set()
    for value in values:
        before = lower[max(0, value.position - _BEFORE) : value.position]
        if (
            value.look is Look.WORD
            and lower.startswith("code=", value.position - len("code="))
            and _PAGE_WITH_CODE.search(_address_before(lower, value))
        ):
            after = lower[value.position : value.position + _BEFORE].partition("\n")[0]
            line = before.rpartition("\n")[2]
            if "state=" not in line + after and "realmid=" not in after:
                yield Sighting(Sign.WORD_AS_CODE_OF_PAGE, value.span, value.position)
        if (
            value.look is Look.WORD
            and (value.length or 0) <= _LONGEST_WORD
            and _ARGUMENT.search(before)
            and _BESIDE.search(lower, *_around(value.position))
        ):
            yield Sighting(Sign.CODE_NOT_DRAWN, value.span, value.position)
        if value.shape in tokens and (
            value.field is Field.REFRESH_TOKEN or _is_argument_of_refresh(before)
        ):
            yield Sighting(
                Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN, value.span, value.position
            )
        if (
            value.shape is Field.REFRESH_TOKEN
            and _SET_IN_PROGRAM.search(before)
            and _REFRESH_CALL.search(lower, value.position)
        ):
            yield Sighting(Sign.REFRESH_TOKEN_HARD_CODED, value.span, value.position)
        if (
            value.shape is Field.CODE
            and _HARD_CODED.search(before)
            and "?" not in before
        ):
            yield Sighting(Sign.CODE_HARD_CODED, value.span, value.position)


def _address_before(lower: str, value: Value) -> str:
    """Return what stands before a value without a blank, as far as an address may reach."""
    start = max(0, value.position - _LONGEST_ADDRESS)
    line = lower[start : value.position].rpartition("\n")[2]
    return line.rpartition(" ")[2]


def _around(place: int) -> tuple[int, int]:
    return max(0, place - 2 * _BEFORE), place + 2 * _BEFORE


def _is_argument_of_refresh(before: str) -> bool:
    call = before.rstrip("\"'").rpartition("\n")[2].lower()
    return call.endswith("(") and "refresh" in call.rpartition(".")[2]
