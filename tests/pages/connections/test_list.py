"""The list of connections."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from grantlab.protocol.environment import Environment
from tests.pages.connections.stored import add_connection
from tests.support.reading import Reading
from tests.support.walking import Walker


def test_an_empty_list_says_how_to_fill_it(app: Flask) -> None:
    walker = Walker(app)

    walker.open("/connections")

    assert "No company is connected yet" in walker.words
    assert Reading(walker.page.text).link_to("Walk through") == "/walk"


def test_what_ends_first_stands_first(guarded_app: Flask) -> None:
    add_connection(guarded_app, Environment.SANDBOX, name="Fresh Ltd")
    add_connection(
        guarded_app, Environment.PRODUCTION, name="Old & Sons", ago=timedelta(days=95)
    )
    walker = Walker(guarded_app)

    walker.open("/connections")

    words = walker.words
    assert words.index("Old & Sons") < words.index("Fresh Ltd")
    assert "Production · connection 2 ending soon" in words
    assert "Sandbox · connection 1 healthy" in words


def test_a_company_that_only_the_browser_named_is_unproved(app: Flask) -> None:
    add_connection(app, Environment.SANDBOX)
    walker = Walker(app)

    walker.open("/connections")

    assert "Company not yet named" in walker.words
    assert "unproved" in walker.words


def test_three_deadlines_are_told_absolutely_and_relatively(app: Flask) -> None:
    walker = Walker(app)
    walker.connect()

    walker.open("/connections")

    assert "Access token 9 Mar 2026 13:00:00 UTC in 1 hour" in walker.words
    assert "Refresh token, soft" in walker.words
    assert "Consent, hard" in walker.words


@pytest.fixture
def many(app: Flask) -> Walker:
    """Somebody with 101 companies, of which the one with the largest number ends first."""
    for number in range(1, 102):
        add_connection(
            app,
            Environment.SANDBOX,
            realm_id=f"91300000000{number:05d}",
            name=f"Invented {number} Ltd" if number % 50 == 1 else None,
            ago=timedelta(minutes=number),
        )
    return Walker(app)


def test_a_long_list_is_told_a_page_at_a_time(many: Walker) -> None:
    many.open("/connections")
    words = many.words
    many.follow("Next: 51 to 100")
    many.follow("Next: 101")

    assert "101 connections. What ends first comes first. Here are 1 to 50." in words
    assert "connection 52 " in words
    assert "connection 51 " not in words
    assert many.page.request.full_path == "/connections?page=3"
    assert "connection 1 " in many.words
    assert "101 of 101" in many.words
    assert "<title>Connections, page 3 of 3 · Grantlab</title>" in many.page.text
    assert Reading(many.page.text).link_to("Previous: 51 to 100")


def test_every_connection_is_on_one_page_and_no_other(many: Walker) -> None:
    numbers: list[str] = []
    for page in ("", "?page=2", "?page=3"):
        many.open(f"/connections{page}")
        numbers += re.findall(r"· connection (\d+)", many.words)

    assert numbers == [str(number) for number in range(101, 0, -1)]


def test_beyond_the_list_stands_the_nearest_page(many: Walker) -> None:
    told = {}
    for page in ("4", "99999999999999999999", "0", "-1", "two"):
        many.open(f"/connections?page={page}")
        told[page] = many.words.partition("Here are ")[2].partition(".")[0]

    assert told == {
        "4": "101",
        "99999999999999999999": "101",
        "0": "1 to 50",
        "-1": "1 to 50",
        "two": "1 to 50",
    }


def test_all_pages_are_searched_for_words(many: Walker) -> None:
    many.open("/connections?q=invented+51&page=3")
    words = many.words
    many.open("/connections?q=SANDBOX")

    assert "1 of 101 connections have “invented 51”" in words
    assert "Invented 51 Ltd" in words
    assert "Next" not in words
    assert Reading(many.page.text).link_to("Next") == "/connections?q=SANDBOX&page=2"


def test_words_that_are_typed_replace_only_what_was_found(app: Flask) -> None:
    add_connection(app, Environment.SANDBOX)
    walker = Walker(app)

    answer = walker.client.get(
        "/connections?q=<b>",
        base_url=walker.address,
        headers={"Swap-Target": "found"},
    )

    assert answer.text.startswith('<div id="found"')
    assert "No connection has “<b>” in its number" in Reading(answer.text).words


def test_a_short_list_has_no_form_to_find_in_it(app: Flask) -> None:
    add_connection(app, Environment.SANDBOX)
    walker = Walker(app)

    walker.open("/connections")

    assert "Companies that have consented. What ends first comes first." in walker.words
    assert "Find a connection" not in walker.words
