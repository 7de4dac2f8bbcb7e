"""What a rule concludes."""

from dataclasses import dataclass
from enum import StrEnum

from grantlab.diagnosis.facts import Fact


class Verdict(StrEnum):
    """How a finding stands towards its cause."""

    CONFIRMED = "confirmed"
    """Facts on record show it."""

    SUSPECTED = "suspected"
    """Circumstances point to it."""

    RULED_OUT = "ruled-out"
    CANNOT_TELL = "cannot-tell"
    """A fact is missing, and the finding asks for it."""


STRONGEST_FIRST = (
    Verdict.CONFIRMED,
    Verdict.SUSPECTED,
    Verdict.CANNOT_TELL,
    Verdict.RULED_OUT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule's answer: what it concludes, from what, and what to do."""

    verdict: Verdict
    because: str = ""
    """The evidence in words; tokens are named by their marks."""

    remedy: str | None = None
    """What to do, beginning with a verb; ``None`` where there is nothing to mend."""

    question: str | None = None
    """What a person could look up that would decide it; ``None`` when it is decided."""

    facts: tuple[Fact, ...] = ()
    """What ``because`` rests on, for a page to point at."""


def confirmed(because: str, *, remedy: str, facts: tuple[Fact, ...] = ()) -> Finding:
    """Return the finding that facts on record show this cause."""
    return Finding(
        verdict=Verdict.CONFIRMED, because=because, remedy=remedy, facts=facts
    )


def suspected(
    because: str, *, remedy: str, question: str, facts: tuple[Fact, ...] = ()
) -> Finding:
    """Return the finding that circumstances point to this cause."""
    return Finding(
        verdict=Verdict.SUSPECTED,
        because=because,
        remedy=remedy,
        question=question,
        facts=facts,
    )


def ruled_out(because: str, *, facts: tuple[Fact, ...] = ()) -> Finding:
    """Return the finding that it was not this."""
    return Finding(verdict=Verdict.RULED_OUT, because=because, facts=facts)


def undetermined(
    question: str, *, because: str = "", facts: tuple[Fact, ...] = ()
) -> Finding:
    """Return the finding that a fact is missing, and the question that asks for it."""
    return Finding(
        verdict=Verdict.CANNOT_TELL, because=because, question=question, facts=facts
    )
