"""What was sent: listed, found, opened again, compared, forgotten."""

import json

import pytest
from flask import Flask

from blueprints.playground.opened import find_opened
from blueprints.services import EXTENSION
from grantlab.playground.request import JsonBody
from tests.pages.playground.conftest import Send
from tests.support import invented
from tests.support.walking import Walker

HERE = "/playground/history"


def test_an_empty_history_says_what_will_be_here(walker: Walker) -> None:
    walker.open(HERE)

    assert "Nothing was sent yet." in walker.words


def test_what_was_sent_is_listed_newest_first_and_found(
    walker: Walker, send: Send
) -> None:
    send(url="https://api.example/one")
    send(url="https://api.example/two", status=401)

    assert walker.open(HERE).text.index("/two") < walker.page.text.index("/one")

    walker.open(f"{HERE}?q=post+401")
    assert "/two" in walker.words
    assert "/one" not in walker.words

    walker.open(f"{HERE}?q=delete")
    assert "Nothing that was sent has “delete”" in walker.words


def test_one_entry_shows_request_answer_times_and_meaning(
    walker: Walker, send: Send
) -> None:
    number = send(status=400, meaning="Duplicate name (6240)")

    walker.open(f"{HERE}/{number}")

    for said in ("DisplayName", "Duplicate name (6240)", "First byte 20", "Total 31"):
        assert said in walker.words
    assert "25 octets" in walker.words


def test_no_token_of_an_answer_is_on_the_page_or_in_the_file(
    walker: Walker, send: Send
) -> None:
    number = send(json.dumps({"access_token": invented.ACCESS_TOKEN}))

    page, file = (walker.open(f"{HERE}/{number}{it}").text for it in ("", "/export"))

    assert invented.ACCESS_TOKEN not in page + file
    assert "{{access_token}}" in file
    assert json.loads(file)["log"]["entries"][0]["response"]["status"] == 200


def test_a_cancelled_one_says_that_it_may_have_been_carried_out(
    walker: Walker, send: Send
) -> None:
    number = send(status=None, cancelled=True)

    walker.open(f"{HERE}/{number}")

    assert "It may have been carried out" in walker.words
    assert "No answer arrived: the connection was closed." in walker.words


def test_an_answer_that_broke_off_is_not_taken_for_whole(
    walker: Walker, send: Send
) -> None:
    number = send('{"rows": [1, 2', ended_early="it was cancelled", cancelled=True)

    walker.open(f"{HERE}/{number}")

    assert "14 octets · not whole: it was cancelled" in walker.words
    assert "It may have been carried out" in walker.words


def test_it_is_opened_to_be_sent_again(app: Flask, walker: Walker, send: Send) -> None:
    number = send()
    walker.open(f"{HERE}/{number}")
    assert f'href="/playground?sent={number}"' in walker.page.text

    with app.test_request_context():
        opened = find_opened({"sent": str(number)}, app.extensions[EXTENSION])

    assert opened is not None
    assert opened.body == JsonBody('{"DisplayName": "Acme"}')


def test_a_saved_request_is_opened_with_the_variables_of_its_collection(
    walker: Walker,
) -> None:
    walker.open("/playground?saved=grantlab.1.1.0")

    assert "Ada Example from the collection Grantlab" in walker.words


def test_it_is_saved_into_a_collection(walker: Walker, send: Send) -> None:
    number = send()
    walker.open(f"{HERE}/{number}")
    walker.press("Save this request", name="Make a customer")
    assert "My requests" in walker.words

    walker.open(f"{HERE}/{number}")
    walker.press("Save this request", name="Once more", into=_second_target(walker))

    assert "Make a customer" in walker.words
    assert "Once more" in walker.words


def _second_target(walker: Walker) -> str:
    return (
        walker.page.text.partition('name="into"')[2].split('value="')[1].split('"')[0]
    )


def test_two_answers_are_compared_line_by_line(walker: Walker, send: Send) -> None:
    first = send('{"Customer": {"Id": "1", "Active": true}}')
    second = send('{"Customer": {"Id": "2", "Active": true}}', status=201)

    walker.open(f"{HERE}/compare?of={second}&of={first}")

    assert 'only in the first: "Id": "1",' in walker.words
    assert 'only in the second: "Id": "2",' in walker.words
    assert walker.words.count('"Active": true') == 1
    assert "First 200" in walker.words
    assert "Second 201" in walker.words


def test_an_entry_offers_the_one_before_it_to_the_same_address(
    walker: Walker, send: Send
) -> None:
    send()
    send(url="https://api.example/another")
    walker.open(f"{HERE}/{send()}")

    walker.follow("Compare with the one before")

    assert "No line of them differs." in walker.words


@pytest.mark.parametrize("query", ["", "?of=1", "?of=1&of=1", "?of=x&of=y"])
def test_a_comparison_needs_two(walker: Walker, send: Send, query: str) -> None:
    send()

    walker.open(f"{HERE}/compare{query}")

    assert "Tick two of the requests" in walker.words


def test_one_or_all_are_forgotten(walker: Walker, send: Send) -> None:
    first = send()
    send()
    walker.open(f"{HERE}/{first}")
    walker.press("Forget this one")
    assert walker.open(f"{HERE}/{first}").status_code == 404

    walker.open(f"{HERE}/forget")
    walker.press("Forget them")
    assert "Nothing was deleted" in walker.words
    walker.press("Forget them", sure="yes")

    assert "Nothing was sent yet." in walker.words


def test_all_leave_as_one_file_oldest_first(walker: Walker, send: Send) -> None:
    send(url="https://api.example/one")
    send(url="https://api.example/two")

    log = json.loads(walker.open(f"{HERE}/export").text)["log"]

    assert [it["request"]["url"][-3:] for it in log["entries"]] == ["one", "two"]
