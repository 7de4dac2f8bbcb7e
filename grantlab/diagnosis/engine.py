"""Recorded round trips become a verdict, or candidates and one question."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from grantlab.diagnosis.catalogue import EXPLAINS, PRECEDENCE, RARE, all_rules
from grantlab.diagnosis.concluding import NO_ANSWERS, Weighing, conclude
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import ruled_out, undetermined
from grantlab.diagnosis.readings.requests import (
    Answer,
    RequestKind,
    error_of,
    kind_of,
    read_answer,
    response_error,
)
from grantlab.diagnosis.registry import Rule
from grantlab.diagnosis.verdicts import CauseFinding, Diagnosis
from grantlab.protocol.round_trip import RoundTrip

_SAID = {
    Answer.GRANT_REFUSED: "The {brought} was looked at and refused, so it was not this.",
    Answer.CLIENT_REFUSED: (
        "The client's credentials were refused ({told}), not the {brought}."
    ),
    Answer.REQUEST_REFUSED: (
        "The form of the request was refused ({told}), not the {brought}."
    ),
    Answer.SERVICE_FAILED: (
        "The service failed or did not answer, which says nothing of the {brought}."
    ),
    Answer.TOKEN_REFUSED: "The access token was refused ({told}), so it was not this.",
    Answer.FORBIDDEN: (
        "The access token was accepted, and the call was not allowed ({told})."
    ),
}
_BROUGHT = {
    RequestKind.AUTHORIZATION: "user's answer",
    RequestKind.STATE: "response",
    RequestKind.EXCHANGE: "code",
    RequestKind.REFRESH: "refresh token",
    RequestKind.REVOCATION: "token",
    RequestKind.API: "access token",
}


@dataclass(frozen=True, slots=True)
class _No:
    """What every rule asks first about a refusal; read once for all of them."""

    kind: RequestKind
    answer: Answer
    said: str
    """Why it was none of the causes that this answer does not come of."""


def diagnose_evidence(
    evidence: Evidence, *, answers: Mapping[str, str] = NO_ANSWERS
) -> Diagnosis:
    """Return the cause that the record shows, or what to ask.

    ``answers`` maps the id of a question to the id of one of its answers. What facts on
    record rule out or confirm, no answer changes.

    Raises:
        UnknownAnswerError: there is no such question or answer.
    """
    return conclude(judge_causes(evidence), weighing=_weighing(), answers=answers)


def judge_causes(
    evidence: Evidence, *, rules: tuple[Rule, ...] | None = None
) -> tuple[CauseFinding, ...]:
    """Return what every rule finds in the evidence, in the order of naming.

    A rule about another kind of request, or about another kind of no, is ruled out
    without being asked. A rule that raises hides no other.
    """
    asked = all_rules() if rules is None else rules
    if evidence.refused is None:
        return tuple(map(_would_look, asked))
    no = _read_no(evidence.refused)
    return tuple(_judge(rule, no, evidence) for rule in asked)


def _would_look(rule: Rule) -> CauseFinding:
    because = f"The question is whether {rule.looks_at}."
    return CauseFinding(cause=rule.cause, finding=ruled_out(because))


def _judge(rule: Rule, no: _No, evidence: Evidence) -> CauseFinding:
    set_aside = _set_aside(rule, no)
    if set_aside is not None:
        finding = ruled_out(set_aside, facts=(evidence.refusal,))
        return CauseFinding(cause=rule.cause, finding=finding)
    try:
        return CauseFinding(cause=rule.cause, finding=rule.judge(evidence))
    except Exception as exc:  # noqa: BLE001 -- a broken rule must not hide the others
        finding = undetermined(
            f"Was it so that {rule.looks_at}?",
            because="This rule failed, which is a defect of the rule and says nothing.",
        )
        return CauseFinding(
            cause=rule.cause, finding=finding, broken=type(exc).__name__
        )


def _set_aside(rule: Rule, no: _No) -> str | None:
    """Return why a rule has nothing to say about a refusal, or ``None`` if it has."""
    if no.kind not in rule.at:
        return f"The refused request was {no.kind}, not {' or '.join(rule.at)}."
    return None if no.answer in rule.explains else no.said


def _read_no(refused: RoundTrip) -> _No:
    kind, answer = kind_of(refused), read_answer(refused)
    told = error_of(refused) or response_error(refused) or f"HTTP {refused.status}"
    said = _SAID[answer].format(told=told, brought=_BROUGHT[kind])
    return _No(kind, answer, said)


@cache
def _weighing() -> Weighing:
    return Weighing(
        causes={rule.cause.id: rule.cause for rule in all_rules()},
        precedence=PRECEDENCE,
        explains=EXPLAINS,
        rare=RARE,
    )
