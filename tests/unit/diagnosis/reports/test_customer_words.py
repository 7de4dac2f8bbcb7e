"""Words for people who keep books and have never heard of a token."""

import re

import pytest

from grantlab.diagnosis.findings import confirmed, suspected
from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.diagnosis.reports.customer_words import customer_words
from grantlab.diagnosis.reports.plain_questions import PLAIN_QUESTIONS
from grantlab.diagnosis.reports.words_by_cause import WORDS
from grantlab.diagnosis.verdicts import Cause, CauseFinding, Diagnosis, Stage

JARGON = re.compile(
    r"token|oauth|refresh|grant|scope|endpoint|redirect|callback|client|header|http|uri\b"
    r"|url\b|realm|json|api\b|revoke|expire|sandbox|production|cache|\bcode\b|\bstate\b|session",
    re.IGNORECASE,
)
STALE = Cause(
    id="stale_refresh_token", title="", stage=Stage.REFRESH, source="", faq_item="R1"
)


def diagnosis(finding: CauseFinding) -> Diagnosis:
    return Diagnosis(
        verdict=finding.cause, candidates=(), question=None, findings=(finding,)
    )


@pytest.mark.parametrize("cause", WORDS)
def test_the_words_of_a_cause_are_plain_short_and_calm(cause: str) -> None:
    words = WORDS[cause]

    assert JARGON.findall(words.text) == []
    assert len(words.text) < 700
    assert "Nothing in your QuickBooks company was changed" in words.fear_not
    for part in (words.happened, words.do, words.fear_not):
        assert part[0].isupper()
        assert part.endswith((".", "?"))


@pytest.mark.parametrize("question", PLAIN_QUESTIONS)
def test_a_question_for_a_customer_is_plain_and_asks_for_no_secret(
    question: str,
) -> None:
    asked = PLAIN_QUESTIONS[question]

    assert JARGON.findall(asked) == []
    assert "?" in asked or asked.startswith("Please")
    assert len(asked) < 300


def test_what_is_only_suspected_is_said_to_be_likely() -> None:
    sure = CauseFinding(cause=STALE, finding=confirmed("", remedy=""))
    unsure = CauseFinding(cause=STALE, finding=suspected("", remedy="", question=""))

    assert "most likely" not in customer_words(diagnosis(sure)).text
    assert "most likely" in customer_words(diagnosis(unsure)).text


def test_what_cannot_be_told_yet_asks_the_one_question_in_plain_words() -> None:
    made = diagnose_paste('{"error":"invalid_grant"}')

    words = customer_words(made)

    assert made.question is not None
    assert "We cannot say for certain yet" in words.happened
    assert PLAIN_QUESTIONS[made.question.id] in words.do


def test_where_nothing_failed_more_is_asked_for() -> None:
    words = customer_words(diagnose_paste("hello"))

    assert "found nothing in it" in words.happened
    assert "time zone" in words.do
