"""A recorded request and its answer, as it can be asked."""

import pytest

from grantlab.protocol.round_trip import Pairs
from tests.support.builders import round_trip

FORM = (("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),)


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        pytest.param(200, False, id="well"),
        pytest.param(302, False, id="elsewhere"),
        pytest.param(400, True, id="refused"),
        pytest.param(503, True, id="broken"),
        pytest.param(None, False, id="no answer"),
    ],
)
def test_an_error_status_is_a_refusal(status: int | None, refused: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert round_trip(status=status).refused is refused


def test_a_form_keeps_a_parameter_that_came_twice() -> None:
    recorded = round_trip(request_headers=FORM, request_body="code=a&code=b&empty=")

    assert recorded.form == (("code", "a"), ("code", "b"), ("empty", ""))


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((), id="no content type"),
        pytest.param((("content-type", "application/json"),), id="JSON"),
    ],
)
def test_any_other_body_is_no_form(headers: Pairs) -> None:
    assert round_trip(request_headers=headers, request_body="a=b").form == ()


def test_the_query_keeps_its_order_and_its_repetitions() -> None:
    recorded = round_trip(url="http://localhost/cb?state=x&code=1&code=2")

    assert recorded.query == (("state", "x"), ("code", "1"), ("code", "2"))


def test_a_header_is_found_in_any_case() -> None:
    recorded = round_trip(
        request_headers=(("Accept", "application/json"),),
        response_headers=(("Intuit_TID", "1-tid"),),
    )

    assert recorded.intuit_tid == "1-tid"
    assert recorded.request_header("ACCEPT") == "application/json"
    assert recorded.response_header("Location") is None
