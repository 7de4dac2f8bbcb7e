"""What came after a code that was sent twice: its tokens end, and their refresh is refused."""

from grantlab.diagnosis.pastes.contexts import MOST_COMPARED
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Happened, Understood

_REFUSALS = frozenset({Happened.REFUSED, Happened.UNAUTHORIZED})


def refused_after_spent_code(understood: Understood) -> bool:
    """Whether a log tells of a spent code, and further down of a refresh that was refused."""
    spent = [
        one.position for one in understood.sightings if one.sign is Sign.CODE_SPENT
    ]
    return bool(spent) and any(
        event.is_refresh
        and event.happened in _REFUSALS
        and event.moment.position > min(spent)
        for event in understood.events[:MOST_COMPARED]
    )
