"""HAR files, in and out."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.formats.errors import ImportedFileError
from grantlab.formats.har_reader import read_har
from grantlab.formats.har_writer import write_har
from grantlab.playground.request import (
    BasicOfKeyPair,
    BearerOfConnection,
    CustomBasic,
    Entry,
    FormBody,
    JsonBody,
    PlaygroundRequest,
    RawBody,
)
from grantlab.playground.sent_request import Answer, SentRequest
from tests.unit.formats.typed import ANSWERED, SECRETS, UNANSWERED, requests

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


@given(requests())
def test_what_is_exported_is_imported_as_the_same(request: PlaygroundRequest) -> None:
    if isinstance(request.auth, CustomBasic):
        request = replace(request, auth=BasicOfKeyPair())
    sent = SentRequest(request=request, started_at=NOON, answer=Answer(status=204))

    reading = read_har(write_har([sent], version="1"))

    assert reading.skipped == ()
    (read,) = reading.sent_requests
    assert (read.request, read.answer) == (sent.request, sent.answer)


def test_nothing_secret_is_exported_unless_it_was_revealed() -> None:
    written = write_har([ANSWERED, UNANSWERED], version="1")

    assert [secret for secret in SECRETS if secret in written] == []
    assert '"code\\":\\"3200' in written.replace(" ", "")
    revealed = write_har([ANSWERED], version="1", revealed=True)
    assert read_har(revealed).sent_requests[0].answer == ANSWERED.answer


def test_times_come_back_and_an_answer_that_never_came_stays_away() -> None:
    answered, unanswered = read_har(
        write_har([ANSWERED, UNANSWERED], version="1")
    ).sent_requests

    assert answered.timing == ANSWERED.timing
    assert (answered.started_at, answered.elapsed) == (NOON, ANSWERED.elapsed)
    assert unanswered.answer is None
    assert unanswered.failure == UNANSWERED.failure


def test_what_a_browser_writes_is_read_whatever_service_it_went_to() -> None:
    entry = {
        "startedDateTime": "2026-03-12T13:00:00.000+01:00",
        "time": 12.5,
        "_initiator": {},
        "request": {
            "method": "POST",
            "url": "https://other.example/x?a=b",
            "httpVersion": "h2",
            "headers": [
                {"name": ":authority", "value": "other.example"},
                {"name": "content-length", "value": "3"},
                {"name": "authorization", "value": "Bearer {{access_token}}"},
                {"name": "content-type", "value": "application/json"},
            ],
            "postData": {"mimeType": "application/json", "text": "[1]"},
        },
        "response": {
            "status": 200,
            "statusText": "",
            "headers": [],
            "content": {"text": "w6k=", "encoding": "base64"},
        },
    }

    reading = read_har(json.dumps({"log": {"entries": [entry]}}))

    (sent,) = reading.sent_requests
    assert sent.request == PlaygroundRequest(
        method="POST",
        url="https://other.example/x?a=b",
        auth=BearerOfConnection(),
        body=JsonBody("[1]"),
    )
    assert sent.started_at == NOON
    assert sent.elapsed == timedelta(milliseconds=12.5)
    assert sent.answer == Answer(status=200, body="é")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a", "value": "b c"}]},
            FormBody((Entry("a", "b c"),)),
            id="a form by its rows alone",
        ),
        pytest.param(
            {"mimeType": "application/json", "text": "{"},
            RawBody("{", "application/json"),
            id="JSON that is none",
        ),
    ],
)  # fmt: skip
def test_a_body_is_read_as_what_it_is(data: object, expected: object) -> None:
    entry = {"request": {"method": "POST", "url": "h", "postData": data}}

    (sent,) = read_har(json.dumps({"log": {"entries": [entry]}})).sent_requests

    assert sent.request.body == expected


def test_broken_entries_are_listed_and_the_others_read() -> None:
    good = {"startedDateTime": "2026-03-12T12:00:00Z", "request": {"url": "h"}}
    picture = {"status": 200, "content": {"text": "/9j/", "encoding": "base64"}}
    letters = {"status": 200, "content": {"text": "é", "encoding": "base64"}}
    entries = [good, 5, {}, {"request": {"url": "h"}}]
    entries += [{**good, "response": response} for response in (picture, letters)]

    reading = read_har(json.dumps({"log": {"entries": entries}}))

    assert len(reading.sent_requests) == 4
    assert [skipped.path for skipped in reading.skipped] == [
        "log.entries[1]",
        "log.entries[2]",
        "log.entries[3].startedDateTime",
        "log.entries[4].response.content.text",
        "log.entries[5].response.content.text",
    ]
    with pytest.raises(ImportedFileError, match="no HAR file"):
        read_har("{}")


ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "startedDateTime": st.sampled_from(
            ["0001-01-01T00:00:00+23:59", "x", "\ud800"]
        ),
        "time": st.floats() | st.integers() | st.booleans(),
        "request": st.fixed_dictionaries(
            {"url": st.text(max_size=9)},
            optional={
                "method": st.text(max_size=3) | st.integers(),
                "headers": st.lists(
                    st.fixed_dictionaries({"name": st.text(max_size=3)})
                ),
                "postData": st.fixed_dictionaries({"text": st.text(max_size=5)}),
            },
        ),
        "response": st.fixed_dictionaries(
            {"status": st.integers() | st.booleans() | st.none()}
        ),
        "timings": st.dictionaries(st.sampled_from(["dns", "ssl"]), st.floats()),
    },
)


@given(st.lists(ENTRIES | st.none(), max_size=3))
def test_any_entries_are_read_and_can_be_written(entries: list[object]) -> None:
    reading = read_har(json.dumps({"log": {"entries": entries}}))

    written = write_har(reading.sent_requests, version="1").encode().decode()

    assert len(read_har(written).sent_requests) == len(reading.sent_requests)
