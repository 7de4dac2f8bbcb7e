"""The causes: everything a diagnosis can name, by the stage of a connection's life."""

from dataclasses import dataclass
from functools import cache

from blueprints.learn.errors import UnknownCauseError
from grantlab.diagnosis.catalogue import all_rules
from grantlab.diagnosis.pastes.catalogue import all_paste_rules
from grantlab.diagnosis.pastes.look_alikes import FAMILIES
from grantlab.diagnosis.verdicts import Cause, Stage


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Causes that leave the same traces, and what separates them."""

    others: tuple[Cause, ...]
    question: str


@cache
def all_causes() -> tuple[Cause, ...]:
    """Return every cause, stage by stage; in each what the FAQ names comes first."""
    found = [rule.cause for rule in all_rules()]
    found += [rule.cause for rule in all_paste_rules()]
    return tuple(sorted({cause.id: cause for cause in found}.values(), key=_place))


def find_cause(id_: str) -> Cause:
    """Return the cause of that id.

    Raises:
        UnknownCauseError: there is none.
    """
    for cause in all_causes():
        if cause.id == id_:
            return cause
    raise UnknownCauseError(id_)


def is_looked_for_in(cause: Cause) -> str:
    """Return in which kind of evidence a diagnosis looks for a cause."""
    recorded = any(rule.cause.id == cause.id for rule in all_rules())
    pasted = any(rule.cause.id == cause.id for rule in all_paste_rules())
    if recorded and pasted:
        return "what was recorded, and in pastes"
    return "what was recorded" if recorded else "pastes"


def look_alikes_of(cause: Cause) -> tuple[LookAlike, ...]:
    """Return the families of look-alikes that a cause belongs to."""
    return tuple(
        LookAlike(
            tuple(find_cause(id_) for id_ in family.causes if id_ != cause.id),
            family.question.text,
        )
        for family in FAMILIES
        if cause.id in family.causes
    )


def _place(cause: Cause) -> tuple[int, bool, str]:
    return list(Stage).index(cause.stage), cause.faq_item is None, cause.faq_item or ""
