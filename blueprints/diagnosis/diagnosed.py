"""A text that a command was given, diagnosed: a paste, or an evidence file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from typing import Final

from blueprints.diagnosis.evidence_page import report_on_file
from blueprints.sentences import as_sentence
from grantlab.diagnosis.engine import diagnose_evidence
from grantlab.diagnosis.evidence_file.errors import EvidenceFileError
from grantlab.diagnosis.evidence_file.file import EvidenceFile, open_evidence
from grantlab.diagnosis.members import diagnosis_members
from grantlab.diagnosis.pastes.diagnosing import PasteDiagnosis, diagnose_paste
from grantlab.diagnosis.pastes.members import understood_members
from grantlab.diagnosis.questions import find_answer
from grantlab.diagnosis.reports.building import Circumstances, report_of_paste
from grantlab.diagnosis.reports.record_members import record_members
from grantlab.diagnosis.reports.report import Answered, Report
from grantlab.diagnosis.verdicts import Diagnosis
from grantlab.pastes.redacting import redact
from grantlab.pastes.understood import Understood

EMPTY: Final = (
    "There is nothing in it. Give a log, an exchange, a row or a piece of code."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosed:
    """What a text came to, and what can be made of it."""

    diagnosis: Diagnosis
    understood: Mapping[str, object]
    refusal: str
    """Why the text was not read; empty when it was."""

    report: Callable[[datetime], Report]
    """Makes the report, at a moment."""

    @property
    def members(self) -> dict[str, object]:
        """The JSON that ``docs/diagnose.md`` describes."""
        return diagnosis_members(self.diagnosis, understood=self.understood)


def diagnose_text(text: str, *, answers: Mapping[str, str], zone: tzinfo) -> Diagnosed:
    """Return what a paste or an evidence file comes to, or why it was not read.

    Raises:
        UnknownAnswerError: there is no such question or answer.
    """
    told = tuple(
        Answered(question.text, answer.text)
        for question, answer in (find_answer(*one) for one in answers.items())
    )
    finish = partial(_finish_paste, text, zone=zone, told=told)
    try:
        file = open_evidence(text)
    except EvidenceFileError as exc:
        return finish(_not_read(text, as_sentence(str(exc))))
    if file is not None:
        return _diagnose_file(file, answers, told)
    if not text or text.isspace():
        return finish(_not_read(text, EMPTY))
    return finish(diagnose_paste(text, answers=answers, zone=zone))


def _not_read(text: str, refusal: str) -> PasteDiagnosis:
    understood = Understood(length=len(text), refusal=refusal)
    return replace(diagnose_paste(""), understood=understood)


def _finish_paste(
    text: str, made: PasteDiagnosis, *, zone: tzinfo, told: tuple[Answered, ...]
) -> Diagnosed:
    def report(made_at: datetime) -> Report:
        circumstances = Circumstances(made_at=made_at, answers=told, zone=str(zone))
        return report_of_paste(made, redact(text), circumstances)

    return Diagnosed(
        diagnosis=made,
        understood=understood_members(made.understood),
        refusal=made.understood.refusal or "",
        report=report,
    )


def _diagnose_file(
    file: EvidenceFile, answers: Mapping[str, str], told: tuple[Answered, ...]
) -> Diagnosed:
    made = diagnose_evidence(file.evidence, answers=answers)

    def report(made_at: datetime) -> Report:
        return report_on_file(file, made, made_at=made_at, answers=told)

    return Diagnosed(
        diagnosis=made,
        understood=record_members(file.evidence),
        refusal="",
        report=report,
    )
