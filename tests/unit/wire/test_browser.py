"""A plain browser: what it follows, what it keeps, and what is noted of it."""

import httpx2
import pytest

from grantlab.protocol.round_trip import Purpose
from grantlab.wire.browser import Browser
from grantlab.wire.errors import UnreachableError
from tests.unit.wire.lines import BASE, Service, answering, failing, line_to

ENTRY = f"{BASE}/connect/oauth2"
QUESTION = """
<form method="post" action="/connect/decision?scope=openid">
  <input type="hidden" name="csrf_token" value="not-a-secret">
  <input type="text" name="left" value="out">
  <button name="decision" value="connect">Connect</button>
  <button name="decision" value="deny">No <em>thanks</em></button>
</form>
<a href="/elsewhere">A company <code>of that number</code></a>
"""


def page(text: str = QUESTION, **headers: str) -> httpx2.Response:
    return httpx2.Response(200, html=text, headers=headers)


def redirect(location: str) -> httpx2.Response:
    return httpx2.Response(302, headers={"Location": location})


def browser_at(service: Service) -> Browser:
    return Browser(line_to(service))


def test_a_redirect_that_leads_away_is_shown_and_not_followed() -> None:
    service, asked = answering(redirect("https://app.example/back?error=no&state="))

    sight = browser_at(service).open(ENTRY)

    assert sight.leaves_for == "https://app.example/back"
    assert sight.brings == (("error", "no"), ("state", ""))
    assert len(asked) == 1


def test_a_redirect_that_stays_with_the_service_is_followed() -> None:
    service, asked = answering(redirect("/connect/oauth2?again=1"), page())

    sight = browser_at(service).open(ENTRY)

    assert sight.location is None
    assert sight.brings == ()
    assert str(asked[1].url) == f"{ENTRY}?again=1"


def test_a_button_sends_its_own_value_and_what_is_hidden_in_its_form() -> None:
    service, asked = answering(page(), page())
    browser = browser_at(service)

    browser.press(browser.open(ENTRY), "No thanks")

    assert asked[1].method == "POST"
    assert str(asked[1].url) == f"{BASE}/connect/decision?scope=openid"
    assert asked[1].content == b"csrf_token=not-a-secret&decision=deny"


def test_a_link_is_found_by_words_that_are_on_it() -> None:
    service, _ = answering(page())

    sight = browser_at(service).open(ENTRY)

    assert sight.link("of that number") == f"{BASE}/elsewhere"
    assert sight.link("another") is None


def test_a_button_that_is_not_there_cannot_be_pressed() -> None:
    service, _ = answering(page())
    browser = browser_at(service)
    sight = browser.open(ENTRY)

    with pytest.raises(LookupError, match="Sign in"):
        browser.press(sight, "Sign in")


def test_cookies_are_brought_back() -> None:
    service, asked = answering(page(**{"Set-Cookie": "seen=1; Path=/"}), page())
    browser = browser_at(service)

    browser.open(ENTRY)
    browser.open(ENTRY)

    assert "Cookie" not in asked[0].headers
    assert asked[1].headers["Cookie"] == "seen=1"


def test_a_visit_is_noted_without_the_page_and_without_what_is_typed() -> None:
    service, _ = answering(page(), redirect("https://app.example/?code=XAB1x&state=y"))
    line = line_to(service)
    browser = Browser(line)

    browser.press(browser.open(f"{ENTRY}?state=invented"), "Connect")

    opened, pressed = line.round_trips
    assert {opened.purpose, pressed.purpose} == {Purpose.AUTHORIZATION_REQUEST}
    assert opened.status == 200
    assert opened.response_body == ""
    for value in ("invented", "not-a-secret", "XAB1x"):
        assert value not in repr((opened, pressed))


def test_a_service_that_does_not_answer_is_unreachable() -> None:
    browser = browser_at(failing(httpx2.ConnectError("refused")))

    with pytest.raises(UnreachableError):
        browser.open(ENTRY)
