"""What the page says of an answer that did not come whole."""

from datetime import timedelta

import pytest

from blueprints.playground.answer_view import view_answer
from grantlab.flows.answer_meaning import Meaning, MeaningKind
from grantlab.flows.send_request import Sent
from grantlab.playground.request import PlaygroundRequest
from grantlab.playground.sent_request import Answer, SentRequest, Timing
from tests.support.clocks import NOON


@pytest.mark.parametrize("body", ["", "[1, 2"])
def test_what_was_cancelled_midway_may_have_been_carried_out(body: str) -> None:
    sent = SentRequest(
        request=PlaygroundRequest(url="https://api.example/v3"),
        started_at=NOON,
        elapsed=timedelta(seconds=2),
        answer=Answer(
            status=200,
            reason="OK",
            headers=(),
            body=body,
            ended_early="it was cancelled",
        ),
        failure="",
        timing=Timing(),
        cancelled=True,
        may_have_been_carried_out=True,
    )
    meaning = Meaning(kind=MeaningKind.ANSWERED, words="It was answered")

    view = view_answer(
        Sent(sent=sent, meaning=meaning), secrets_shown=False, traffic=()
    )

    assert view.not_whole == (
        "The body is not whole: it was cancelled. It may have been carried out."
    )


@pytest.mark.parametrize(
    ("code", "title"),
    [
        pytest.param("3100", "3100", id="named by the service"),
        pytest.param("", "503 Service Unavailable", id="with a status alone"),
    ],
)
def test_a_refusal_without_a_name_is_titled_by_its_status(
    code: str, title: str
) -> None:
    sent = SentRequest(
        request=PlaygroundRequest(url="https://api.example/v3"),
        started_at=NOON,
        answer=Answer(status=503, reason="Service Unavailable"),
    )
    meaning = Meaning(kind=MeaningKind.REFUSED, words="The service failed", code=code)

    view = view_answer(
        Sent(sent=sent, meaning=meaning), secrets_shown=False, traffic=()
    )

    assert view.meaning is not None
    assert (view.meaning.role, view.meaning.title) == ("refused", title)
