"""The one way in: a paste becomes a verdict, or candidates and one question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import cache

from grantlab.diagnosis.concluding import NO_ANSWERS, LeftOpen, Weighing, conclude
from grantlab.diagnosis.findings import undetermined
from grantlab.diagnosis.pastes.catalogue import EXPLAINS, PRECEDENCE, all_paste_rules
from grantlab.diagnosis.pastes.look_alikes import LookAlikes, find_look_alikes
from grantlab.diagnosis.verdicts import CauseFinding, Diagnosis
from grantlab.pastes.reading import read_paste
from grantlab.pastes.understood import Understood


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteDiagnosis(Diagnosis):
    """What a paste comes to, and what was understood of it.

    A rule that found nothing leaves no finding.
    """

    understood: Understood


def diagnose_paste(
    text: str, *, answers: Mapping[str, str] = NO_ANSWERS, zone: tzinfo = UTC
) -> PasteDiagnosis:
    """Return the cause that a paste shows, or what to ask.

    ``answers`` maps the id of a question to the id of one of its answers; ``zone`` is that
    of moments which are written without one. Nothing of the text is kept but what was
    understood of it, without a secret.

    Raises:
        UnknownAnswerError: there is no such question or answer.
    """
    understood = read_paste(text, zone=zone)
    family = find_look_alikes(understood)
    concluded = conclude(
        tuple(_judge(understood)) or tuple(_leave_open(family)),
        weighing=_weighing(),
        left_open=None
        if family is None
        else LeftOpen(causes=family.causes, question=family.question),
        answers=answers,
    )
    return PasteDiagnosis(
        verdict=concluded.verdict,
        candidates=concluded.candidates,
        question=concluded.question,
        findings=concluded.findings,
        understood=understood,
    )


def _judge(understood: Understood) -> Iterator[CauseFinding]:
    for rule in all_paste_rules():
        finding = rule.judge(understood)
        if finding is not None:
            yield CauseFinding(cause=rule.cause, finding=finding)


def _leave_open(family: LookAlikes | None) -> Iterator[CauseFinding]:
    if family is None:
        return
    because = "What was pasted looks the same for each of these causes."
    finding = undetermined(family.question.text, because=because)
    for id_ in family.causes:
        yield CauseFinding(cause=_weighing().causes[id_], finding=finding)


@cache
def _weighing() -> Weighing:
    return Weighing(
        causes={rule.cause.id: rule.cause for rule in all_paste_rules()},
        precedence=PRECEDENCE,
        explains=EXPLAINS,
    )
