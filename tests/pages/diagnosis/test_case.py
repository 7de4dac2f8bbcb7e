"""One case: what was understood, the verdict, the question, and what can be done with it."""

import re

import pytest
from flask import Flask

from blueprints.diagnosis.opened_case import diagnose
from tests.support import invented
from tests.support.clocks import DAY, NOON, StandingClock
from tests.support.reading import Reading
from tests.support.walking import Walker

BARE = (
    '{"error":"invalid_grant","error_description":"Incorrect or invalid refresh token"}'
)
KEPT = """\
const newToken = {
  accessToken: data.access_token,
  refreshToken: this.token.refreshToken,
};
Error: Failed to refresh token: {"error":"invalid_grant"}"""
R1, R2 = (invented.refresh_token(number, expires_at=NOON) for number in (1, 2))
LOG = f"""\
2026-03-03 09:14:20 refresh_token={R1} 200 refresh succeeded, refresh_token={R2}
2026-03-04 09:20:42 refresh_token={R1} 400 {{"error":"invalid_grant"}}"""
TWO_URIS = """\
authorize_url = https://appcenter.intuit.com/connect/oauth2?redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback%2F&response_type=code
POST https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer
grant_type=authorization_code&code=XAB11790000000inventedcode000000000000000000000000&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback

HTTP/1.1 400 Bad Request
{"error":"invalid_grant"}"""


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Somebody in support, at the desk."""
    walker = Walker(app)
    walker.open("/diagnose")
    return walker


def paste(walker: Walker, text: str) -> str:
    walker.press("Diagnose", paste=text)
    return walker.words


def test_what_was_understood_comes_before_the_verdict(walker: Walker) -> None:
    words = paste(walker, KEPT)

    assert words.index("What was understood") < words.index("confirmed The newest")
    assert "confirmed The newest refresh token was not stored." in words
    assert "Do Store the refresh token of every answer" in words
    assert "item R4 of the answer about invalid_grant" in words


def test_a_finding_and_its_words_in_the_paste_lead_to_each_other(
    walker: Walker,
) -> None:
    paste(walker, KEPT)
    page = walker.page.text

    marked = re.search(r'<mark class="place" id="place-1">(.*?)<a', page, re.DOTALL)
    back = re.search(r'<a class="place__number" href="#(finding-[^"]+)"', page)

    assert marked is not None
    assert "refreshToken: this.token.refreshToken" in marked[1]
    assert back is not None
    assert f'id="{back[1]}"' in page
    assert 'href="#place-1"' in page


def test_equal_values_wear_the_same_tag_wherever_they_stand(walker: Walker) -> None:
    words = paste(walker, LOG)

    assert "refresh token, 2 times" in words
    assert words.count("R1 refresh token") >= 3
    assert "refresh succeeded" in walker.page.text
    assert "R1 ends" in walker.page.text
    assert R1 not in walker.page.text


def test_without_a_time_there_is_no_time_line(walker: Walker) -> None:
    words = paste(walker, BARE)

    assert "Nothing in it tells a time" in words
    assert "lanes__picture" not in walker.page.text


def test_one_question_is_asked_and_its_answer_names_the_cause(walker: Walker) -> None:
    words = paste(walker, BARE)
    assert "cannot tell Most likely it is one of 4 causes." in words
    assert "Ask What do the last two refreshes of this company show" in words

    walker.press("The value that came back never appears in the store")

    assert "suspected The newest refresh token was not stored?" in walker.words
    assert "What you told" in walker.words


def test_an_answer_can_be_changed_and_taken_back(walker: Walker) -> None:
    before = paste(walker, BARE)
    walker.press("The value that came back never appears in the store")

    walker.press("Two refreshes within seconds sent the same value")
    changed = walker.words
    walker.press("Take it back")

    assert "suspected Two refreshes were under way at once" in changed
    assert "cannot tell Most likely it is one of 4 causes." in walker.words
    assert "What you told" in changed
    assert "What you told" not in before + walker.words


def test_an_answer_that_does_not_exist_changes_nothing(walker: Walker) -> None:
    paste(walker, BARE)
    form = Reading(walker.page.text).form_with("Two refreshes")

    walker.client.post(
        form.action,
        base_url=walker.address,
        data={**dict(form.fields), "answer": "what-colour:blue"},
    )
    walker.open(walker.page.request.url)

    assert walker.page.status_code == 200
    assert "What you told" not in walker.words


def test_times_without_a_zone_are_asked_about_and_the_answer_is_remembered(
    walker: Walker,
) -> None:
    words = paste(walker, LOG)
    assert "Where did the clock stand that wrote them?" in words
    assert "3 Mar 2026 09:14:20 UTC" in words

    walker.press("Read the times in this zone", zone="+05:00")
    walker.open(walker.page.request.url)

    assert "3 Mar 2026 04:14:20 UTC" in walker.words
    assert re.search(r'value="\+05:00"\s+selected', walker.page.text)


def test_a_zone_is_not_asked_for_where_every_time_has_one(walker: Walker) -> None:
    words = paste(
        walker,
        LOG.replace(" refresh_token", "Z refresh_token", 1).replace("42 ", "42Z "),
    )

    assert "Where did the clock stand" not in words


def test_two_redirect_uris_are_held_against_each_other(walker: Walker) -> None:
    words = paste(walker, TWO_URIS)

    assert "Two redirect URIs Only one ends with a slash." in words
    assert "https://app.example.com/callback<mark>/</mark>" in walker.page.text


def test_of_several_redirect_uris_the_two_that_are_most_alike_are_compared(
    walker: Walker,
) -> None:
    words = paste(walker, f"Listening on http://localhost:8000/oauth\n{TWO_URIS}")

    assert "Two redirect URIs Only one ends with a slash." in words


def test_two_client_ids_and_two_environments_are_named_with_both_sides(
    walker: Walker,
) -> None:
    words = paste(
        walker,
        f"client_id=AB{'a1' * 24}\nclient_id=AB{'b2' * 24}\n"
        "GET https://sandbox-quickbooks.api.intuit.com/v3/company/1\n"
        "GET https://quickbooks.api.intuit.com/v3/company/1\n" + BARE,
    )

    assert (
        "Environment: sandbox-quickbooks.api.intuit.com and quickbooks.api.intuit.com"
        in words
    )
    assert f"Client id: AB{'a1' * 24} and AB{'b2' * 24}" in words


def test_the_checklist_is_there_in_full_with_the_items_of_the_faq_first(
    walker: Walker,
) -> None:
    paste(walker, LOG)
    items = re.findall(r'id="item-([ER]\d)"', walker.page.text)

    assert items == ["E1", "E2", "E3", "E4", "R1", "R2", "R3", "R4", "R5", "R6"]
    assert "Causes that the FAQ does not name" in walker.words
    assert "of which the paste says nothing" in walker.words
    assert "?</strong> The" in walker.page.text


def test_items_of_the_other_grant_are_ruled_out(walker: Walker) -> None:
    words = paste(walker, TWO_URIS)

    assert words.count("This is about a refresh, and what was refused is the") == 6
    assert "This is about the exchange of a code" not in words


def test_a_case_is_called_what_somebody_calls_it(walker: Walker) -> None:
    paste(walker, BARE)

    walker.press("Rename", title="  Harbour\tBakery ")
    walker.open("/diagnose")

    assert "Harbour Bakery" in walker.words
    walker.follow("Harbour Bakery")
    walker.press("Rename", title=" ")
    assert "Harbour Bakery" in walker.words


def test_a_case_is_deleted_only_if_that_is_meant(walker: Walker) -> None:
    paste(walker, BARE)
    address = walker.page.request.url
    walker.follow("Delete this case")

    walker.press("Delete it")
    assert "Nothing was deleted" in walker.words
    walker.press("Delete it", sure="yes")

    assert "Note The case was deleted" in walker.words
    assert "No case yet" in walker.words
    assert walker.open(address).status_code == 404
    assert "There is no such case" in walker.words
    assert "The list is under Diagnose." in walker.words


def test_what_a_paste_comes_to_is_worked_out_once_for_the_case_and_its_page(
    walker: Walker,
) -> None:
    diagnose.cache_clear()

    paste(walker, BARE)
    after_paste = diagnose.cache_info()
    walker.press("Two refreshes within seconds sent the same value")

    assert (after_paste.misses, after_paste.hits) == (1, 1)
    assert (diagnose.cache_info().misses, diagnose.cache_info().hits) == (2, 2)


def test_nothing_of_a_deleted_case_is_remembered(walker: Walker) -> None:
    paste(walker, BARE)
    walker.follow("Delete this case")
    remembered = diagnose.cache_info().currsize

    walker.press("Delete it", sure="yes")

    assert remembered == 1
    assert diagnose.cache_info().currsize == 0


def test_a_case_that_nobody_works_on_grows_too_old(
    walker: Walker, clock: StandingClock
) -> None:
    paste(walker, BARE)

    clock.advance(90 * DAY)

    assert walker.open(walker.page.request.url).status_code == 404


def test_of_a_long_paste_the_marked_parts_are_shown_and_the_rest_is_a_link_away(
    walker: Walker,
) -> None:
    noise = "INFO nothing happened\n" * 2000
    paste(walker, noise + KEPT + "\n" + noise)
    page = walker.page.text

    assert "… left out …" in walker.words
    assert 'id="place-1"' in page
    assert len(page) < 60_000
    walker.follow("characters")
    assert walker.page.mimetype == "text/plain"
    assert walker.page.text.count("nothing happened") == 4000


def test_a_paste_is_shown_as_text_whatever_is_in_it(walker: Walker) -> None:
    paste(walker, f"<script>alert(1)</script> {BARE}")

    assert "<script>alert" not in walker.page.text
    assert "&lt;script&gt;alert(1)" in walker.page.text
    walker.open(f"{walker.page.request.url}/text")
    assert walker.page.headers["X-Content-Type-Options"] == "nosniff"
