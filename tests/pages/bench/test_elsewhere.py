"""The bench of a provider that runs elsewhere: the same page, or why there is none."""

from dataclasses import replace

import httpx2
import pytest
from flask import Flask

from blueprints.services import EXTENSION
from grantlab.protocol.secret import Secret
from grantlab.wire.bench_control import BenchControl
from tests.pages.bench.user import BenchUser
from tests.support.walking import Walker

ELSEWHERE = "http://127.0.0.1:8485"


def put_elsewhere(app: Flask, control: BenchControl) -> Walker:
    """Give the application another provider's bench, and open the page."""
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], bench=control)
    walker = Walker(app)
    walker.open("/bench")
    return walker


def answering(response: httpx2.Response | None) -> httpx2.MockTransport:
    def handler(_request: httpx2.Request) -> httpx2.Response:
        if response is None:
            raise httpx2.ConnectError("refused")
        return response

    return httpx2.MockTransport(handler)


def test_without_its_token_the_page_says_how_to_get_it(app: Flask) -> None:
    walker = put_elsewhere(app, BenchControl(ELSEWHERE, None, answering(None)))

    assert walker.page.status_code == 409
    assert "The bench is locked" in walker.words
    assert (
        f"runs elsewhere, at {ELSEWHERE}. Grantlab was started without" in walker.words
    )
    assert "flask provider run --print-env" in walker.words
    assert "GRANTLAB_BENCH_TOKEN" in walker.words


@pytest.mark.parametrize(
    ("response", "status", "says"),
    [
        pytest.param(
            httpx2.Response(401, json={}), 409, "Its token was not accepted", id="token"
        ),
        pytest.param(None, 504, "No answer came", id="nobody there"),
        pytest.param(
            httpx2.Response(200, html="<h1>Router</h1>"),
            502,
            "no provider of this version",
            id="somebody else there",
        ),
        pytest.param(
            httpx2.Response(404, html="<h1>Not here</h1>"),
            502,
            "no provider of this version",
            id="no such address there",
        ),
    ],
)
def test_a_bench_that_cannot_be_used_says_why(
    app: Flask, response: httpx2.Response | None, status: int, says: str
) -> None:
    control = BenchControl(ELSEWHERE, Secret("invented-token"), answering(response))

    walker = put_elsewhere(app, control)

    assert walker.page.status_code == status
    assert says in walker.words
    assert ELSEWHERE in walker.words
    assert "invented-token" not in walker.page.text


def test_a_button_that_finds_nobody_says_so_too(user: BenchUser) -> None:
    page = user.page
    gone = BenchControl(ELSEWHERE, Secret("invented-token"), answering(None))
    user.app.extensions[EXTENSION] = replace(user.parts, bench=gone)

    answer = user.send_again("/bench/clock", page, by="1h")

    assert answer.status_code == 504
    assert "The bench does not answer" in answer.text
