"""The clock on the page: what it says, and the ways to move it."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest

from blueprints.bench.clock_panel import STEPS
from grantlab.protocol.durations import parse_duration
from tests.pages.bench.user import BenchUser
from tests.support.clocks import NOON

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def inputs(markup: str) -> list[dict[str, str | None]]:
    """Return the attributes of every input."""
    found = list[dict[str, str | None]]()

    class Inputs(HTMLParser):
        def handle_starttag(
            self, tag: str, attrs: list[tuple[str, str | None]]
        ) -> None:
            if tag == "input":
                found.append(dict(attrs))

    Inputs().feed(markup)
    return found


def test_a_clock_that_was_not_moved_says_so(user: BenchUser) -> None:
    assert "9 Mar 2026 12:00:00 UTC as this machine has it" in user.words


@pytest.mark.parametrize("step", [pytest.param(step, id=step.by) for step in STEPS])
def test_a_usual_step_moves_both_sides(user: BenchUser, step: tuple[str, str]) -> None:
    by, _ = step

    page = user.send("/bench/clock", by=by)

    assert page.request.path == "/bench"
    assert page.request.args["notice"] == "moved"
    assert user.offset == parse_duration(by)
    assert user.client_time == NOON + parse_duration(by)


def test_the_notice_and_the_bar_say_how_far_it_went(user: BenchUser) -> None:
    user.send("/bench/clock", by="25h")

    assert "Good 1 day 1 hour went by" in user.words
    assert "1 day 1 hour ahead of this machine" in user.words
    assert "moved ahead 1 day 1 hour" in user.words


@pytest.mark.parametrize("typed", ["25h", " 25 H ", "1d1h", "+25h"])
def test_a_length_may_be_typed(user: BenchUser, typed: str) -> None:
    user.send("/bench/clock", by=typed)

    assert user.offset == 25 * HOUR


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param("", "Type a length of time such as 25h", id="nothing"),
        pytest.param("25", "Type a length of time such as 25h", id="no unit"),
        pytest.param("1.5h", "Type a length of time such as 25h", id="a fraction"),
        pytest.param("36501d", "a hundred years at most", id="beyond the calendar"),
        pytest.param("9" * 4000 + "d", "a hundred years at most", id="enormous"),
        pytest.param("-1h", "only moves forward", id="backwards"),
        pytest.param("0", "only moves forward", id="not at all"),
        pytest.param("\x00<b>'\"", "Type a length of time", id="markup"),
    ],
)
def test_what_is_no_length_comes_back_with_a_sentence(
    user: BenchUser, typed: str, says: str
) -> None:
    page = user.send("/bench/clock", by=typed)

    assert page.status_code == 422
    assert says in user.words
    assert "<b>'" not in page.text
    assert user.offset == timedelta()


def test_what_was_typed_is_in_its_field_again(user: BenchUser) -> None:
    page = user.send("/bench/clock", by='25x"')

    assert 'value="25x&#34;"' in page.text
    assert page.text.count('aria-invalid="true"') == 1


@pytest.mark.parametrize(
    ("action", "typed", "name"),
    [
        pytest.param("/bench/clock", {"by": "soon"}, "by", id="clock"),
        pytest.param("/bench/clock/service", {"span": "soon"}, "span", id="skew"),
        pytest.param("/bench/policy/grace", {"value": "soon"}, "value", id="knob"),
        pytest.param("/bench/faults/http-503", {"times": "0"}, "times", id="fault"),
    ],
)
def test_the_field_that_is_wrong_has_the_focus_and_its_sentence(
    user: BenchUser, action: str, typed: dict[str, str], name: str
) -> None:
    page = user.send(action, **typed)

    focused = [field for field in inputs(page.text) if "autofocus" in field]
    (field,) = focused
    assert field["name"] == name
    assert f'id="{field["aria-describedby"]}"' in page.text


def test_a_form_that_is_sent_twice_moves_the_clock_once(user: BenchUser) -> None:
    page = user.page

    user.send_again("/bench/clock", page, by="1825d")
    second = user.send_again("/bench/clock", page, by="1825d")

    assert user.offset == 1825 * DAY
    assert "The clock had been moved already" in second.text


def test_the_clock_goes_no_further_than_a_hundred_years(user: BenchUser) -> None:
    user.send("/bench/clock", by="36500d")

    page = user.send("/bench/clock", by="1d")

    assert page.status_code == 200
    assert "The clock goes no further" in user.words


def test_nothing_to_wait_for_is_said_in_words(user: BenchUser) -> None:
    assert "No access token has been issued yet." in user.words
    assert "No refresh token has been replaced yet." in user.words
    assert "A minute before" not in user.words


@pytest.mark.parametrize(
    ("moment", "after"),
    [
        pytest.param("before-access-token-ends", timedelta(minutes=59), id="access"),
        pytest.param("after-refresh-token-ends", 100 * DAY, id="refresh"),
        pytest.param("before-hard-limit", 1825 * DAY, id="hard limit"),
    ],
)
def test_the_clock_is_moved_to_a_moment(
    holder: BenchUser, moment: str, after: timedelta
) -> None:
    holder.send("/bench/clock/moment", moment=moment)

    assert abs(holder.offset - after) <= timedelta(minutes=1)
    assert "It is now a minute" in holder.words


def test_each_moment_says_when_it_is(holder: BenchUser) -> None:
    assert (
        "The newest access token ends A minute before 9 Mar 2026 12:59:00 UTC in 59 minutes "
        "A minute after 9 Mar 2026 13:01:00 UTC in 1 hour 1 minute"
    ) in holder.words


def test_a_moment_that_passed_lies_behind(holder: BenchUser) -> None:
    page = holder.page
    holder.send("/bench/clock", by="2h")

    late = holder.send_again(
        "/bench/clock/moment", page, moment="after-access-token-ends"
    )

    assert "It lies behind. A minute after was 9 Mar 2026 13:01:00 UTC" in holder.words
    assert "That moment lies behind" in late.text
    assert holder.offset == 2 * HOUR


def test_a_moment_that_does_not_exist_is_a_page_that_says_so(holder: BenchUser) -> None:
    page = holder.send("/bench/clock/moment", moment="<teatime>")

    assert page.status_code == 409
    assert "There is no moment &#39;&lt;teatime&gt;&#39;" in page.text


def test_only_the_services_clock_can_be_wrong(holder: BenchUser) -> None:
    holder.send("/bench/clock/service", amount="-10m", times="", span="30m")

    (fault,) = holder.state.faults.armed
    assert (fault.name, fault.amount) == ("service-clock-wrong", "-10m")
    assert (fault.remaining, fault.ends_at) == (None, NOON + timedelta(minutes=30))
    assert holder.client_time == NOON
    assert "The service’s clock is wrong from now on" in holder.words


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param({"amount": "2d"}, "goes from -1d to 1d.", id="too wrong"),
        pytest.param({"amount": "soon"}, "Type a length of time", id="no length"),
        pytest.param({"times": "0"}, "armed for 1 to 1000000", id="no request"),
        pytest.param({"times": "many"}, "whole number of requests", id="no number"),
        pytest.param({"span": "-1h"}, "more than nothing", id="a span backwards"),
    ],
)
def test_a_wrong_clock_that_cannot_be_comes_back(
    user: BenchUser, typed: dict[str, str], says: str
) -> None:
    page = user.send("/bench/clock/service", **{"amount": "10m", **typed})

    assert page.status_code == 422
    assert says in user.words
    assert user.state.faults.armed == ()


@pytest.mark.parametrize(
    "address", ["/bench/clock", "/bench/clock/service", "/bench/faults/http-503"]
)
def test_the_address_of_a_form_that_came_back_leads_to_the_bench(
    user: BenchUser, address: str
) -> None:
    page = user.open(address)

    assert (page.status_code, page.request.path) == (200, "/bench")


def test_a_notice_says_nothing_that_an_address_made_up(user: BenchUser) -> None:
    page = user.open("/bench?notice=followed&about=<em>Intuit</em>")

    assert "The service follows another preset now" in user.words
    assert "Intuit&lt;" not in page.text


def test_the_clock_in_the_bar_leads_to_the_bench(holder: BenchUser) -> None:
    holder.open("/walk")

    holder.follow("The embedded clock says")

    assert holder.page.request.path == "/bench"
