"""The checklist at the end of a walk: what it asks can be answered there."""

import re
from itertools import pairwise

import pytest

from tests.support.reading import Reading
from tests.support.walking import Walker

ENDED = "The connection was ended on Intuit's side"
OPEN = "The record does not tell which of 2 causes it was."
ASKS = "Does an access token that is younger than one hour still work for this company?"


@pytest.fixture
def asked(connected: Walker) -> Walker:
    """Return somebody whose refresh was refused, for a reason that no record tells."""
    connected.open("/intuit/app/apps")
    connected.press("Disconnect")
    connected.go_to_step("Refresh")
    connected.press("Refresh now")
    connected.follow("Compare it with the checklist")
    return connected


def test_an_answer_is_given_in_place_and_names_the_cause(asked: Walker) -> None:
    assert f"{OPEN} Ask {ASKS} It works It is answered 401" in asked.words

    asked.press("It is answered 401")

    assert asked.page.request.path == "/walk/checklist"
    assert f"suspected {ENDED}" in asked.words
    assert f"What you told {ASKS} It is answered 401" in asked.words
    assert OPEN not in asked.words


def test_an_answer_is_changed_taken_back_and_survives_a_reload(asked: Walker) -> None:
    asked.press("It is answered 401")
    asked.open(asked.page.request.url)
    assert f"suspected {ENDED}" in asked.words

    asked.press("It works")
    assert f"suspected {ENDED}" not in asked.words
    assert f"What you told {ASKS} It works" in asked.words

    asked.press("Take it back")
    assert OPEN in asked.words
    assert "What you told" not in asked.words


def test_no_level_of_headings_is_left_out_and_no_region_has_the_name_of_another(
    asked: Walker,
) -> None:
    asked.press("It is answered 401")

    levels = [int(level) for level in re.findall(r"<h([1-6])", asked.page.text)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    names = re.findall(r'<section[^>]*aria-labelledby="([^"]+)"', asked.page.text)
    assert len(names) == len(set(names))


def test_a_question_further_down_is_answered_there_too(asked: Walker) -> None:
    asked.press("It is still refused, and the service is well")

    assert "R2 The service is down, or under maintenance. ruled out" in asked.words
    assert ASKS in asked.words


def test_an_answer_stays_with_its_walk_and_goes_to_no_other_step(
    asked: Walker,
) -> None:
    asked.press("It is answered 401")

    assert "answer=" in asked.page.request.url
    assert all("answer=" not in href for _, href in Reading(asked.page.text).links)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("&answer=what-colour:blue", id="no such question"),
        pytest.param("&answer=access-still-works:maybe", id="no such answer"),
        pytest.param("&answer=", id="nothing"),
    ],
)
def test_what_is_no_answer_changes_nothing(asked: Walker, address: str) -> None:
    asked.open(asked.page.request.url + address)

    assert asked.page.status_code == 200
    assert OPEN in asked.words
    assert "What you told" not in asked.words
