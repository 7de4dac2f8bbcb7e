"""A code that is handed to a library, or that a log says is exchanged: it stands there as sent."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.calls import EXCHANGE_CALL
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Sighting, Value

_SENT = re.compile(
    r"\b(?:" + EXCHANGE_CALL + r"\([^()\n]{0,60}"
    r"|(?:exchang|redeem|swapp|trad)(?:e|es|ed|ing)\b[^\n]{0,30}"
    r"|(?:sending|posting|sent|posted)\b[^\n]{0,20}"
    r"|(?:request|get|fetch)(?:s|ed|ting|ing)? (?:\w{1,8} )?tokens? (?:with|for|using)\b[^\n]{0,20}"
    r")$"
)
_BEFORE = 120


def find_handed_codes(lower: str, values: tuple[Value, ...]) -> Iterator[Sighting]:
    """Yield the codes that stand where they are sent, and not where they came."""
    for value in values:
        if Field.CODE not in {value.field, value.shape}:
            continue
        before = lower[max(0, value.position - _BEFORE) : value.position]
        if _SENT.search(before.rpartition("\n")[2]):
            yield Sighting(Sign.CODE_HANDED_OVER, value.span, value.position)
