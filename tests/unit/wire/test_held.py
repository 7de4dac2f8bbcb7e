"""A request that is held on the wire until it may go on."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta

import httpx2
import pytest

from grantlab.wire.held import HeldTransport, Meeting

from_outside = ContextVar("from_outside", default="not told")


def test_a_request_waits_before_it_leaves_and_its_answer_is_told() -> None:
    happened: list[str] = []

    def answer(_request: httpx2.Request) -> httpx2.Response:
        happened.append("sent")
        return httpx2.Response(204)

    transport = HeldTransport(
        httpx2.MockTransport(answer),
        hold=lambda: happened.append("held"),
        answered=lambda: happened.append("answered"),
    )

    transport.handle_request(httpx2.Request("GET", "http://localhost/"))

    assert happened == ["held", "sent", "answered"]


def test_nobody_is_left_waiting_when_no_answer_came() -> None:
    happened: list[str] = []

    def fail(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("nobody is there", request=request)

    transport = HeldTransport(
        httpx2.MockTransport(fail),
        hold=lambda: None,
        answered=lambda: happened.append("answered"),
    )

    with pytest.raises(httpx2.ConnectError):
        transport.handle_request(httpx2.Request("GET", "http://localhost/"))

    assert happened == ["answered"]


def test_of_two_that_meet_the_second_is_sent_once_the_first_was_answered() -> None:
    happened: list[str] = []
    meeting = Meeting()

    def send(
        name: str, way: Callable[[httpx2.BaseTransport], httpx2.BaseTransport]
    ) -> None:
        def answer(_request: httpx2.Request) -> httpx2.Response:
            happened.append(f"{name} sent")
            return httpx2.Response(204)

        way(httpx2.MockTransport(answer)).handle_request(
            httpx2.Request("GET", "http://localhost/")
        )

    meeting.run(
        lambda: send("first", meeting.first), lambda: send("second", meeting.second)
    )

    assert happened == ["first sent", "second sent"]


def test_who_waits_in_a_meeting_goes_on_when_the_first_is_done() -> None:
    happened: list[str] = []
    meeting = Meeting()

    def refresh_first() -> None:
        meeting.first_is_under_way.set()
        meeting.second_is_there.wait()
        happened.append("first is done")

    def wait_second() -> None:
        meeting.pause(timedelta(minutes=1))
        happened.append("second goes on")

    meeting.run(refresh_first, wait_second)

    assert happened == ["first is done", "second goes on"]


def test_what_goes_wrong_in_a_meeting_is_not_swallowed() -> None:
    meeting = Meeting()

    def fail() -> None:
        meeting.first_is_under_way.set()
        raise LookupError("there is nothing to refresh")

    with pytest.raises(LookupError):
        meeting.run(fail, lambda: None)


def test_both_of_a_meeting_know_what_holds_for_whoever_runs_it() -> None:
    meeting = Meeting()
    seen: list[str] = []
    told = from_outside.set("told")

    def look() -> None:
        meeting.first_is_under_way.set()
        seen.append(from_outside.get())

    meeting.run(look, look)

    from_outside.reset(told)
    assert seen == ["told", "told"]
