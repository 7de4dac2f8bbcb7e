"""Ending a connection: told, owed, wiped, forgotten, and begun anew."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from blueprints.services import EXTENSION
from grantlab.protocol.environment import Environment
from tests.pages.connections.stored import add_connection, lose_answers, parts_of
from tests.support.reading import Reading
from tests.support.walking import Walker

OTHER_COMPANY = "Harbour Cafe"


def wipe(walker: Walker) -> None:
    """Revoke in vain, and wipe all the same."""
    walker.press("Revoke in embedded")
    walker.follow("Wipe here now")
    walker.press("Wipe it now", sure="yes")


def test_wiping_is_offered_only_where_the_service_could_not_be_told(
    app: Flask, walker: Walker
) -> None:
    before = walker.words
    lose_answers(app)

    walker.press("Revoke in embedded")

    assert "Wipe here now" not in before
    assert "No answer came" in walker.words
    assert Reading(walker.page.text).link_to("Wipe here now") == "/connections/1/wipe"


def test_nothing_is_wiped_by_someone_who_does_not_say_so(walker: Walker) -> None:
    walker.open("/connections/1/wipe")

    walker.press("Wipe it now")

    assert "Nothing was wiped" in walker.words


@pytest.mark.proves("L601", "L604")
def test_what_was_wiped_is_owed_until_the_service_is_told(
    app: Flask, walker: Walker
) -> None:
    good_line = parts_of(app)
    lose_answers(app)
    wipe(walker)
    owed = walker.words
    app.extensions[EXTENSION] = good_line

    walker.press("Tell the service now")

    assert "the service is owed word of it" in owed
    assert "The service has yet to be told" in owed
    assert "The service was told" in walker.words
    assert "paid" in walker.words
    assert "It was revoked from here" in walker.words


def test_a_debt_that_fails_again_says_why_and_when_it_is_tried(
    app: Flask, walker: Walker
) -> None:
    lose_answers(app)
    wipe(walker)

    walker.press("Tell the service now")

    assert "The service still does not know" in walker.words
    # Lost answers, not lost requests: the third time the token is void there.
    assert "Asked 2 times" in walker.words
    assert "in 2 minutes" in walker.words


def test_wiping_tells_the_service_when_it_can_be_told_after_all(walker: Walker) -> None:
    walker.open("/connections/1/wipe")

    walker.press("Wipe it now", sure="yes")

    assert "It was revoked" in walker.words
    assert "Owed to the service" not in walker.words


def test_forgetting_can_tell_the_service_first(app: Flask, walker: Walker) -> None:
    walker.follow("Forget here")

    walker.press("Forget it", sure="yes", tell="yes")

    assert "It was revoked and forgotten" in walker.words
    with app.app_context():
        assert parts_of(app).connections.count() == 0
    assert "Owed to the service" not in walker.words


def test_the_debt_of_a_forgotten_connection_stands_on_the_list(
    app: Flask, walker: Walker
) -> None:
    good_line = parts_of(app)
    lose_answers(app)
    walker.follow("Forget here")
    walker.press("Forget it", sure="yes", tell="yes")
    forgotten = walker.words
    app.extensions[EXTENSION] = good_line

    walker.press("Tell the service now")

    assert "Connection 1, forgotten since, was wiped here" in forgotten
    assert "The service was told" in walker.words
    assert "Owed to the service" not in walker.words


def test_keeping_warm_is_switched_on_and_off(app: Flask, walker: Walker) -> None:
    walker.press("Keep it warm")
    with app.app_context():
        warm = parts_of(app).connections.get(1).keep_warm

    walker.press("Stop keeping it warm")

    assert warm
    assert "It may cool" in walker.words
    with app.app_context():
        assert not parts_of(app).connections.get(1).keep_warm


@pytest.mark.proves("L605")
def test_reconnecting_goes_on_in_the_same_row(walker: Walker) -> None:
    walker.follow("Connect again")
    told = walker.words
    walker.press("Begin")
    walker.press("Prepare the request")
    walker.consent()
    came_back = walker.words
    walker.follow("On to exchange")
    walker.press("Exchange the code")

    walker.open("/connections/1")

    assert "This walk is for connection 1" in told
    assert "Another company was chosen" not in came_back
    assert "Exchanged for a code: consent 2" in walker.words


@pytest.mark.proves("L605")
def test_another_company_is_warned_of_and_overwrites_nothing(
    app: Flask, walker: Walker
) -> None:
    walker.follow("Connect again")
    walker.press("Begin")
    walker.press("Prepare the request")
    walker.consent(OTHER_COMPANY)
    came_back = walker.words
    walker.follow("On to exchange")
    walker.press("Exchange the code")

    assert "Another company was chosen" in came_back
    assert "Nothing of that connection is overwritten" in came_back
    assert "the other company has a connection of its own" in walker.words
    with app.app_context():
        first, second = parts_of(app).connections.all()
        assert (first.consent, second.consent) == (1, 1)
        assert parts_of(app).connections.realm_id(first) == "9341450000000101"


@pytest.mark.parametrize("number", ["7", "9" * 23, "-1", "seven"])
def test_a_walk_for_a_connection_that_is_not_there_is_a_walk_like_any(
    walker: Walker, number: str
) -> None:
    walker.open(f"/walk/keys?environment=embedded&connection={number}")

    walker.press("Begin")

    assert walker.page.status_code == 200
    assert urlsplit(walker.page.request.url).path == "/walk/scopes"


def test_a_production_connection_is_renewed_by_an_import(
    guarded_app: Flask,
) -> None:
    add_connection(guarded_app, Environment.PRODUCTION, name="Old & Sons")
    walker = Walker(guarded_app)
    walker.open("/connections/1")

    walker.follow("Import a new refresh token")

    assert "Import a refresh token" in walker.words
    assert "This is how production connections are made" in walker.words
