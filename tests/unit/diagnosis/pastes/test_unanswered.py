"""A request that got no answer, taken from the playground to the desk."""

from datetime import UTC, datetime

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.diagnosis.pastes.unanswered import after_silence
from grantlab.pastes.reading import read_paste
from grantlab.pastes.unanswered import write_silence
from grantlab.pastes.understood import Happened
from tests.support.invented import CODE, REFRESH_TOKEN

TOKENS = "POST https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"
REFRESH = f"{TOKENS}\n\ngrant_type=refresh_token&refresh_token={REFRESH_TOKEN}\n\n"
EXCHANGE = f"{TOKENS}\n\ngrant_type=authorization_code&code={CODE}\n\n"
CALL = "GET https://quickbooks.api.intuit.com/v3/company/9341450000000101/companyinfo/9341450000000101\n\n\n\n"
REFUSED = "no connection could be made, and nothing was sent: Connection refused"
UNKNOWN_NAME = (
    "no connection could be made, and nothing was sent: the name is not known"
)
ASKED_AT = datetime(2026, 3, 12, 9, 14, 3, tzinfo=UTC)
TIMED_OUT = "it took longer than 30 seconds in all"


def silence(why: str, *, uncertain: bool) -> str:
    return write_silence(why, asked_at=ASKED_AT, may_have_been_carried_out=uncertain)


@pytest.mark.parametrize(
    ("why", "uncertain"),
    [
        pytest.param(REFUSED, False, id="refused"),
        pytest.param(UNKNOWN_NAME, False, id="a name that is not known"),
        pytest.param(TIMED_OUT, True, id="timed out"),
        pytest.param("it was cancelled", True, id="cancelled"),
    ],
)
@pytest.mark.parametrize("request_text", [REFRESH, EXCHANGE, CALL])
def test_what_was_asked_and_why_no_answer_came_is_read_again(
    request_text: str, why: str, *, uncertain: bool
) -> None:
    text = request_text + silence(why, uncertain=uncertain)

    read = read_paste(text).unanswered

    assert read is not None
    assert read.asked == request_text.partition("\n")[0]
    assert read.why == why
    assert read.may_have_been_carried_out is uncertain
    assert text[read.span.start : read.span.end].startswith(
        "2026-03-12T09:14:03Z no answer: "
    )


@pytest.mark.parametrize(
    ("request_text", "uncertain", "says"),
    [
        pytest.param(REFRESH, False, "nothing reached the service", id="not sent"),
        pytest.param(REFRESH, True, "Send the same refresh token", id="refresh"),
        pytest.param(EXCHANGE, True, "Ask the user to consent again", id="exchange"),
        pytest.param(CALL, True, "Look whether the service", id="call"),
    ],
)
def test_what_to_do_depends_on_what_may_have_been_done(
    request_text: str, says: str, *, uncertain: bool
) -> None:
    text = request_text + silence(TIMED_OUT, uncertain=uncertain)

    assert says in (after_silence(read_paste(text)) or "")


def test_no_cause_is_named_and_the_question_separates_two() -> None:
    text = REFRESH + silence(REFUSED, uncertain=False)

    made = diagnose_paste(text)

    assert made.verdict is None
    assert [cause.id for cause in made.candidates] == [
        "provider_outage",
        "wrong_base_url_environment",
    ]
    assert made.question is not None
    assert made.question.id == "still-failing"


def test_the_moment_is_an_event_without_an_answer() -> None:
    (event,) = read_paste(REFRESH + silence(REFUSED, uncertain=False)).events

    assert event.moment.at == ASKED_AT
    assert event.happened is Happened.FAILED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We have no answer: it is strange.", id="a sentence"),
        pytest.param(f"{REFRESH}HTTP/1.1 400 Bad Request\n\n{{}}", id="an answer"),
        pytest.param(f"{REFRESH}They said no answer: strange.", id="within a line"),
    ],
)
def test_other_texts_are_not_about_a_silence(text: str) -> None:
    assert read_paste(text).unanswered is None
    assert after_silence(read_paste(text)) is None
