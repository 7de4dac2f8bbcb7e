"""A diagnosis of a paste as JSON: the form that ``docs/diagnose.md`` describes."""

from collections.abc import Iterable

from grantlab.diagnosis.pastes.diagnosing import PasteDiagnosis
from grantlab.diagnosis.verdicts import CauseFinding, Diagnosis
from grantlab.pastes.rewriting import Span
from grantlab.pastes.understood import Named, Understood, Value


def diagnosis_members(diagnosis: PasteDiagnosis) -> dict[str, object]:
    """Return the members of the JSON object; nothing in it is a secret."""
    return {
        **verdict_members(diagnosis),
        "understood": understood_members(diagnosis.understood),
    }


def verdict_members(diagnosis: Diagnosis) -> dict[str, object]:
    """Return what a diagnosis came to, whatever it was made from."""
    question = diagnosis.question
    return {
        "verdict": diagnosis.verdict.id if diagnosis.verdict else None,
        "candidates": [cause.id for cause in diagnosis.candidates],
        "question": question.text if question else None,
        "question_id": question.id if question else None,
        "answers": [{"id": one.id, "text": one.text} for one in question.answers]
        if question
        else [],
        "findings": [_finding_members(one) for one in diagnosis.findings],
    }


def _finding_members(one: CauseFinding) -> dict[str, object]:
    return {
        "cause": one.cause.id,
        "verdict": one.finding.verdict.value,
        "because": one.finding.because,
        "remedy": one.finding.remedy,
        "source": one.cause.source,
        "places": [
            [fact.start, fact.end]
            for fact in one.finding.facts
            if isinstance(fact, Span)
        ],
    }


def understood_members(understood: Understood) -> dict[str, object]:
    """Return what was read from a paste."""
    return {
        "length": understood.length,
        "refusal": understood.refusal,
        "libraries": _texts(understood.libraries),
        "statuses": _texts(understood.statuses),
        "fault_codes": _texts(understood.fault_codes),
        "intuit_tids": _texts(understood.intuit_tids),
        "client_ids": _texts(understood.client_ids),
        "realm_ids": _texts(understood.realm_ids),
        "hosts": _texts(understood.hosts),
        "values": [_value_members(value) for value in understood.values],
        "redirect_uris": [
            {"uri": one.uri, "where": one.where.value, "has_query": one.has_query}
            for one in understood.redirect_uris
        ],
        "events": [
            {
                "at": event.moment.at.isoformat() if event.moment.at else None,
                "has_zone": event.moment.has_zone,
                "happened": event.happened.value,
                "place": [event.span.start, event.span.end],
            }
            for event in understood.events
        ],
        "signs": [
            {"sign": one.sign.value, "place": [one.span.start, one.span.end]}
            for one in understood.sightings
        ],
    }


def _value_members(value: Value) -> dict[str, object]:
    return {
        "number": value.number,
        "field": value.field.value,
        "look": value.look.value,
        "length": value.length,
        "fingerprint": value.fingerprint,
        "expires_at": value.expires_at.isoformat() if value.expires_at else None,
        "place": [value.span.start, value.span.end],
    }


def _texts(named: Iterable[Named]) -> list[str]:
    return [one.text for one in named]
