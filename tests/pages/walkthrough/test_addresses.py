"""Addresses: what stage they set, what they keep to themselves, whom they answer."""

import re

import pytest
from flask import Flask

from tests.support.walking import Walker


def test_an_address_opened_in_another_browser_sets_the_same_stage(
    connected: Walker, app: Flask
) -> None:
    connected.go_to_step("Refresh")
    address = connected.page.request.url

    other = Walker(app)
    other.open(address)

    assert "That walk is not one of this browser" in other.words
    other.press("Begin the walk")
    assert "You choose what the user will be asked to grant" in other.words


def test_an_address_cannot_dress_a_walk_as_another_environment(
    connected: Walker,
) -> None:
    connected.go_to_step("Refresh")

    connected.open(connected.page.request.url.replace("embedded", "production"))

    assert "Embedded" in connected.words
    assert "Real companies" not in connected.words


@pytest.mark.proves("L705")
def test_no_address_of_a_walk_carries_a_value(connected: Walker) -> None:
    addresses = re.findall(r'href="([^"]+)"', connected.page.text)

    for address in addresses:
        assert not re.search(r"RT1-|XAB1|eyJ|state=|code=", address), address


def test_a_response_for_nobody_is_disregarded(app: Flask) -> None:
    walker = Walker(app)

    walker.open("/walk/callback?code=invented&state=invented&realmId=1")

    assert "That response belongs to no walk of this browser" in walker.words


def test_the_callback_is_answered_with_a_redirect_that_names_no_value(
    asking: Walker,
) -> None:
    answer = asking.client.get(
        "/walk/callback?code=inventedcode&state=inventedstate", base_url=asking.address
    )

    assert answer.status_code == 303
    assert "invented" not in answer.location
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_visit_to_the_numeric_address_is_sent_to_localhost(walker: Walker) -> None:
    answer = walker.client.get("/walk/keys", base_url="http://127.0.0.1:8484")

    assert answer.status_code == 307
    assert answer.location == "http://localhost:8484/walk/keys"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "10.0.0.1"])
def test_a_name_that_is_not_ours_is_not_answered(walker: Walker, host: str) -> None:
    answer = walker.client.get("/walk/keys", base_url=f"http://{host}:8484")

    assert answer.status_code == 400


def test_a_form_without_its_token_does_nothing(connected: Walker) -> None:
    connected.go_to_step("Revoke")

    answer = connected.client.post("/walk/revoke", base_url=connected.address)

    assert answer.status_code == 400
    assert "This form is no longer good" in answer.text
    connected.go_to_step("Revoke")
    assert "Revoke the connection" in connected.words


@pytest.mark.parametrize("step", ["nonsense", "break"])
def test_a_step_that_does_not_exist_is_not_found(walker: Walker, step: str) -> None:
    assert (
        walker.client.get(f"/walk/{step}", base_url=walker.address).status_code == 404
    )


@pytest.mark.parametrize(
    "query",
    [
        "environment=moon",
        "break=everything",
        "scopes=" + "x" * 4000,
        "walk=%00",
        "problem=none",
    ],
)
def test_an_address_that_is_not_understood_shows_the_step_all_the_same(
    walker: Walker, query: str
) -> None:
    page = walker.open(f"/walk/keys?{query}")

    assert page.status_code == 200


def test_pages_forbid_what_they_do_not_need(walker: Walker) -> None:
    answer = walker.open("/walk/keys")

    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_prefers_json_gets_errors_as_json(walker: Walker) -> None:
    answer = walker.client.get(
        "/connections/99",
        base_url=walker.address,
        headers={"Accept": "application/json"},
    )

    assert answer.status_code == 404
    assert answer.get_json()["error"] == "connection-not-found"
