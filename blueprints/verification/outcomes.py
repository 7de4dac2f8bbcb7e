"""How an outcome is shown: by a word, a sign and a colour, in that order of weight."""

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from blueprints.elements import span
from grantlab.verification.results import Outcome


@dataclass(frozen=True)
class Look:
    """What stands in a cell of the table; the sign is the style sheet's."""

    word: str
    role: str

    @cached_property
    def drawn(self) -> Markup:
        """The word as an element; a table has two hundred of them."""
        return span(f"outcome outcome--{self.word.replace(' ', '-')}", self.word)


_LOOKS = {
    Outcome.PASSED: Look(Outcome.PASSED, "good"),
    Outcome.FAILED: Look(Outcome.FAILED, "refused"),
    Outcome.NOT_APPLICABLE: Look(Outcome.NOT_APPLICABLE, "unknown"),
    Outcome.NEEDS_PERSON: Look(Outcome.NEEDS_PERSON, "caution"),
    Outcome.NOT_RUN: Look(Outcome.NOT_RUN, "unknown"),
}
WAITING = Look("waiting", "unknown")
NO_RESULT = Look("no result", "unknown")


def look_of(outcome: Outcome | None, *, is_awaited: bool = False) -> Look:
    """Return how an outcome is shown, or that there is none, or none yet."""
    if outcome is not None:
        return _LOOKS[outcome]
    return WAITING if is_awaited else NO_RESULT


def read_outcome(text: str) -> Outcome | None:
    """Return the outcome that an address names; ``None`` where it names none."""
    return next((one for one in Outcome if one == text), None)
