"""A kept case with its diagnosis, for whoever shows it or reports on it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from blueprints.diagnosis.zone_choices import ZoneChoice, choice_of
from blueprints.services import Services
from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.pastes.diagnosing import PasteDiagnosis, diagnose_paste
from grantlab.diagnosis.questions import UnknownAnswerError, find_answer
from grantlab.diagnosis.verdicts import Answer, Question
from grantlab.protocol.round_trip import Pairs
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
    answers: tuple[tuple[Question, Answer], ...]
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
def diagnose(
    text: str, answers: tuple[tuple[Question, Answer], ...], zone: ZoneChoice
) -> PasteDiagnosis:
    """Return what a redacted text comes to, with what a person told.

    The last one is remembered: a paste and an answer lead to a page that asks for it again,
    and a mebibyte takes long enough to be felt.
    """
    ids = {question.id: answer.id for question, answer in answers}
    return diagnose_paste(text, answers=ids, zone=zone.zone)


def known_answers(pairs: Pairs) -> tuple[tuple[Question, Answer], ...]:
    """Return the answers that are still answers; one to a withdrawn question is none."""
    return tuple(_known_answers(pairs))


def _known_answers(pairs: Pairs) -> Iterator[tuple[Question, Answer]]:
    for pair in pairs:
        with suppress(UnknownAnswerError):
            yield find_answer(*pair)


def outcome_of(diagnosis: PasteDiagnosis) -> Outcome:
    """Return what a list of cases tells of a diagnosis."""
    named = diagnosis.named
    if named is None:
        return Outcome(verdict=Verdict.CANNOT_TELL, cause_id=None)
    return Outcome(verdict=named.finding.verdict, cause_id=named.cause.id)
