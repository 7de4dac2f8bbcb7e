"""Questions, and what their answers do to a diagnosis."""

import pytest

from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.diagnosis.pastes.look_alikes import FAMILIES
from grantlab.diagnosis.pastes.questions import QUESTIONS
from grantlab.diagnosis.questions import UnknownAnswerError, find_question
from grantlab.diagnosis.verdicts import Diagnosis

REFUSED_REFRESH = 'refresh_token ... {"error":"invalid_grant"}'


def verdict_of(diagnosis: Diagnosis) -> str | None:
    return diagnosis.verdict.id if diagnosis.verdict else None


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        pytest.param("older-sent", "stale_refresh_token", id="older"),
        pytest.param("never-stored", "not_persisted_after_refresh", id="not stored"),
        pytest.param("two-at-once", "concurrent_refresh_race", id="race"),
        pytest.param("row-is-newer", "stale_cache_in_code", id="cache"),
        pytest.param("same-and-current", "revoked_by_user_disconnect", id="ended"),
    ],
)
def test_the_last_two_refreshes_decide_between_look_alikes(
    answer: str, cause: str
) -> None:
    open_, answered = (
        diagnose_paste(REFUSED_REFRESH),
        diagnose_paste(REFUSED_REFRESH, answers={"last-two-refreshes": answer}),
    )

    assert verdict_of(open_) is None
    assert open_.question is not None
    assert open_.question.id == "last-two-refreshes"
    assert verdict_of(answered) == cause
    assert answered.question is None


def test_an_answer_that_rules_out_leaves_the_others_open() -> None:
    diagnosis = diagnose_paste(REFUSED_REFRESH, answers={"access-still-works": "works"})

    ids = [rule.id for rule in diagnosis.candidates]
    assert "revoked_by_user_disconnect" not in ids
    assert "stale_refresh_token" in ids
    assert Verdict.RULED_OUT in {one.finding.verdict for one in diagnosis.findings}


def test_an_answer_does_not_overrule_what_is_confirmed() -> None:
    diagnosis = diagnose_paste(
        '{"error":"invalid_client"}', answers={"last-two-refreshes": "older-sent"}
    )

    assert verdict_of(diagnosis) == "bad_client_credentials"


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"no-such-question": "x"}, id="question"),
        pytest.param({"last-two-refreshes": "x"}, id="answer"),
    ],
)
def test_an_answer_that_does_not_exist_is_refused(answers: dict[str, str]) -> None:
    with pytest.raises(UnknownAnswerError):
        diagnose_paste(REFUSED_REFRESH, answers=answers)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_answer_of_a_question_changes_something(question: object) -> None:
    assert question in QUESTIONS
    for one in QUESTIONS:
        for answer in one.answers:
            assert answer.points_to or answer.rules_out


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
def test_the_question_of_a_family_separates_its_causes(family: object) -> None:
    for one in FAMILIES:
        if one is not family or one.id == "no-detail":
            continue
        touched = {
            cause
            for answer in one.question.answers
            for cause in (*answer.points_to, *answer.rules_out)
        }
        assert touched & set(one.causes)


def test_a_question_is_found_by_its_words() -> None:
    assert find_question(QUESTIONS[0].text) is QUESTIONS[0]
    assert find_question("?") is None
