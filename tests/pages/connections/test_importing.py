"""Importing a refresh token on its page."""

import pytest
from flask import Flask

from tests.pages.connections.stored import obtain_elsewhere, parts_of
from tests.support import invented
from tests.support.reading import Reading
from tests.support.walking import Walker

COMPANY = "9341450000000101"


@pytest.fixture
def walker(app: Flask) -> Walker:
    walker = Walker(app)
    walker.open("/connections/import")
    return walker


def fill_in(walker: Walker, refresh_token: str, **changes: str) -> None:
    fields = {
        "environment": "embedded",
        "realm_id": COMPANY,
        "refresh_token": refresh_token,
        "sure": "yes",
        **changes,
    }
    walker.press("Seal it", **fields)


def test_the_page_warns_before_and_never_shows_what_is_typed(walker: Walker) -> None:
    markup = walker.page.text

    assert "rotates it under its owner’s feet" in walker.words
    assert markup.count('type="password"') == 2
    assert 'autocomplete="off"' in markup


def test_an_imported_token_makes_a_connection_that_can_be_refreshed(
    app: Flask, walker: Walker
) -> None:
    fill_in(walker, obtain_elsewhere(app)["refresh_token"])
    imported = walker.words

    walker.press("Refresh")

    assert "It was imported, and nothing was sent" in imported
    assert "Imported: consent 1" in imported
    assert "the first call refreshes first" in imported
    assert "It was refreshed" in walker.words


def test_a_company_that_is_connected_is_named_by_its_connection(app: Flask) -> None:
    walker = Walker(app)
    walker.connect()
    walker.open("/connections/import")

    fill_in(walker, obtain_elsewhere(app)["refresh_token"])

    assert walker.page.status_code == 409
    assert "Connection 1 holds this company already" in walker.words
    assert Reading(walker.page.text).link_to("Look at connection 1") == "/connections/1"


@pytest.mark.proves("L705")
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"refresh_token": ""}, "Paste the refresh token", id="no token"),
        pytest.param(
            {"refresh_token": invented.ACCESS_TOKEN},
            "That is an access token",
            id="the other token",
        ),
        pytest.param(
            {"refresh_token": invented.REFRESH_TOKEN},
            "the embedded service never made it",
            id="a token of Intuit's",
        ),
        pytest.param(
            {"refresh_token": "x" * (1 << 20)}, "and no token is", id="a megabyte"
        ),
        pytest.param({"realm_id": "my books"}, "made of digits only", id="a name"),
        pytest.param({"sure": ""}, "Tick it to say", id="not meant"),
        pytest.param({"scopes": " "}, "Name the scopes", id="no scopes"),
        pytest.param({"environment": "mars"}, "Choose one", id="another planet"),
    ],
)
def test_a_wrong_field_says_so_and_no_token_comes_back(
    app: Flask, walker: Walker, changes: dict[str, str], says: str
) -> None:
    token = obtain_elsewhere(app)["refresh_token"]

    fill_in(walker, **{"refresh_token": token, **changes})

    assert walker.page.status_code == 422
    assert says in walker.words
    assert (changes.get("refresh_token") or token) not in walker.page.text
    with app.app_context():
        assert parts_of(app).connections.count() == 0


def test_without_keys_nothing_is_imported(walker: Walker) -> None:
    fill_in(walker, invented.REFRESH_TOKEN, environment="production")

    assert walker.page.status_code == 409
    assert "The keys of the production environment are not there yet" in walker.words


def test_the_empty_list_and_the_production_step_lead_here(walker: Walker) -> None:
    walker.open("/connections")
    from_list = Reading(walker.page.text).link_to("Import a refresh token")
    walker.open("/walk/keys?environment=production")
    from_step = Reading(walker.page.text).link_to("Import a refresh token")

    assert from_list == "/connections/import"
    assert from_step == "/connections/import?environment=production"
