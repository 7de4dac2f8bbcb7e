"""What is read from a round trip, and how it is put into words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from grantlab.diagnosis import wording
from grantlab.diagnosis.facts import Outcome
from grantlab.diagnosis.readings.calls import other_calls
from grantlab.diagnosis.readings.requests import (
    Answer,
    client_id_of,
    members_of,
    read_answer,
    revoked_token,
)
from grantlab.protocol.round_trip import Purpose, RoundTrip
from tests.unit.diagnosis.builders import (
    FORM,
    NOON,
    attempt,
    evidence,
    exchange,
    fingerprint,
    generation,
    marked,
    refresh,
    revocation,
    round_trip,
)


@pytest.mark.parametrize(
    ("refused", "answer"),
    [
        pytest.param(refresh("R1", 0), Answer.GRANT_REFUSED, id="invalid_grant"),
        pytest.param(
            refresh("R1", 0, status=403), Answer.GRANT_REFUSED, id="no body to read"
        ),
        pytest.param(
            replace(refresh("R1", 0), response_body='{"error": 7}'),
            Answer.GRANT_REFUSED,
            id="an error that is no text",
        ),
        pytest.param(
            refresh("R1", 0, status=401), Answer.CLIENT_REFUSED, id="a bare 401"
        ),
        pytest.param(
            refresh("R1", 0, error="unsupported_grant_type"),
            Answer.REQUEST_REFUSED,
            id="another error",
        ),
        pytest.param(refresh("R1", 0, status=504), Answer.SERVICE_FAILED, id="504"),
        pytest.param(refresh("R1", 0, status=429), Answer.SERVICE_FAILED, id="busy"),
        pytest.param(refresh("R1", 0, status=None), Answer.SERVICE_FAILED, id="none"),
    ],
)
def test_the_kinds_of_no_are_told_apart(refused: RoundTrip, answer: Answer) -> None:
    assert read_answer(refused) is answer


@pytest.mark.parametrize("body", ["", "[]", "7", "<html>", "[" * 100_000])
def test_a_body_that_is_no_object_has_no_members(body: str) -> None:
    assert members_of(body) == {}


def test_credentials_in_the_form_are_read_too() -> None:
    sent = round_trip(
        Purpose.REFRESH, 0, request_headers=FORM, request_body="client_id=ABinvented"
    )

    assert client_id_of(sent) == "ABinvented"


def test_a_revocation_is_read_from_a_form_as_from_json() -> None:
    as_form = replace(
        revocation("R1", 0),
        request_headers=FORM,
        request_body=f"token={marked('token', 'R1')}",
    )

    assert revoked_token(as_form) == fingerprint("R1")
    assert revoked_token(revocation("R1", 0)) == fingerprint("R1")
    assert revoked_token(replace(as_form, request_body="")) is None


@pytest.mark.parametrize(
    "lifetime",
    [
        pytest.param('"3600"', id="text"),
        pytest.param("true", id="a boolean"),
        pytest.param("99999999999999", id="longer than the calendar"),
    ],
)
def test_a_lifetime_that_cannot_be_read_is_unknown(lifetime: str) -> None:
    body = (
        f'{{"refresh_token": "{marked("refresh_token", "R1")}", "access_token": 7,'
        f' "expires_in": {lifetime}}}'
    )

    (pair,) = evidence(replace(exchange(gives="1"), response_body=body)).received

    assert pair.access_expires_at is None
    assert pair.access is None
    assert pair.received_at == NOON


def test_an_answer_without_a_refresh_token_is_no_pair() -> None:
    given = evidence(replace(exchange(gives="1"), response_body="{}"))

    assert given.received == ()


def test_a_generation_without_any_refresh_token_is_no_pair() -> None:
    given = evidence(generations=(generation(1, 0, refresh_fingerprint=None),))

    assert given.received == ()


def test_the_journal_stands_for_round_trips_that_were_dropped() -> None:
    given = evidence(
        refresh("R2", 20),
        generations=(generation(1, 0), generation(2, 10)),
        attempts=(
            attempt("R1", 10, Outcome.ROTATED, generation=2),
            attempt("R2", 20, Outcome.REFUSED),
        ),
    )

    (call,) = other_calls(given, fingerprint("R1"))

    assert call.brought == fingerprint("R2")
    assert call.ended_at == NOON + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=3, hours=2), "3 days"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(seconds=119), "1 minute"),
        (timedelta(seconds=2), "2 seconds"),
        (timedelta(milliseconds=3), "less than a second"),
        (timedelta(seconds=-5), "less than a second"),
    ],
)
def test_a_length_of_time_is_told_in_its_largest_unit(
    length: timedelta, words: str
) -> None:
    assert wording.span(length) == words


def test_equal_uris_have_no_difference() -> None:
    assert wording.difference("https://a.example", "https://a.example") == (
        "They are equal."
    )
