"""What a diagnosis comes to, whatever it was made from: a paste or recorded round trips."""

from dataclasses import dataclass
from enum import StrEnum

from grantlab.diagnosis.findings import Finding


class Stage(StrEnum):
    """Where in the life of a connection a cause lies."""

    AUTHORIZE = "authorize"
    STATE = "state"
    EXCHANGE = "exchange"
    REFRESH = "refresh"
    API = "api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One way in which a connection fails."""

    id: str
    """What a support ticket quotes; never reused, and the name of a page of the docs."""

    title: str
    stage: Stage
    source: str
    faq_item: str | None
    """Such as ``E4``; ``None`` for a cause that the FAQ does not name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer that a person can give."""

    id: str
    text: str
    points_to: tuple[str, ...] = ()
    """The causes that remain; several when another question is needed."""

    rules_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One fact that a person can look up."""

    id: str
    text: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseFinding:
    """One cause and what its rule found."""

    cause: Cause
    finding: Finding
    broken: str | None = None
    """The kind of error that the rule raised; ``None`` for a rule that did its work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The cause that the facts carry, or what it may be and what to ask."""

    verdict: Cause | None
    """The cause to name; ``None`` when the facts carry no single one."""

    candidates: tuple[Cause, ...]
    """The causes that remain, the likeliest first; at most four."""

    question: Question | None
    """What separates them best; ``None`` when a cause is confirmed, or nothing failed."""

    findings: tuple[CauseFinding, ...]
    """The strongest first."""

    @property
    def named(self) -> CauseFinding | None:
        """The finding that the verdict rests on."""
        return next((one for one in self.findings if one.cause is self.verdict), None)
