"""Putting the rules to the evidence."""

from dataclasses import dataclass

from grantlab.diagnosis.catalogue import all_rules
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Finding, ruled_out, undetermined
from grantlab.diagnosis.readings.requests import Answer, error_of, read_answer
from grantlab.diagnosis.registry import GrantType, Rule
from grantlab.protocol.round_trip import Purpose, RoundTrip

_NAMES = {
    GrantType.AUTHORIZATION_CODE: "an exchange",
    GrantType.REFRESH_TOKEN: "a refresh",
}

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
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """One rule and what it found."""

    rule: Rule
    finding: Finding
    broken: str | None = None
    """The kind of error that the rule raised; ``None`` for a rule that did its work."""


def diagnose(
    evidence: Evidence, *, rules: tuple[Rule, ...] | None = None
) -> tuple[Conclusion, ...]:
    """Return what every rule finds in the evidence, in the FAQ's order.

    A rule about the other grant, or about another kind of no, is ruled out without
    being asked.
    """
    return tuple(
        _conclude(rule, evidence) for rule in (all_rules() if rules is None else rules)
    )


def _conclude(rule: Rule, evidence: Evidence) -> Conclusion:
    refused = evidence.refused
    if refused is None:
        because = f"Nothing was refused. It would be looked at whether {rule.looks_at}."
        return Conclusion(rule=rule, finding=ruled_out(because))
    set_aside = _set_aside(rule, refused)
    if set_aside is not None:
        return Conclusion(rule=rule, finding=ruled_out(set_aside, facts=(refused,)))
    try:
        return Conclusion(rule=rule, finding=rule.judge(evidence))
    except Exception as exc:  # noqa: BLE001 -- a broken rule must not hide the others
        finding = undetermined(
            f"Was it so that {rule.looks_at}?",
            because="This rule failed, which is a defect of the rule and says nothing.",
        )
        return Conclusion(rule=rule, finding=finding, broken=type(exc).__name__)


def _set_aside(rule: Rule, refused: RoundTrip) -> str | None:
    """Return why a rule has nothing to say about a refusal, or ``None`` if it has."""
    was = (
        GrantType.AUTHORIZATION_CODE
        if refused.purpose is Purpose.EXCHANGE
        else GrantType.REFRESH_TOKEN
    )
    if rule.grant_type is not was:
        return f"The refused request was {_NAMES[was]}, not {_NAMES[rule.grant_type]}."
    answer = read_answer(refused)
    return None if answer in rule.explains else _describe(answer, refused)


def _describe(answer: Answer, refused: RoundTrip) -> str:
    return _SAID[answer].format(
        told=error_of(refused) or f"HTTP {refused.status}",
        brought="code" if refused.purpose is Purpose.EXCHANGE else "refresh token",
    )
