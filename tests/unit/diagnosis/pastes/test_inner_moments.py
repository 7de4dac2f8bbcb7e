"""Moments inside values, held against the refusal."""

from datetime import UTC, datetime

import pytest

from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from tests.support.invented import ACCESS_REFERENCE, CODE, REFRESH_TOKEN

FORM = f"grant_type=authorization_code&code={CODE}&redirect_uri=https%3A%2F%2Fapp.example.com"
REFUSED = '-> 400 {"error":"invalid_grant"}'
SINGLE = f"refresh_token={REFRESH_TOKEN} " + '{"error":"invalid_grant"}'


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


def test_a_code_that_was_refused_after_its_end_had_expired() -> None:
    assert cause_of(f"2026-09-21T14:20:00Z {FORM} {REFUSED}") == "code_expired"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"2026-09-21T14:10:00Z {FORM} {REFUSED}", id="before its end"),
        pytest.param(f"2026-09-25T14:10:00Z {FORM} {REFUSED}", id="days after it"),
        pytest.param(f"2026-09-21 14:20:00 {FORM} {REFUSED}", id="in an unknown zone"),
        pytest.param(f"{FORM} {REFUSED}", id="at an unknown time"),
    ],
)
def test_what_the_code_alone_says_names_nothing(text: str) -> None:
    assert cause_of(text) != "code_expired"


def test_the_id_of_the_request_dates_a_refusal_that_nothing_else_dates() -> None:
    epoch = f"{int(datetime(2026, 9, 21, 14, 20, tzinfo=UTC).timestamp()):08x}"
    tid = f"intuit_tid: 1-{epoch}-00112233445566778899aabb"

    assert cause_of(f"{FORM}\n{REFUSED}\n{tid}") == "code_expired"


def test_a_refresh_token_after_its_end_is_a_finding_and_no_verdict() -> None:
    diagnosis = diagnose_paste(f"2026-10-01T10:00:00Z {SINGLE}")

    found = {one.cause.id: one.finding for one in diagnosis.findings}
    assert diagnosis.verdict is None
    finding = found["refresh_token_expired_inactivity"]
    assert finding.verdict is Verdict.CANNOT_TELL
    assert "2026-09-21 14:13:20 UTC" in finding.because


def test_an_access_token_that_was_refused_before_its_end_had_been_revoked() -> None:
    answer = (
        '401 {"fault":{"error":[{"message":"AuthenticationFailed","code":"3200"}]}}'
    )
    text = (
        f"2026-09-21T13:40:00Z GET /v3/company/1 Bearer {ACCESS_REFERENCE} -> {answer}"
    )

    assert cause_of(text) == "revoked_by_user_disconnect"


def test_a_clock_that_is_behind_accounts_for_a_token_that_seems_valid() -> None:
    text = (
        "2026-09-21T13:00:00Z isAccessTokenValid() -> true, GET /v3/company/1/companyinfo"
        " -> 401 code 3200, Token expired, date: Mon, 21 Sep 2026 13:40:00 GMT"
    )

    found = {one.cause.id: one.finding for one in diagnose_paste(text).findings}

    assert "2026-09-21 13:40:00 UTC" in found["clock_skew"].because
