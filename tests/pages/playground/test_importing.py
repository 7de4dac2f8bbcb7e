"""Files of Postman and of browsers, taken in and handed out."""

import json
from io import BytesIO

import pytest

from blueprints.playground.imported import TOO_MUCH
from blueprints.playground.shipped import shipped_text
from grantlab.formats.json_reading import LARGEST
from grantlab.formats.postman_reader import read_collection
from tests.support.reading import Reading
from tests.support.walking import Walker

BROKEN = {
    "info": {"name": "Half of it", "schema": "v2.1.0"},
    "item": [
        {"name": "whole", "request": {"method": "GET", "url": "https://api.example/"}},
        {"name": "neither"},
        {
            "name": "form",
            "request": {"method": "POST", "url": "h", "body": {"mode": "formdata"}},
        },
    ],
}
HAR = {
    "log": {
        "entries": [
            {"request": {"method": "GET", "url": "https://api.example/v3/a?b=1"}},
            {"request": {}},
        ]
    }
}
ENVIRONMENT = {
    "name": "Acme",
    "values": [
        {"key": "realm_id", "value": "91307"},
        {"key": "api_key", "value": "k-77", "type": "secret"},
        {"value": "nameless"},
    ],
}


@pytest.fixture
def at_import(walker: Walker) -> Walker:
    walker.open("/playground/import")
    return walker


def test_a_collection_comes_in_and_goes_out_the_same(at_import: Walker) -> None:
    at_import.press("Import it", text=shipped_text())
    assert "The file was imported" in at_import.words

    out = at_import.open(f"{at_import.page.request.path}/export")

    assert out.text == shipped_text()
    assert out.headers["Content-Disposition"].endswith('.postman_collection.json"')


def test_of_a_broken_one_the_whole_comes_in_and_the_rest_is_listed(
    at_import: Walker,
) -> None:
    at_import.press("Import it", text=json.dumps(BROKEN))

    assert "imported in part" in at_import.words
    assert "item[1] it is neither a request nor a folder" in at_import.words
    assert "item[2].request.body a body of the mode formdata" in at_import.words
    assert "2 requests" in at_import.words

    at_import.press("I have read it")
    assert "What the import left out" not in at_import.words


def test_a_file_is_taken_as_well_as_a_paste(at_import: Walker) -> None:
    form = Reading(at_import.page.text).form_with("Import it")
    octets = b"\xef\xbb\xbf" + json.dumps(HAR).encode()

    answer = at_import.client.post(
        form.action,
        base_url=at_import.address,
        data={
            **dict(form.filled("Import it")),
            "file": (BytesIO(octets), "from-chrome.har"),
        },
        follow_redirects=True,
    )

    words = Reading(answer.text).words
    assert "from-chrome.har" in words
    assert "GET /v3/a" in words
    assert "log.entries[1] there is no request with an address in it" in words


def test_variables_of_an_environment_go_to_the_chosen_one(
    at_import: Walker,
) -> None:
    at_import.press("Import it", text=json.dumps(ENVIRONMENT), environment="sandbox")

    assert "Variables for Sandbox alone" in at_import.words
    assert "values[2] its key is missing" in at_import.words
    assert "k-77" not in at_import.page.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "There is nothing in it.", id="nothing"),
        pytest.param('{"info": ', "Line 1, column 10: this is no JSON", id="cut off"),
        pytest.param("[]", "is a JSON object, and this is none", id="a list"),
        pytest.param("[" * 100_000, "too deep", id="a thousand brackets"),
        pytest.param('{"openapi": "3"}', "This is an OpenAPI document", id="OpenAPI"),
        pytest.param('{"log": {}}', "it is no HAR file", id="a HAR of nothing"),
        pytest.param(
            '{"log": {"entries": [1]}}', "Nothing in it is whole", id="odd HAR"
        ),
        pytest.param('{"a": 1}', "no info and no item", id="another JSON"),
    ],
)
def test_what_cannot_be_read_comes_back_with_one_sentence(
    at_import: Walker, text: str, says: str
) -> None:
    at_import.press("Import it", text=text)

    assert at_import.page.status_code == 422
    assert says in at_import.words


def test_a_file_that_is_no_text_is_refused(at_import: Walker) -> None:
    form = Reading(at_import.page.text).form_with("Import it")

    answer = at_import.client.post(
        form.action,
        base_url=at_import.address,
        data={
            **dict(form.filled("Import it")),
            "file": (BytesIO(b"PK\x03\xff"), "a.zip"),
        },
    )

    assert answer.status_code == 422
    assert "no text in UTF-8" in Reading(answer.text).words


def test_what_is_too_large_is_refused_in_words(at_import: Walker) -> None:
    at_import.press("Import it", text=" " * LARGEST + "{}")

    assert at_import.page.status_code == 422
    assert "is larger than 8 MiB" in at_import.words
    assert "8 MiB" in TOO_MUCH


def test_an_imported_collection_is_written_for_newman(
    at_import: Walker,
) -> None:
    at_import.press("Import it", text=json.dumps(BROKEN))

    out = at_import.open(f"{at_import.page.request.path}/export")

    assert read_collection(out.text).skipped == ()
