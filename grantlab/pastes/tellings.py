"""What people tell in sentences of their own, and what it means.

No two people use the same words, so each row has the words that may stand for a meaning, and
how near to one another they are. A sentence that denies or doubts tells nothing.
"""

from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.assertions import is_told
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.signs import Sign
from grantlab.pastes.told.absences import ABSENCES
from grantlab.pastes.told.calls import CALLS
from grantlab.pastes.told.companies import COMPANIES
from grantlab.pastes.told.consents import CONSENTS
from grantlab.pastes.told.copies import COPIES
from grantlab.pastes.told.crowds import CROWDS
from grantlab.pastes.told.delays import DELAYS
from grantlab.pastes.told.discards import DISCARDS
from grantlab.pastes.told.endings import ENDINGS
from grantlab.pastes.told.everywhere import EVERYWHERE
from grantlab.pastes.told.just_after import JUST_AFTER
from grantlab.pastes.told.kicks import KICKS
from grantlab.pastes.told.lengths import LENGTHS_TOLD
from grantlab.pastes.told.lifetimes import LIFETIMES
from grantlab.pastes.told.months import MONTHS
from grantlab.pastes.told.new_consents import NEW_CONSENTS
from grantlab.pastes.told.old_values import OLD_VALUES
from grantlab.pastes.told.processes import PROCESSES
from grantlab.pastes.told.repeats import REPEATS
from grantlab.pastes.told.restarts import RESTARTS
from grantlab.pastes.told.sides import SIDES
from grantlab.pastes.told.silences import NO_REQUESTS
from grantlab.pastes.told.spent_tokens import SPENT_TOKENS
from grantlab.pastes.told.stores import STORES
from grantlab.pastes.told.telling import Telling
from grantlab.pastes.told.transactions import TRANSACTIONS
from grantlab.pastes.told.unkept import UNKEPT
from grantlab.pastes.told.values import VALUES
from grantlab.pastes.told.verifiers import VERIFIERS
from grantlab.pastes.told.weeks import WEEKS
from grantlab.pastes.understood import Sighting
from grantlab.pastes.words import Present

_TELLINGS = (
    *OLD_VALUES,
    *SPENT_TOKENS,
    *STORES,
    *RESTARTS,
    *TRANSACTIONS,
    *UNKEPT,
    *MONTHS,
    *PROCESSES,
    *EVERYWHERE,
    *REPEATS,
    *CONSENTS,
    *NEW_CONSENTS,
    *ENDINGS,
    *LIFETIMES,
    *WEEKS,
    *CALLS,
    *COMPANIES,
    *VALUES,
    *ABSENCES,
    *CROWDS,
    *DISCARDS,
    *JUST_AFTER,
    *KICKS,
    *SIDES,
    *DELAYS,
    *COPIES,
    *NO_REQUESTS,
    *LENGTHS_TOLD,
    *VERIFIERS,
)

WORDS = frozenset().union(*(group for one in _TELLINGS for group in one.needed))
"""The words that the tellings need."""

_MOST = 10
"""How many places of one telling are looked at in a line."""

_MOST_LINES = 50
_REACH = 1000
"""How much of a line is looked at to either side of a word."""


def find_tellings(
    hidden: Rewritten, lower: str, present: Present
) -> Iterator[Sighting]:
    """Yield what is told, each meaning at the first place where it is meant.

    ``present`` tells which of the words stand in the text.
    """
    seen: set[Sign] = set()
    lines = _Lines(lower)
    for telling in _TELLINGS:
        if telling.sign in seen or not present.has_each(telling.needed):
            continue
        place = _find_meant(
            telling, lines.with_any(present.among(telling.needed[0])), lower
        )
        if place is not None:
            seen.add(telling.sign)
            yield Sighting(telling.sign, hidden.span(*place), place[0])


def _find_meant(
    telling: Telling, windows: list[tuple[int, int]], lower: str
) -> tuple[int, int] | None:
    for start, end in windows:
        for match in islice(telling.pattern.finditer(lower, start, end), _MOST):
            if telling.is_meant(match) and is_told(lower, *match.span()):
                return match.span()
    return None


class _Lines:
    """The lines of a text that have one of some words, which many tellings look for."""

    def __init__(self, lower: str) -> None:
        self._lower = lower
        self._found: dict[frozenset[str], list[tuple[int, int]]] = {}

    def with_any(self, words: frozenset[str]) -> list[tuple[int, int]]:
        """Return the lines that have one of the words, of a long text those at either end."""
        found = self._found.get(words)
        if found is None:
            found = self._found[words] = list(_windows(words, self._lower))
        return found


def _windows(words: frozenset[str], lower: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that have one of the words: of a long text those at either end.

    What a person says stands before what was pasted, or behind it.
    """
    end = 0
    places = {word: lower.find(word) for word in words}
    for _ in range(_MOST_LINES):
        places = {
            word: at if at >= end else lower.find(word, end)
            for word, at in places.items()
            if at >= 0
        }
        found = [at for at in places.values() if at >= 0]
        if not found:
            return
        start, end = _line_around(lower, min(found))
        yield start, end
    reached, last = end, len(lower)
    places = {word: lower.rfind(word, reached) for word in words}
    for _ in range(_MOST_LINES):
        places = {
            word: at if at + len(word) <= last else lower.rfind(word, reached, last)
            for word, at in places.items()
            if at >= 0
        }
        found = [at for at in places.values() if at >= 0]
        if not found:
            return
        last, end = _line_around(lower, max(found))
        yield last, end


def _line_around(lower: str, place: int) -> tuple[int, int]:
    low, high = max(0, place - _REACH), min(len(lower), place + _REACH)
    end = lower.find("\n", place, high)
    return max(low, lower.rfind("\n", low, place) + 1), end if end >= 0 else high
