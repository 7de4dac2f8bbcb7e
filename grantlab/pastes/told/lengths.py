"""What people tell of a token's length: as it came, and as it is read back."""

import re

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_COUNT = r"(?P<{}>\d{{2,4}})(?: (?:chars?|characters|bytes|long))?"
_CAME = r"(?:before (?:saving|storing|the (?:save|insert))|from (?:the )?(?:api|answer|response|intuit)|original(?:ly)?|as issued|printed|print it|received|in memory)"
_KEPT = r"(?:read back|from (?:the )?(?:db|database|store|table|row|disk|cookie|session)|in (?:the )?(?:db|database|table|row|column|store)|(?:is |are |was |were )?(?:stored|saved)|after (?:saving|storing|loading))"


def _is_shorter(match: re.Match[str]) -> bool:
    return int(match["kept"]) < int(match["came"])


LENGTHS_TOLD = (
    tell(
        Sign.ROW_CUT,
        (
            "read back|from the db|from the database|in the db|in the database|stored|saved|after saving|after loading|in the table|in the row",
            "chars|characters|bytes|long|length",
        ),
        rf"\b{_CAME}\b[^\n\d]{{0,40}}{_COUNT.format('came')}\b[^\n\d]{{0,60}}\b{_KEPT}\b[^\n\d]{{0,40}}{_COUNT.format('kept')}\b",
        is_meant=_is_shorter,
    ),
)
