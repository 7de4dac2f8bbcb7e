"""Two days of a year that are told without the year: the last use, and the next one."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
_LEAST = 4
"""How many months apart two months are that have a hundred days between them."""

_ENDS = r"(?:uary|ruary|ch|il|e|y|ust|t(?:ember)?|ober|ember)?\b"
_LATER = "|".join(
    rf"{first}{_ENDS}[^\n.]{{0,60}}\b(?:{'|'.join(later)}){_ENDS}"
    for at, first in enumerate(_MONTHS)
    if (
        later := [
            month
            for to, month in enumerate(_MONTHS)
            if (to - at) % len(_MONTHS) >= _LEAST
        ]
    )
)

MONTHS = (
    tell(
        Sign.INACTIVITY,
        ("last ", "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", "sync|use|login|run|import|export|refresh|opened|seen|success|activity|ok"),
        r"\blast (?:successful |good |token )?(?:sync(?:ed)?|used?|log-?in|run|import|export|refresh(?:ed)?|opened|seen|success|activity|ok)\b:? ?"
        rf"(?:was |on |in |at |= ?){{0,2}}(?:the )?(?:\d{{1,2}}(?:[a-z]{{2}})?[ .-])?(?:{_LATER})",
    ),
)  # fmt: skip
