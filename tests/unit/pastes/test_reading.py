"""What is understood of a paste besides its secrets."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.refusals import LONGEST
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Happened, Where, texts

TID = "1-0a1b2c3d-00112233445566778899aabb"


def test_the_error_of_a_python_client_is_read() -> None:
    understood = read_paste(
        "intuitlib.exceptions.AuthClientError: HTTP status 400, error message: "
        'b\'{"error":"invalid_grant"}\', '
        f"intuit_tid {TID} at time Mon, 03 Mar 2025 09:14:22 GMT"
    )

    assert understood.sees(Sign.GRANT_REFUSED)
    assert texts(understood.statuses) == ("400",)
    assert texts(understood.intuit_tids) == (TID,)
    assert texts(understood.libraries) == ("intuit-oauth for Python",)
    assert [moment.at for moment in understood.moments] == [
        datetime(2025, 3, 3, 9, 14, 22, tzinfo=UTC)
    ]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        pytest.param(
            "2025-03-04T10:00:00Z", datetime(2025, 3, 4, 10, tzinfo=UTC), id="UTC"
        ),
        pytest.param(
            "2025-03-04T02:00:00.123-08:00",
            datetime(2025, 3, 4, 10, 0, 0, 123_000, tzinfo=UTC),
            id="with an offset",
        ),
        pytest.param(
            "[04/Mar/2025:11:00:00 +0100]",
            datetime(2025, 3, 4, 10, tzinfo=UTC),
            id="an access log",
        ),
        pytest.param(
            '"createdAt": 1741082400000',
            datetime(2025, 3, 4, 10, tzinfo=UTC),
            id="epoch",
        ),
    ],
)
def test_a_moment_is_read_however_it_is_written(written: str, at: datetime) -> None:
    (moment,) = read_paste(written).moments

    assert moment.at == at
    assert moment.has_zone


@pytest.mark.parametrize(
    "written", ["3 March 2025", "3rd Mar 2025", "Mar 3, 2025", "March 3rd, 2025"]
)
def test_a_day_is_read_as_people_write_it(written: str) -> None:
    (moment,) = read_paste(f"last sync was on {written}").moments

    assert moment.at == datetime(2025, 3, 3, tzinfo=UTC)
    assert moment.name == "last_refresh"


def test_a_time_without_a_zone_says_so() -> None:
    (moment,) = read_paste("2025-03-04 10:00:00 refresh failed").moments

    assert not moment.has_zone


@pytest.mark.parametrize(
    ("written", "at"),
    [
        pytest.param(
            "2025-03-04 10:00:00", datetime(2025, 3, 4, 8, tzinfo=UTC), id="without"
        ),
        pytest.param("2025-03-04", datetime(2025, 3, 3, 22, tzinfo=UTC), id="a day"),
        pytest.param(
            "2025-03-04 10:00:00Z", datetime(2025, 3, 4, 10, tzinfo=UTC), id="with"
        ),
    ],
)
def test_a_time_without_a_zone_is_of_the_zone_that_was_named(
    written: str, at: datetime
) -> None:
    (moment,) = read_paste(written, zone=timezone(timedelta(hours=2))).moments

    assert moment.at == at


def test_half_a_character_is_read() -> None:
    assert read_paste("code=\ud83d and \udc00 invalid_grant").sees(Sign.GRANT_REFUSED)


def test_a_time_that_cannot_be_is_left_out() -> None:
    assert read_paste("2025-13-45T99:99:99Z").moments == ()


def test_a_log_becomes_a_time_line() -> None:
    understood = read_paste(
        "2025-03-04T10:00:00Z pid=11 refresh -> 200\n"
        "2025-03-04T10:00:01Z pid=12 refresh -> 504 Gateway Timeout\n"
        "2025-03-04T10:00:02Z pid=13 refresh\n  400 invalid_grant\n"
    )

    assert [(event.happened, event.process) for event in understood.events] == [
        (Happened.SUCCEEDED, "pid=11"),
        (Happened.FAILED, "pid=12"),
        (Happened.REFUSED, "pid=13"),
    ]


def test_redirect_uris_are_told_apart_by_their_place() -> None:
    understood = read_paste(
        "https://appcenter.intuit.com/connect/oauth2?client_id=a"
        "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb\n"
        "POST /oauth2/v1/tokens/bearer\n"
        "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb%2F\n"
        "registered: https://app.example.com/cb"
    )

    assert [(one.uri, one.where) for one in understood.redirect_uris] == [
        ("https://app.example.com/cb", Where.AUTHORIZATION),
        ("https://app.example.com/cb/", Where.EXCHANGE),
        ("https://app.example.com/cb", Where.REGISTERED),
    ]


def test_a_token_request_is_read_from_its_form() -> None:
    (request,) = read_paste(
        "grant_type=refresh_token&refresh_token=RT1-12-H0-1750000000abcdefgh12345678"
    ).token_requests

    assert request.grant_type == "refresh_token"
    assert request.refresh_token == 1
    assert not request.is_json


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\x00\x01\x02", id="octets"),
        pytest.param("\x05\x06\x07\x08", id="control characters"),
        pytest.param("a" * (LONGEST + 1), id="too long"),
    ],
)
def test_what_is_no_paste_is_refused_in_words(text: str) -> None:
    understood = read_paste(text)

    assert understood.refusal is not None
    assert understood.sightings == ()


def test_what_a_sentence_says_at_the_end_of_a_long_log_is_read() -> None:
    log = "10:00:00 GET /health 200\n" * 20_000
    told = "The redirect URL that was sent is not registered."

    understood = read_paste(log + told)

    (span,) = understood.spans_of(Sign.REDIRECT_REFUSED)
    assert span.start == len(log) + told.index("redirect")


def test_an_empty_paste_says_nothing() -> None:
    assert read_paste("").signs == frozenset()


def test_every_sighting_leads_back_to_its_characters() -> None:
    pasted = r'log: "{\"error\":\"invalid_grant\"}" &quot;Token expired&quot;'

    spans = {
        one.sign: pasted[one.span.start : one.span.end]
        for one in read_paste(pasted).sightings
    }

    assert spans[Sign.GRANT_REFUSED] == "invalid_grant"
    assert spans[Sign.ACCESS_TOKEN_EXPIRED] == "Token expired"
