"""Scopes in a request for consent, and products that a company does not have."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

ASKED = (
    "https://appcenter.intuit.com/connect/oauth2?client_id=AB&response_type=code"
    "&redirect_uri=https%3A%2F%2Fdesk.example.com%2Fin&state=1"
)
PAGE = "\nSorry, but Desk didn't connect"
DENIED = "\nGET /in?error=access_denied&state=1"


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "text",
    [
        f"{ASKED}{PAGE}",
        f"{ASKED}&scope={PAGE}",
        f"{ASKED}&scope=accounting+openid{PAGE}",
        f"{ASKED}&scope=com.intuit.quickbooks.accounting%2Copenid{PAGE}",
        f"{ASKED}&scope=com.intuit.quickbooks.accounting%2520openid{PAGE}",
        f"the page wants us to activate Payments{DENIED}",
        f"Payroll is not offered in this country{DENIED}",
        f"without com.intuit.quickbooks.payment it works{DENIED}",
        "error=invalid_request&error_description=Required+parameter+scope+is+missing",
    ],
)
def test_a_scope_that_cannot_be_granted_is_named(text: str) -> None:
    assert cause_of(text) == "invalid_scope_at_authorize"


@pytest.mark.parametrize(
    "text",
    [
        f"{ASKED}&scope=com.intuit.quickbooks.accounting+openid{PAGE}",
        f"{ASKED}&scope=...{PAGE}",
        f"https://appcenter.intuit.com/connect/oauth2?client_id=AB&state=1...{PAGE}",
        f"com.intuit.quickbooks.payment{DENIED}",
        f"the user took No, thanks{DENIED}",
        "Payments is not offered in this country",
        "the API says missing_scope",
    ],
)
def test_a_scope_that_may_be_good_is_no_finding(text: str) -> None:
    assert cause_of(text) != "invalid_scope_at_authorize"
