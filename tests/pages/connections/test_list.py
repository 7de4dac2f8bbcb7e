"""The list of connections."""

from datetime import timedelta

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
