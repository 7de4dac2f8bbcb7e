"""Putting the rules to the evidence, and what comes out first."""

from dataclasses import replace

import pytest

from grantlab.diagnosis.engine import diagnose_evidence, judge_causes
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Finding, Verdict, ruled_out
from grantlab.diagnosis.registry import Judge, Registry
from grantlab.diagnosis.verdicts import CauseFinding, Stage
from tests.unit.diagnosis.builders import (
    CALLBACK,
    DAY,
    PRODUCTION,
    api_call,
    authorization_request,
    authorization_response,
    evidence,
    exchange,
    gapped,
    generation,
    lost_refresh,
    refresh,
    revocation,
)

FRONT = (authorization_request(), authorization_response())
CONSENT = (*FRONT, exchange(gives="1"))
OTHER_CLIENT = "Incorrect Token type or clientID"


def named(given: Evidence) -> tuple[str, Verdict] | None:
    found = diagnose_evidence(given).named
    return None if found is None else (found.cause.id, found.finding.verdict)


@pytest.mark.parametrize(
    ("given", "cause", "verdict"),
    [
        pytest.param(
            evidence(*CONSENT, exchange(1)),
            "code_reused",
            Verdict.CONFIRMED,
            id="exchange twice",
        ),
        pytest.param(
            evidence(*CONSENT, exchange(1), refresh("R1", 2)),
            "revoked_by_code_reuse",
            Verdict.CONFIRMED,
            id="exchange twice, then refresh",
        ),
        pytest.param(
            evidence(*FRONT, exchange(redirect_uri=f"{CALLBACK}/other")),
            "redirect_uri_mismatch",
            Verdict.CONFIRMED,
            id="exchange with another redirect URI",
        ),
        pytest.param(
            evidence(*FRONT, exchange(redirect_uri=f"{CALLBACK}?a=1")),
            "redirect_uri_has_query",
            Verdict.CONFIRMED,
            id="exchange with a query in the redirect URI",
        ),
        pytest.param(
            evidence(*FRONT, exchange(client_id=PRODUCTION, description=OTHER_CLIENT)),
            "wrong_environment_keys",
            Verdict.CONFIRMED,
            id="use the other environment's keys",
        ),
        pytest.param(
            evidence(
                *CONSENT,
                refresh("R1", 10, gives="2"),
                refresh("R1", 2 * DAY),
                generations=(generation(1, 0), generation(2, 10)),
            ),
            "stale_refresh_token",
            Verdict.CONFIRMED,
            id="send the previous refresh token, a day later",
        ),
        pytest.param(
            evidence(
                *CONSENT,
                refresh("R1", 10, gives="2"),
                refresh("R1", 11),
                generations=(generation(1, 0), generation(2, 10)),
            ),
            "stale_refresh_token",
            Verdict.SUSPECTED,
            id="send the previous refresh token, where it ends at once",
        ),
        pytest.param(
            evidence(
                *CONSENT,
                lost_refresh("R1", 10),
                refresh("R1", 2 * DAY),
                generations=(generation(1, 0),),
            ),
            "refresh_response_lost",
            Verdict.SUSPECTED,
            id="lose the answer",
        ),
        pytest.param(
            evidence(*CONSENT, api_call("A1", 5, status=401), refresh("R1", 6)),
            "revoked_by_user_disconnect",
            Verdict.SUSPECTED,
            id="disconnect inside QuickBooks",
        ),
        pytest.param(
            evidence(*CONSENT, revocation("R1", 5), refresh("R1", 6)),
            "revoked_by_app",
            Verdict.CONFIRMED,
            id="revoke, then refresh",
        ),
        pytest.param(
            evidence(*CONSENT, refresh("R1", 6, status=503)),
            "provider_outage",
            Verdict.CONFIRMED,
            id="the service is down",
        ),
        pytest.param(
            evidence(*CONSENT, refresh("R1", 101 * DAY)),
            "refresh_token_expired_inactivity",
            Verdict.CONFIRMED,
            id="let 101 days pass",
        ),
    ],
)
def test_each_break_of_the_walk_leads_to_its_cause(
    given: Evidence, cause: str, verdict: Verdict
) -> None:
    assert named(given) == (cause, verdict)


def test_where_nothing_is_named_the_question_that_most_rules_ask_is_asked() -> None:
    result = diagnose_evidence(gapped(refresh(None, 5)))

    assert result.verdict is None
    assert result.question is not None
    assert result.question.id == "last-two-refreshes"


def test_a_disconnection_without_an_api_call_asks_for_one() -> None:
    result = diagnose_evidence(evidence(*CONSENT, refresh("R1", 6)))

    assert result.verdict is None
    assert result.question is not None
    assert result.question.id == "access-still-works"
    assert [one.id for one in result.candidates] == [
        "revoked_by_user_disconnect",
        "provider_outage",
    ]


def test_of_two_suspects_neither_is_named() -> None:
    given = evidence(
        *CONSENT,
        api_call("A1", 5, status=401),
        api_call("A1", 5.5, status=500),
        refresh("R1", 6),
    )

    result = diagnose_evidence(given)

    assert result.verdict is None
    assert len(result.candidates) == 2
    assert result.question is not None


def test_where_everything_else_is_ruled_out_the_service_itself_is_asked_about() -> None:
    result = diagnose_evidence(evidence(*FRONT, exchange()))

    assert result.verdict is None
    assert [one.id for one in result.candidates] == ["provider_outage"]
    assert result.question is not None
    assert result.question.id == "still-refused"


