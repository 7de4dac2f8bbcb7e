"""The faults on the page: armed, listed, disarmed."""

from datetime import timedelta

import pytest

from grantlab.provider.faults.catalogue import FAULTS
from tests.pages.bench.user import BenchUser
from tests.support.clocks import NOON


def test_every_fault_says_what_it_does_and_how_a_terminal_arms_it(
    user: BenchUser,
) -> None:
    for name, kind in FAULTS.items():
        assert f"Source: {kind.source}." in user.words
        assert f"flask provider fault arm {name}" in user.words


def test_every_fault_can_be_armed(user: BenchUser) -> None:
    page = user.page

    for name in FAULTS:
        told = user.send_again(f"/bench/faults/{name}", page)
        assert f"{name} is armed" in told.text

    armed = [(fault.name, fault.remaining) for fault in user.state.faults.armed]
    assert armed == [(name, 1) for name in FAULTS]


def test_a_fault_is_armed_for_requests_and_for_a_time(user: BenchUser) -> None:
    user.send("/bench/faults/slow-answer", times="3", span="10m", amount="5s")

    (armed,) = user.state.faults.armed
    assert (armed.amount, armed.remaining) == ("5s", 3)
    assert armed.ends_at == NOON + timedelta(minutes=10)
    assert "by 5s 3 requests left until 9 Mar 2026 12:10:00 UTC" in user.words


def test_a_fault_for_a_time_meets_every_request_of_it(user: BenchUser) -> None:
    user.send("/bench/faults/http-503", span="1d")

    (armed,) = user.state.faults.armed
    assert armed.remaining is None


def test_a_fault_is_disarmed(user: BenchUser) -> None:
    user.send("/bench/faults/http-503")
    user.send("/bench/faults/rate-limited")

    user.send("/bench/faults/http-503/disarm")

    assert [fault.name for fault in user.state.faults.armed] == ["rate-limited"]
    assert "http-503 is disarmed" in user.words


def test_all_faults_are_disarmed_together(user: BenchUser) -> None:
    user.send("/bench/faults/http-503")
    user.send("/bench/faults/rate-limited")

    user.press("Disarm all")

    assert user.state.faults.armed == ()
    assert "No fault waits: every request is answered as it should be." in user.words


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param({"times": "0"}, "armed for 1 to 1000000 requests", id="none"),
        pytest.param({"times": "1000001"}, "armed for 1 to", id="one too many"),
        pytest.param({"times": "9" * 5000}, "whole number of requests", id="enormous"),
        pytest.param({"times": "-1"}, "whole number of requests", id="below none"),
        pytest.param({"times": "²"}, "whole number of requests", id="a digit of sorts"),
        pytest.param({"span": "later"}, "Type a length of time", id="no span"),
        pytest.param({"span": "0"}, "more than nothing", id="an empty span"),
        pytest.param({"amount": "61s"}, "goes from 0 to 1m", id="too slow"),
        pytest.param({"amount": '"><b>'}, "Type a length of time", id="markup"),
    ],
)
def test_an_arming_that_cannot_be_comes_back_unfolded(
    user: BenchUser, typed: dict[str, str], says: str
) -> None:
    page = user.send("/bench/faults/slow-answer", **{"amount": "2s", **typed})

    assert page.status_code == 422
    assert says in user.words
    assert '"><b>' not in page.text
    assert page.text.count('aria-invalid="true"') == 1
    assert user.state.faults.armed == ()


def test_an_amount_that_a_fault_does_not_have_is_refused(user: BenchUser) -> None:
    page = user.send("/bench/faults/http-503", amount="5s")

    assert page.status_code == 422
    assert user.state.faults.armed == ()
