"""A request that is held on the wire until it may go on."""

import httpx2
import pytest

from grantlab.wire.held import HeldTransport


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
