"""Causes that show when the browser comes back without a code."""

import pytest

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Verdict
from tests.unit.diagnosis.builders import (
    authorization_request,
    came_back,
    evidence,
    exchange,
    judge,
)

CONFIRMED, SUSPECTED = Verdict.CONFIRMED, Verdict.SUSPECTED
RULED_OUT, CANNOT_TELL = Verdict.RULED_OUT, Verdict.CANNOT_TELL

ASKED = authorization_request(scope="com.intuit.quickbooks.accounting")


@pytest.mark.parametrize(
    ("rule_id", "error", "verdict"),
    [
        pytest.param(
            "invalid_scope_at_authorize", "invalid_scope", CONFIRMED, id="scope"
        ),
        pytest.param(
            "invalid_scope_at_authorize",
            "access_denied",
            RULED_OUT,
            id="a no is no scope",
        ),
        pytest.param("consent_refused", "access_denied", CONFIRMED, id="a no"),
        pytest.param(
            "consent_refused", "invalid_scope", RULED_OUT, id="a scope is no no"
        ),
        pytest.param(
            "malformed_authorization_request", "invalid_request", CONFIRMED, id="form"
        ),
        pytest.param(
            "malformed_authorization_request",
            "unsupported_response_type",
            CONFIRMED,
            id="response type",
        ),
        pytest.param(
            "malformed_authorization_request", "access_denied", RULED_OUT, id="no form"
        ),
    ],
)
def test_what_the_browser_brought_back_is_taken_at_its_word(
    rule_id: str, error: str, verdict: Verdict
) -> None:
    assert judge(rule_id, evidence(ASKED, came_back(error=error))).verdict is verdict


def test_the_scope_that_was_asked_for_is_named() -> None:
    finding = judge(
        "invalid_scope_at_authorize", evidence(ASKED, came_back(error="invalid_scope"))
    )

    assert "com.intuit.quickbooks.accounting" in finding.because


def test_an_error_that_was_made_good_is_not_explained_any_more() -> None:
    given: Evidence = evidence(
        ASKED, came_back(error="access_denied"), exchange(5, gives="1")
    )

    assert given.refused is None
