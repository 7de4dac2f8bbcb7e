"""A kept case with its diagnosis, for whoever shows it or reports on it."""

from dataclasses import dataclass
from functools import lru_cache

from blueprints.answering import Told, ids_of, known_answers
from blueprints.diagnosis.zone_choices import ZoneChoice, choice_of
from blueprints.services import Services
from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.pastes.diagnosing import PasteDiagnosis, diagnose_paste
from grantlab.store.cases import Outcome
from grantlab.store.models import DiagnosisCase


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCase:
    """A case, opened."""

    case: DiagnosisCase
    text: str
    """Redacted."""

    title: str
    zone: ZoneChoice
    answers: tuple[Told, ...]
    """What was asked and answered, in that order."""

    diagnosis: PasteDiagnosis


def open_case(handle: str, parts: Services) -> OpenedCase:
    """Open a case and diagnose it anew: rules may have been added since.

    Raises:
        CaseNotFoundError: there is none with this handle.
        UnsealError: what is stored did not open.
    """
    case = parts.cases.get(handle)
    text = parts.cases.text(case)
    zone = choice_of(case.zone)
    answers = known_answers(case.answers)
    return OpenedCase(
        case=case,
        text=text,
        title=parts.cases.title(case),
        zone=zone,
        answers=answers,
        diagnosis=diagnose(text, answers, zone),
    )


@lru_cache(maxsize=1)
def diagnose(text: str, answers: tuple[Told, ...], zone: ZoneChoice) -> PasteDiagnosis:
    """Return what a redacted text comes to, with what a person told.

    The last one is remembered: a paste and an answer lead to a page that asks for it again,
    and a mebibyte takes long enough to be felt.
    """
    return diagnose_paste(text, answers=ids_of(answers), zone=zone.zone)


def outcome_of(diagnosis: PasteDiagnosis) -> Outcome:
    """Return what a list of cases tells of a diagnosis."""
    named = diagnosis.named
    if named is None:
        return Outcome(verdict=Verdict.CANNOT_TELL, cause_id=None)
    return Outcome(verdict=named.finding.verdict, cause_id=named.cause.id)
