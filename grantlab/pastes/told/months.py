"""Two days of a year that are told without the year: the last use, and the next one."""

from collections.abc import Callable

from grantlab.pastes.moments import MONTH_NAMES
from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_MONTHS = tuple(month.lower() for month in MONTH_NAMES)
_LEAST = 4
"""How many months apart two months are that have a hundred days between them."""

_ENDS = r"(?:uary|ruary|ch|il|e|y|ust|t(?:ember)?|ober|ember)?\b"


def months_apart(told: Callable[[str, str], str]) -> str:
    """Return a pattern of two months that have a hundred days between them.

    ``told`` makes one of the name of the first and of those that are far enough behind it.
    """
    return "|".join(
        told(first, "|".join(later))
        for at, first in enumerate(_MONTHS)
        if (
            later := [
                month
                for to, month in enumerate(_MONTHS)
                if (to - at) % len(_MONTHS) >= _LEAST
            ]
        )
    )


_LATER = months_apart(
    lambda first, later: rf"{first}{_ENDS}[^\n.]{{0,60}}\b(?:{later}){_ENDS}"
)

MONTHS = (
    tell(
        Sign.INACTIVITY,
        ("last ", "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", "sync|use|login|run|import|export|refresh|opened|seen|success|activity|ok"),
        r"\blast (?:successful |good |token )?(?:sync(?:ed)?|used?|log-?in|run|import|export|refresh(?:ed)?|opened|seen|success|activity|ok)\b:? ?"
        rf"(?:was |on |in |at |= ?){{0,2}}(?:the )?(?:\d{{1,2}}(?:[a-z]{{2}})?[ .-])?(?:{_LATER})",
    ),
)  # fmt: skip
