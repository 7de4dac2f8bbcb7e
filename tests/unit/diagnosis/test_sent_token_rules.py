"""Causes in which what was sent was none of what had been received."""

import pytest

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Verdict
from tests.unit.diagnosis.builders import (
    PRODUCTION,
    api_call,
    authorization_request,
    authorization_response,
    evidence,
    exchange,
    gapped,
    generation,
    judge,
    marked,
    refresh,
    revocation,
    token_request,
)

CONFIRMED, SUSPECTED = Verdict.CONFIRMED, Verdict.SUSPECTED
RULED_OUT, CANNOT_TELL = Verdict.RULED_OUT, Verdict.CANNOT_TELL

CONSENT = (authorization_request(), authorization_response(), exchange(gives="1"))


def sending(value: str) -> Evidence:
    body = f"grant_type=refresh_token&refresh_token={value}"
    return evidence(*CONSENT, token_request(body, error="invalid_grant"))


@pytest.mark.parametrize(
    ("value", "verdicts"),
    [
        pytest.param(
            marked("refresh_token", "A1"),
            (CONFIRMED, RULED_OUT, RULED_OUT),
            id="an access token",
        ),
        pytest.param("", (RULED_OUT, CONFIRMED, RULED_OUT), id="nothing"),
        pytest.param(
            "‹hidden, 9 characters›", (RULED_OUT, CONFIRMED, RULED_OUT), id="a word"
        ),
        pytest.param(
            "‹hidden, 33 characters›",
            (RULED_OUT, CANNOT_TELL, SUSPECTED),
            id="a part of a token",
        ),
        pytest.param(
            marked("refresh_token", "R1"),
            (RULED_OUT, RULED_OUT, RULED_OUT),
            id="the right one",
        ),
    ],
)
def test_what_was_sent_is_told_by_its_shape(
    value: str, verdicts: tuple[Verdict, ...]
) -> None:
    given = sending(value)

    assert (
        judge("access_token_sent_as_refresh_token", given).verdict,
        judge("placeholder_or_empty_token", given).verdict,
        judge("token_truncated_by_storage", given).verdict,
    ) == verdicts


def test_without_anything_received_nobody_knows_whether_it_was_cut() -> None:
    body = "grant_type=refresh_token&refresh_token=‹hidden, 33 characters›"
    given = gapped(token_request(body, error="invalid_grant"))

    assert judge("token_truncated_by_storage", given).verdict is CANNOT_TELL


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            evidence(*CONSENT, refresh("R1", 5, client_id=PRODUCTION)),
            CONFIRMED,
            id="received by one, sent by another",
        ),
        pytest.param(
            evidence(*CONSENT, refresh("R1", 5)), RULED_OUT, id="the same client"
        ),
        pytest.param(
            evidence(
                *CONSENT,
                refresh("R9", 5, description="Incorrect Token type or clientID"),
            ),
            SUSPECTED,
            id="the answer speaks of another client, and nothing had brought it",
        ),
        pytest.param(
            gapped(refresh("R1", 5), generations=(generation(1, 0),)),
            CANNOT_TELL,
            id="who received it is not on record",
        ),
    ],
)
def test_who_received_a_token_is_held_against_who_sent_it(
    given: Evidence, verdict: Verdict
) -> None:
    rule_id = "wrong_client_or_environment_for_token"

    assert judge(rule_id, given).verdict is verdict


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(evidence(*CONSENT, refresh("R9", 5)), SUSPECTED, id="refresh"),
        pytest.param(
            evidence(*CONSENT, revocation("R9", 5, status=400)),
            SUSPECTED,
            id="revocation",
        ),
        pytest.param(
            evidence(*CONSENT, api_call("A9", 5, status=401)), SUSPECTED, id="API call"
        ),
        pytest.param(evidence(*CONSENT, refresh("R1", 5)), RULED_OUT, id="known"),
        pytest.param(
            gapped(*CONSENT, refresh("R9", 5)), CANNOT_TELL, id="the record has gaps"
        ),
        pytest.param(
            evidence(*CONSENT, refresh(None, 5)),
            RULED_OUT,
            id="it has no token's shape",
        ),
    ],
)
def test_a_token_that_no_answer_brought_is_unknown(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("token_unknown", given).verdict is verdict
