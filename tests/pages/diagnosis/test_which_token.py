"""A token or a fingerprint, placed: on the page and from a terminal."""

import json
import logging

import pytest
from flask import Flask

from tests.pages.connections.stored import parts_of
from tests.support.invented import EVERY_SECRET, REFRESH_TOKEN
from tests.support.reading import Reading
from tests.support.walking import COMPANY, Walker


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Somebody who has refreshed a connection once."""
    walker = Walker(app)
    walker.connect()
    walker.open("/connections/1")
    walker.press("Call CompanyInfo")
    walker.press("Refresh")
    walker.open("/diagnose/token")
    return walker


@pytest.fixture
def tokens(app: Flask, walker: Walker) -> list[str]:
    """Return the refresh tokens, oldest first."""
    del walker
    with app.app_context():
        parts = parts_of(app)
        return [
            parts.generations.refresh_token(item).reveal()
            for item in parts.generations.of_connection(1)
        ]


def place(walker: Walker, typed: str) -> str:
    walker.press("Look it up", token=typed)
    return walker.words


def test_its_recipes_lead_nowhere_else(walker: Walker) -> None:
    assert "and tells you: this page places it." in walker.words


def test_the_current_token_is_placed_in_its_family(
    walker: Walker, tokens: list[str]
) -> None:
    words = place(walker, tokens[1])

    assert "By its shape it is a refresh token (made by the embedded service" in words
    assert f"The refresh token of pair 2 of connection 1, {COMPANY}" in words
    assert "current" in words
    href = Reading(walker.page.text).link_to("Its family tree")
    assert href == "/connections/1?all=1#family"


def test_an_older_token_is_told_to_be_superseded(
    walker: Walker, tokens: list[str]
) -> None:
    words = place(walker, tokens[0])

    assert "pair 1 of connection 1" in words
    assert "A newer pair has replaced its own." in words


def test_a_fingerprint_is_enough(app: Flask, walker: Walker) -> None:
    with app.app_context():
        fingerprint = parts_of(app).generations.of_connection(1)[0].refresh_fingerprint

    assert "pair 1 of connection 1" in place(walker, f"‹refresh_token {fingerprint}›")


@pytest.mark.proves("L705")
def test_what_was_typed_is_neither_shown_nor_logged_nor_stored(
    app: Flask,
    walker: Walker,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    told = ""

    for secret in EVERY_SECRET.values():
        assert "It is not known here." in place(walker, secret)
        assert walker.page.headers["Cache-Control"] == "no-store"
        told += walker.page.text + walker.page.request.url

    captured = capfd.readouterr()
    told += caplog.text + captured.out + captured.err
    kept = b"".join(
        path.read_bytes()
        for path in parts_of(app).settings.instance.iterdir()
        if path.is_file()
    )
    for secret in EVERY_SECRET.values():
        assert secret not in told
        assert secret.encode() not in kept


def test_a_value_of_no_shape_is_told_to_be_none_and_leaves_no_fingerprint(
    walker: Walker,
) -> None:
    words = place(walker, "hunter2").partition("What it is")[2]

    assert words.startswith(" It has no shape that is known: 7 characters.")
    assert "Fingerprint" not in words.partition("Where it belongs")[0]


def test_what_cannot_be_a_token_is_refused_in_words(walker: Walker) -> None:
    assert "white space inside" in place(walker, "two words")
    assert walker.page.status_code == 422


def test_the_token_of_a_revoked_connection_is_told_to_be_revoked(
    walker: Walker, tokens: list[str]
) -> None:
    walker.open("/connections/1")
    walker.press("Revoke")
    walker.open("/diagnose/token")

    assert "revoked" in place(walker, tokens[1]).partition("Where it belongs")[2]


def test_our_own_client_secret_is_recognised(app: Flask, walker: Walker) -> None:
    with app.app_context():
        parts = parts_of(app)
        [keys] = [
            keys
            for environment in parts.environments.profiles
            if (keys := parts.environments.keys_of(environment)) is not None
        ]
        secret = keys.client_secret.reveal()

    words = place(walker, secret)

    assert "It is the client secret of the" in words
    assert secret not in walker.page.text


def test_a_terminal_reads_it_from_standard_input(app: Flask, tokens: list[str]) -> None:
    run = app.test_cli_runner()

    known = run.invoke(args=["connections", "which"], input=f"{tokens[0]}\n")
    unknown = run.invoke(args=["connections", "which"], input=f"{REFRESH_TOKEN}\n")

    assert known.exit_code == 0
    assert "connection 1\tpair 1\trefresh token\tR1\tsuperseded" in known.stdout
    assert unknown.exit_code == 1
    assert "refresh_token" in unknown.stdout
    assert "not known here" in unknown.stdout
    assert tokens[0] not in known.output
    assert REFRESH_TOKEN not in unknown.output


def test_a_terminal_tells_the_same_as_json(app: Flask, tokens: list[str]) -> None:
    result = app.test_cli_runner().invoke(
        args=["connections", "which", "--json"], input=f"{tokens[1]}\n"
    )

    told = json.loads(result.stdout)
    assert told["kind"] == "refresh_token"
    assert told["known"] == [
        {
            "connection": 1,
            "environment": "embedded",
            "pair": 2,
            "what": "refresh token",
            "name": "R2",
            "standing": "current",
        }
    ]


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        pytest.param((), "", id="nothing on standard input"),
        pytest.param((), "two words\n", id="no token"),
        pytest.param((REFRESH_TOKEN,), "", id="as an argument"),
    ],
)
def test_wrong_use_of_which_ends_with_2(
    app: Flask, words: tuple[str, ...], typed: str
) -> None:
    run = app.test_cli_runner()

    result = run.invoke(args=["connections", "which", *words], input=typed)

    assert result.exit_code == 2
