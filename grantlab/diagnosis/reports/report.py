"""A report: what goes out of a diagnosis, whatever it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.hiding import OwnWord
from grantlab.diagnosis.reports.support import SupportFacts
from grantlab.diagnosis.reports.words_by_cause import CustomerWords

FORMAT = "grantlab-report"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFinding:
    """What was found of one cause."""

    cause: OwnWord
    """The id of the cause."""

    title: str
    verdict: Verdict
    because: str
    remedy: str | None
    question: str | None
    source: str
    faq_item: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was understood."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened, as far as it is known when."""

    at: datetime | None
    """``None`` when the day is not known; ``when`` then tells what is."""

    when: str
    """The time in words, with its zone or with the remark that there is none."""

    what: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that somebody has answered, and the answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a report says, without a secret, in the order of reading."""

    title: str
    about: str
    """What was looked at, such as ``connection 3, sandbox``."""

    made_at: datetime
    company: str | None
    """The company; ``None`` when the report was made without it, which it then says."""

    verdict: ReportFinding | None
    """The cause that is named, and the finding that it rests on."""

    candidates: tuple[str, ...]
    """The titles of the causes that remain."""

    question: str | None
    answers: tuple[Answered, ...]
    findings: tuple[ReportFinding, ...]
    """The strongest first."""

    lines: tuple[Line, ...]
    happenings: tuple[Happening, ...]
    """Oldest first."""

    customer: CustomerWords
    support: SupportFacts
    members: Mapping[str, object]
    """The members of the JSON that ``docs/diagnose.md`` describes."""

    @property
    def heading(self) -> str:
        """The title; it asks when the cause is only suspected."""
        named = self.verdict
        if named is not None and named.verdict is Verdict.SUSPECTED:
            return f"{self.title}?"
        return self.title

    @property
    def told(self) -> tuple[ReportFinding, ...]:
        """The findings that speak for a cause, or leave it open."""
        return tuple(
            one for one in self.findings if one.verdict is not Verdict.RULED_OUT
        )

    @property
    def ruled_out(self) -> Mapping[str, tuple[ReportFinding, ...]]:
        """The findings that speak against a cause, by what they say: many say the same."""
        against: dict[str, list[ReportFinding]] = {}
        for one in self.findings:
            if one.verdict is Verdict.RULED_OUT:
                against.setdefault(one.because, []).append(one)
        return {because: tuple(found) for because, found in against.items()}

    @property
    def says_company(self) -> str:
        """The sentence on whether the company is in it."""
        if self.company is None:
            return (
                "The company’s name and number are left out. Intuit’s support asks for the"
                " number: tell it there, not in a ticket that others read."
            )
        return "This report names the company. Send it only to those who may know it."
