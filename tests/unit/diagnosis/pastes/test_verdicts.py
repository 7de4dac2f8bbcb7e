"""What services, libraries and people say, and the cause that it comes to.

The pastes are invented, after the formats in which evidence comes. A row without a cause is
one that nobody can tell.
"""

import json
from pathlib import Path

import pytest

from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.pastes.catalogue import all_paste_rules
from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

WORDINGS = Path(__file__).parents[3] / "data" / "wordings.jsonl"
ROWS = [json.loads(line) for line in WORDINGS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("cause", "paste"),
    [
        pytest.param(row["cause"], row["paste"], id=f"{number} {row['cause']}")
        for number, row in enumerate(ROWS, start=1)
    ],
)
def test_a_paste_comes_to_its_cause(cause: str | None, paste: str) -> None:
    diagnosis = diagnose_paste(paste)

    assert (diagnosis.verdict.id if diagnosis.verdict else None) == cause
    assert len(diagnosis.candidates) <= 4


@pytest.mark.parametrize(
    ("paste", "cause"),
    [
        ("OAuth2::Error: invalid_grant\n in `callback'", "code_reused"),
        ("google.auth.exceptions.RefreshError: invalid_grant", "clock_skew"),
        ("IdentityProviderException: invalid_grant", "not_persisted_after_refresh"),
        ("failed getting access token, statusCode 401", "bad_client_credentials"),
        ("401 Unauthorized on some requests", "stale_cache_in_code"),
        ("discovering streams: invalid_grant", "not_persisted_after_refresh"),
        (
            "authenticated, and a minute later the refresh token says invalid_grant",
            "revoked_by_code_reuse",
        ),
    ],
)
def test_what_a_paste_leaves_open_is_asked(paste: str, cause: str) -> None:
    diagnosis = diagnose_paste(paste)

    assert diagnosis.verdict is None
    assert cause in {one.id for one in diagnosis.candidates}
    assert diagnosis.question is not None


def test_every_cause_has_a_wording() -> None:
    assert {row["cause"] for row in ROWS} - {None} == {
        rule.cause.id for rule in all_paste_rules()
    }


@pytest.mark.parametrize("row", ROWS, ids=range(1, len(ROWS) + 1))
def test_a_named_cause_says_why_and_what_to_do(row: dict[str, str | None]) -> None:
    diagnosis = diagnose_paste(row["paste"] or "")

    for one in diagnosis.findings:
        if one.finding.verdict in {Verdict.CONFIRMED, Verdict.SUSPECTED}:
            assert one.finding.because.endswith(".")
            assert one.finding.remedy is not None
        if one.finding.verdict in {Verdict.SUSPECTED, Verdict.CANNOT_TELL}:
            assert one.finding.question is not None


@pytest.mark.parametrize("rule", all_paste_rules(), ids=lambda rule: rule.cause.id)
def test_a_rule_says_nothing_of_a_paste_that_says_nothing(rule: object) -> None:
    diagnosis = diagnose_paste("2025-03-04T10:00:00Z GET /customers -> 200")

    assert diagnosis.findings == ()
    assert diagnosis.verdict is None
    assert diagnosis.question is None
    assert rule not in diagnosis.candidates


@pytest.mark.parametrize(
    ("paste", "cause"),
    [
        (
            (
                "POST https://developer.api.intuit.com/v2/oauth2/tokens/revoke\n"
                "Authorization: Bearer ...\n-> 401"
            ),
            "malformed_authorization_header",
        ),
        (
            (
                "POST https://developer.api.intuit.com/v2/oauth2/tokens/revoke -> 200\n"
                "GET https://quickbooks.api.intuit.com/v3/company/1/query\n"
                "Authorization: Bearer ...\n-> 401 the access token expired"
            ),
            "revoked_by_user_disconnect",
        ),
    ],
)
def test_an_endpoint_that_asks_who_the_client_is_wants_no_access_token(
    paste: str, cause: str
) -> None:
    verdict = diagnose_paste(paste).verdict

    assert verdict is not None
    assert verdict.id == cause


def test_expired_is_left_open_where_a_service_says_it_of_a_spent_code_too() -> None:
    answer = (
        '{"error":"invalid_grant","error_description":"expired authorization code"}'
    )
    hosts = ("id.example.com", "login.salesforce.com")

    sure, open_ = (
        diagnose_paste(f"POST https://{host}/token {answer}") for host in hosts
    )

    assert sure.question is None
    assert open_.question is not None
    assert "code_reused" in {one.id for one in open_.candidates}
