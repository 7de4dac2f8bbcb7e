"""Scopes that were asked for, and calls that need another one."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

LOGIN = "https://appcenter.intuit.com/connect/oauth2?client_id=AB&scope=openid%20email&state=1"
REFUSED = "\nGET /v3/company/9341450000000101/query -> 403"


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "text",
    [
        LOGIN + REFUSED,
        f"scopes: ['openid', 'profile']{REFUSED}",
        f"scope = [Scopes.OpenId, Scopes.Email]{REFUSED}",
        "scope=com.intuit.quickbooks.accounting\nGET /v1/openid_connect/userinfo 401",
        "GET /in?code=XAB1...&state=...&realmId=null",
        "GET /in?realmId=undefined&state=1&code=XAB1...",
        "no realm id: the scope of the login is not about a company",
        f"the accounting scope was never asked for at our button{REFUSED}",
        f"it only requests openid and email scopes{REFUSED}",
    ],
)
def test_a_call_beyond_what_was_asked_for_lacks_a_scope(text: str) -> None:
    assert cause_of(text) == "missing_scope_403"


@pytest.mark.parametrize(
    "text",
    [
        LOGIN.replace("email", "com.intuit.quickbooks.accounting") + REFUSED,
        f"scopes: ['openid',\n 'com.intuit.quickbooks.accounting']{REFUSED}",
        f"scope = [Scopes.OpenId]\nscope.push(Scopes.Accounting){REFUSED}",
        f"{LOGIN}\nGET /v3/company/9341450000000101/query -> 200",
        "GET /in?code=XAB1...&state=...&realmId=9341450000000101",
        "GET /in?code=XAB1...&state=...&realmId=...",
        "realmId is null in our table",
        f"Was the accounting scope not asked for?{REFUSED}",
    ],
)
def test_a_call_within_what_was_asked_for_lacks_none(text: str) -> None:
    assert cause_of(text) != "missing_scope_403"