def test_when_everything_is_ruled_out_nothing_is_named_and_nothing_asked() -> None:
    result = diagnose_evidence(evidence(*CONSENT))

    assert result.verdict is None
    assert result.candidates == ()
    assert result.question is None


def test_an_answer_refines_what_the_record_leaves_open() -> None:
    given = evidence(*CONSENT, refresh("R1", 6))

    asked = diagnose_evidence(given)
    assert asked.question is not None
    answered = diagnose_evidence(given, answers={asked.question.id: "refused"})

    assert answered.verdict is not None
    assert answered.verdict.id == "revoked_by_user_disconnect"


def test_an_answer_does_not_overrule_what_the_record_shows() -> None:
    given = evidence(*CONSENT, refresh("R1", 101 * DAY))

    answered = diagnose_evidence(given, answers={"last-refresh": "old-consent"})

    assert answered.verdict == diagnose_evidence(given).verdict


@pytest.mark.parametrize(
    ("given", "rule_id", "words"),
    [
        pytest.param(
            evidence(*CONSENT),
            "code_reused",
            "The question is whether the code",
            id="nothing was refused",
        ),
        pytest.param(
            evidence(*CONSENT, refresh("R1", 5)),
            "code_reused",
            "The refused request was a refresh, not an exchange.",
            id="an exchange rule and a refused refresh",
        ),
        pytest.param(
            evidence(*CONSENT, exchange(1)),
            "stale_refresh_token",
            "The refused request was an exchange, not a refresh.",
            id="a refresh rule and a refused exchange",
        ),
        pytest.param(
            evidence(*CONSENT, refresh("R1", 5, status=401)),
            "stale_refresh_token",
            "The client's credentials were refused (HTTP 401), not the refresh token.",
            id="a bare 401",
        ),
        pytest.param(
            evidence(*FRONT, exchange(status=401, error="invalid_client")),
            "code_reused",
            "The client's credentials were refused (invalid_client), not the code.",
            id="invalid_client",
        ),
        pytest.param(
            evidence(*CONSENT, refresh("R1", 5, error="invalid_request")),
            "stale_refresh_token",
            "The form of the request was refused (invalid_request), not the refresh",
            id="invalid_request",
        ),
        pytest.param(
            evidence(*FRONT, exchange(status=503)),
            "code_reused",
            "The service failed or did not answer, which says nothing of the code.",
            id="a failure of the service",
        ),
    ],
)
def test_a_rule_that_has_nothing_to_say_is_set_aside(
    given: Evidence, rule_id: str, words: str
) -> None:
    findings = {one.cause.id: one.finding for one in judge_causes(given)}

    assert findings[rule_id].verdict is Verdict.RULED_OUT
    assert words in findings[rule_id].because


def test_a_rule_about_failures_of_the_service_is_set_aside_for_a_judged_grant() -> None:
    registry = invented_rule(lambda _: ruled_out("never asked"))
    only_failures = replace(registry.rules[0], explains=frozenset())

    (conclusion,) = judge_causes(
        evidence(*CONSENT, exchange(1)), rules=(only_failures,)
    )

    assert "so it was not this" in conclusion.finding.because


def test_a_broken_rule_is_marked_and_hides_no_other() -> None:
    def breaks(_: Evidence) -> Finding:
        raise ZeroDivisionError("invented")

    registry = invented_rule(breaks)
    registry.rule(
        "invented_sound_cause",
        title="A rule that works",
        stage=Stage.EXCHANGE,
        looks_at="it works",
        source="Invented.",
    )(lambda _: ruled_out("It was not this."))

    broken, sound = judge_causes(evidence(*CONSENT, exchange(1)), rules=registry.rules)

    assert broken.broken == "ZeroDivisionError"
    assert broken.finding.verdict is Verdict.CANNOT_TELL
    assert sound == CauseFinding(
        cause=registry.rules[1].cause, finding=ruled_out("It was not this.")
    )


def test_an_id_is_given_to_one_rule_only() -> None:
    registry = invented_rule(lambda _: ruled_out("first"))

    with pytest.raises(ValueError, match="invented_cause"):
        registry.rule(
            "invented_cause",
            title="The same id again",
            stage=Stage.REFRESH,
            looks_at="it is taken",
            source="Invented.",
        )(lambda _: ruled_out("second"))


def invented_rule(judge: Judge) -> Registry:
    registry = Registry()
    registry.rule(
        "invented_cause",
        title="An invented cause",
        stage=Stage.EXCHANGE,
        looks_at="it was invented",
        source="Invented.",
    )(judge)
    return registry


def test_the_latest_refused_token_request_is_the_one_to_explain() -> None:
    given = evidence(
        *CONSENT, exchange(1), refresh("R1", 2), api_call("A1", 3, status=401)
    )

    assert given.refused == given.round_trips[4]
    assert given.later == (given.round_trips[5],)


def test_another_refused_request_can_be_asked_about() -> None:
    given = evidence(*CONSENT, exchange(1), refresh("R1", 2), refused_at=3)

    assert given.refusal == given.round_trips[3]
    assert given.earlier == given.round_trips[:3]


def test_evidence_without_a_refusal_says_so() -> None:
    given = evidence(*CONSENT)

    assert given.refused is None
    assert given.earlier == given.round_trips
    assert given.later == ()
    with pytest.raises(LookupError):
        _ = given.refusal
