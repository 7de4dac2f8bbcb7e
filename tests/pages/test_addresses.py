"""How addresses are written: without a slash at their end."""

from collections.abc import Iterator

import pytest
from flask import Flask


def addresses(app: Flask) -> Iterator[str]:
    """Yield every page whose address needs nothing to be filled in."""
    for rule in app.url_map.iter_rules():
        if not rule.arguments and "GET" in (rule.methods or ()) and rule.rule != "/":
            yield rule.rule


def test_every_page_is_found_with_a_slash_behind_its_address(app: Flask) -> None:
    client = app.test_client()
    found = {address: client.get(f"{address}/") for address in addresses(app)}

    assert {"/connections", "/diagnose", "/learn/causes", "/walk"} <= found.keys()
    assert {answer.status_code for answer in found.values()} == {308}
    assert {address: answer.location for address, answer in found.items()} == {
        address: address for address in found
    }


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        pytest.param(
            "/connections/?q=blue%20sky&page=2",
            "/connections?q=blue%20sky&page=2",
            id="the query is kept",
        ),
        pytest.param("/learn/causes//", "/learn/causes", id="two slashes"),
        pytest.param("/walk/keys/", "/walk/keys", id="a step"),
    ],
)
def test_the_rest_of_an_address_stays(app: Flask, asked: str, led_to: str) -> None:
    answer = app.test_client().get(asked)

    assert (answer.status_code, answer.location) == (308, led_to)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing-here/",
        "//example.com/",
        "///example.com//",
        "/\\example.com/",
        "/https://example.com/",
        "//example.com/connections/",
    ],
)
def test_an_address_of_nothing_leads_nowhere(app: Flask, path: str) -> None:
    # As a server hands it on: a client of tests would take two slashes for a host.
    answer = app.test_client().get("/", environ_overrides={"PATH_INFO": path})

    assert answer.status_code == 404
    assert answer.location is None


def test_what_is_sent_is_not_sent_on(app: Flask) -> None:
    assert app.test_client().post("/connections/").status_code in {400, 404}
