"""A diagnosis as JSON: the form that ``docs/diagnose.md`` describes."""

from collections.abc import Mapping

from grantlab.diagnosis.hiding import OwnWord
from grantlab.diagnosis.verdicts import CauseFinding, Diagnosis
from grantlab.pastes.rewriting import Span


def diagnosis_members(
    diagnosis: Diagnosis, *, understood: Mapping[str, object]
) -> dict[str, object]:
    """Return what a diagnosis came to, and what it was made from; nothing in it is a secret.

    ``understood`` are the members of a paste, or of what is on record.
    """
    question = diagnosis.question
    return {
        "verdict": OwnWord(diagnosis.verdict.id) if diagnosis.verdict else None,
        "candidates": [OwnWord(cause.id) for cause in diagnosis.candidates],
        "question": question.text if question else None,
        "question_id": OwnWord(question.id) if question else None,
        "answers": [
            {"id": OwnWord(one.id), "text": one.text} for one in question.answers
        ]
        if question
        else [],
        "findings": [_finding_members(one) for one in diagnosis.findings],
        "understood": understood,
    }


def _finding_members(one: CauseFinding) -> dict[str, object]:
    return {
        "cause": OwnWord(one.cause.id),
        "verdict": one.finding.verdict,
        "because": one.finding.because,
        "remedy": one.finding.remedy,
        "source": one.cause.source,
        "places": [
            [fact.start, fact.end]
            for fact in one.finding.facts
            if isinstance(fact, Span)
        ],
    }
