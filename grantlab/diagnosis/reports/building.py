"""A report from a diagnosis: of a paste, or of what is on record of a connection."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.hiding import OwnWord
from grantlab.diagnosis.members import diagnosis_members
from grantlab.diagnosis.pastes.diagnosing import PasteDiagnosis
from grantlab.diagnosis.pastes.members import understood_members
from grantlab.diagnosis.reports.cleaning import cleaned, cleaner
from grantlab.diagnosis.reports.customer_words import customer_words
from grantlab.diagnosis.reports.record_members import record_members
from grantlab.diagnosis.reports.report import (
    Answered,
    Happening,
    Line,
    Report,
    ReportFinding,
)
from grantlab.diagnosis.reports.support import (
    SupportFacts,
    support_facts_of_paste,
    support_facts_of_record,
)
from grantlab.diagnosis.reports.telling import (
    happenings_of_paste,
    happenings_of_record,
    lines_of_paste,
    lines_of_record,
)
from grantlab.diagnosis.verdicts import CauseFinding, Diagnosis
from grantlab.pastes.understood import texts

CANNOT_TELL = "Cannot tell yet"
NOTHING_FOUND = "Nothing was found that failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a report says beside the diagnosis."""

    made_at: datetime
    answers: tuple[Answered, ...] = ()
    """What a person has told."""

    zone: str = "UTC"
    """How times without a zone were read."""

    companies: tuple[str, ...] = ()
    """Names and numbers of the company, as far as they are known beside the evidence."""

    names_company: bool = False
    """Whether they may stand in the report."""


def report_of_paste(
    diagnosis: PasteDiagnosis, redacted: str, circumstances: Circumstances
) -> Report:
    """Return the report on a paste; ``redacted`` is its text without secrets."""
    understood = diagnosis.understood
    zones = [Line("Times without a zone", f"read as {circumstances.zone}")]
    is_bare = any(not one.has_zone for one in understood.moments)
    basis = _Basis(
        about=f"a paste of {understood.length:,} characters",
        companies=texts(understood.realm_ids),
        lines=(*lines_of_paste(understood), *(zones if is_bare else ())),
        happenings=happenings_of_paste(understood),
        support=support_facts_of_paste(understood, redacted),
        understood=understood_members(understood),
    )
    return _report(diagnosis, basis, circumstances)


def report_of_record(
    diagnosis: Diagnosis, evidence: Evidence, about: str, circumstances: Circumstances
) -> Report:
    """Return the report on what is on record of a connection; ``about`` says of which."""
    basis = _Basis(
        about=about,
        companies=(),
        lines=tuple(lines_of_record(evidence)),
        happenings=happenings_of_record(evidence),
        support=support_facts_of_record(evidence),
        understood=record_members(evidence),
    )
    return _report(diagnosis, basis, circumstances)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """What differs between the one and the other."""

    about: str
    companies: tuple[str, ...]
    lines: tuple[Line, ...]
    happenings: tuple[Happening, ...]
    support: SupportFacts
    understood: Mapping[str, object]


def _report(
    diagnosis: Diagnosis, basis: _Basis, circumstances: Circumstances
) -> Report:
    names_company = circumstances.names_company
    companies = dict.fromkeys((*circumstances.companies, *basis.companies))
    answered = {one.question for one in circumstances.answers}
    findings = tuple(_finding(one, answered) for one in diagnosis.findings)
    report = Report(
        title=_title(diagnosis),
        about=basis.about,
        made_at=circumstances.made_at,
        company=(", ".join(companies) or "not known") if names_company else None,
        verdict=None
        if diagnosis.named is None
        else _finding(diagnosis.named, answered),
        candidates=tuple(cause.title for cause in diagnosis.candidates),
        question=None if diagnosis.question is None else diagnosis.question.text,
        answers=circumstances.answers,
        findings=findings,
        lines=basis.lines,
        happenings=basis.happenings,
        customer=customer_words(diagnosis),
        support=basis.support,
        members=diagnosis_members(diagnosis, understood=basis.understood),
    )
    return cleaned(report, cleaner(companies, names_company=names_company))


def _title(diagnosis: Diagnosis) -> str:
    if diagnosis.verdict is not None:
        return diagnosis.verdict.title
    return CANNOT_TELL if diagnosis.candidates else NOTHING_FOUND


def _finding(one: CauseFinding, answered: Container[str | None]) -> ReportFinding:
    """Return a finding as a report has it, without a question that was answered already."""
    question = one.finding.question
    return ReportFinding(
        cause=OwnWord(one.cause.id),
        title=one.cause.title,
        verdict=one.finding.verdict,
        because=one.finding.because,
        remedy=one.finding.remedy,
        question=None if question in answered else question,
        source=one.cause.source,
        faq_item=one.cause.faq_item,
    )
