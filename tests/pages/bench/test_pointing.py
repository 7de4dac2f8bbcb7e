"""The page *Point your integration here*."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from app import create_app
from blueprints.services import EXTENSION
from grantlab.formats.pointing.catalogue import LIBRARIES
from grantlab.settings import Settings
from tests.support.clocks import StandingClock
from tests.support.entropy import CountedEntropy
from tests.support.reading import Reading
from tests.support.walking import Walker

MINE = "http://localhost:3000/qb"


@pytest.fixture
def walker(app: Flask) -> Walker:
    walker = Walker(app)
    walker.open("/bench")
    walker.follow("Point your integration here")
    return walker


def lines_of(walker: Walker, library: str) -> str:
    """Return what is copied with the button of a library."""
    assert f'data-copy="#{library}-lines"' in walker.page.text
    pattern = rf'<pre[^>]*id="{library}-lines"[^>]*>(.*?)</pre>'
    found = re.search(pattern, walker.page.text, re.DOTALL)
    assert found is not None
    return unescape(found[1])


def test_every_library_is_there_with_lines_or_with_why_not(walker: Walker) -> None:
    words = walker.words

    for library in LIBRARIES:
        assert library.name in words
        assert library.notes[0] in words
    assert words.count("cannot be pointed elsewhere") == 4


def test_the_lines_are_for_the_service_that_answers_here(walker: Walker) -> None:
    environments = walker.app.extensions[EXTENSION].environments
    keys = environments.keys_of("embedded")

    lines = lines_of(walker, "intuit-oauth")

    assert f'client_id="{keys.client_id}"' in lines
    document = re.search(r'environment="([^"]+)"', lines)
    assert document is not None
    answer = walker.open(document[1])
    assert answer.json is not None
    assert answer.json["token_endpoint"].startswith("http://localhost:8484/intuit/")
    # The secret is in no line, and nowhere else on the page.
    assert 'client_secret=os.environ["CLIENT_SECRET"]' in lines
    assert keys.client_secret.reveal() not in walker.page.text


def test_a_redirect_uri_is_registered_and_stands_in_all_lines(walker: Walker) -> None:
    assert "Not registered yet" in walker.words

    walker.press("Register", redirect_uri=f" {MINE} ")

    assert "Registered:" in walker.words
    assert f'redirect_uri="{MINE}"' in lines_of(walker, "intuit-oauth")
    assert f'redirectUri: "{MINE}"' in lines_of(walker, "intuit-oauth-node")
    walker.open("/bench/clients")
    assert f'redirect_uri="{MINE}"' in lines_of(walker, "intuit-oauth")


def test_a_redirect_uri_with_a_fragment_is_refused_at_its_field(walker: Walker) -> None:
    answer = walker.press("Register", redirect_uri="http://localhost:3000/#here")

    assert answer.status_code == 422
    said = "Not registered: it has a fragment, which never reaches a server."
    assert said in walker.words
    assert f"{said}." not in walker.words
    fields = dict(Reading(answer.text).form_with("Register").fields)
    assert fields["redirect_uri"] == "http://localhost:3000/#here"


def test_an_address_cannot_put_what_it_likes_into_the_lines(walker: Walker) -> None:
    walker.open("/bench/clients?redirect_uri=http://evil.example/")

    assert "evil.example" not in walker.page.text


def test_a_closed_bench_leaves_the_lines_and_a_command(
    instance: Path, clock: StandingClock
) -> None:
    settings = Settings(
        instance=instance,
        embedded_url="http://127.0.0.1:8485",
        embedded_client_id="ABinvented",
        embedded_client_secret=SecretStr("invented"),
    )
    app = create_app(settings, clock=clock, entropy=CountedEntropy("closed"))

    page = Reading(app.test_client().get("/bench/clients").text)

    assert "flask provider app add-redirect-uri" in page.words
    assert 'client_id="ABinvented"' in page.words
    assert "http://127.0.0.1:8485/oauth2/v1/tokens/bearer" in page.words


def test_the_secret_is_two_clicks_away(walker: Walker) -> None:
    walker.follow("page of keys")

    assert "Show the development secret" in walker.words
    walker.follow("Back to where you came from")
    assert "Point your integration here" in walker.words
