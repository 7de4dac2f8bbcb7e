"""The drills, as somebody plays them in a browser."""

import pytest
from flask import Flask

from grantlab.drills.catalogue import all_drills
from grantlab.drills.drill import Drill
from tests.support.reading import Reading
from tests.support.walking import Walker


@pytest.fixture
def walker(app: Flask) -> Walker:
    return Walker(app)


def test_the_list_leads_to_every_drill(walker: Walker) -> None:
    walker.open("/bench/drills")

    page = Reading(walker.page.text)
    assert f"0 of {len(all_drills())} solved" in page.words
    for drill in all_drills():
        assert page.link_to(drill.title) == f"/bench/drills/{drill.name}"


def test_before_it_is_played_only_the_incident_is_told(walker: Walker) -> None:
    walker.open("/bench/drills/the-discount-code?answer=code_param_collision")

    assert "the newsletter" in walker.words
    assert "What is the cause?" not in walker.words
    assert "What gave it away" not in walker.words


def test_a_drill_is_played_asked_about_and_revealed(walker: Walker) -> None:
    walker.open("/bench/drills/the-discount-code")

    walker.press("Play it")

    assert "What happened" in walker.words
    assert "400 Bad Request" in walker.words
    assert "What is the cause?" in walker.words
    assert "What gave it away" not in walker.words

    walker.press("Answer", answer="code_param_collision")

    assert "Right Something else took the place of the code." in walker.words
    assert "What gave it away" in walker.words
    assert "code unknown" in walker.words
    assert "confirmed Something else took the place of the code." in walker.words
    walker.follow("All drills")
    assert "1 of" in walker.words
    assert "solved" in walker.words


def test_a_wrong_answer_is_told_why_and_what_it_was(walker: Walker) -> None:
    walker.open("/bench/drills/the-accountant-tidies-up")
    walker.press("Play it")

    walker.press("Answer", answer="stale_refresh_token")

    assert "Not so The refresh token had been replaced by a newer one." in walker.words
    assert "It was The connection was ended on Intuit's side." in walker.words
    assert "revoked by user disconnect" in walker.words
    walker.follow("All drills")
    assert "0 of" in walker.words


def test_an_answer_that_is_as_true_counts_and_the_better_one_is_told(
    walker: Walker,
) -> None:
    walker.open("/bench/drills/the-warm-worker")
    walker.press("Play it")

    walker.press("Answer", answer="stale_refresh_token")

    assert "Right The refresh token had been replaced" in walker.words
    assert "More to the point An old refresh token was sent" in walker.words


def test_where_nothing_is_refused_there_is_no_checklist(walker: Walker) -> None:
    walker.open("/bench/drills/the-closed-laptop")
    walker.press("Play it")

    walker.press("Answer", answer="access-token-only")

    assert "Right No. Only the access token had ended" in walker.words
    assert "What the checklist says" not in walker.words


@pytest.mark.parametrize("drill", all_drills(), ids=lambda drill: drill.name)
def test_every_drill_runs_from_the_page(walker: Walker, drill: Drill) -> None:
    walker.open(f"/bench/drills/{drill.name}")

    walker.press("Play it")

    assert walker.page.status_code == 200
    assert "Play it again" in walker.words
    assert "This did not go as" not in walker.words


def test_a_play_leaves_the_visitors_world_alone(walker: Walker) -> None:
    walker.connect()
    parts = walker.app.extensions["grantlab"]
    before = parts.bench.fetch_state(), parts.bench.fetch_ledger()

    walker.open("/bench/drills/five-years-to-the-day")
    walker.press("Play it")

    assert (parts.bench.fetch_state(), parts.bench.fetch_ledger()) == before
    walker.open("/connections")
    assert "in 100 days" in walker.words


def test_looking_plays_nothing(walker: Walker) -> None:
    for _ in range(2):
        walker.open("/bench/drills/the-discount-code")

    assert "Play it again" not in walker.words


def test_a_drill_that_does_not_exist_is_told(walker: Walker) -> None:
    page = walker.open("/bench/drills/the-unheard-of")

    assert page.status_code == 404
    assert "There is no such drill" in walker.words


def test_an_answer_that_was_not_offered_is_refused(walker: Walker) -> None:
    walker.open("/bench/drills/the-discount-code")
    walker.press("Play it")

    walker.press("Answer", answer="gremlins")

    assert walker.page.status_code == 400
