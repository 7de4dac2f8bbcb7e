"""A callback that the program's own guard turned away."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

BACK = "GET /api/in?code=XAB1...&state=1f00aa&realmId=9341450000000101"


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "text",
    [
        f'"{BACK} HTTP/1.1" 401 41\n{{"error":"API key required"}}',
        f'"{BACK} HTTP/2" 403 9\nmissing bearer token',
        f"{BACK} -> 401\nUnauthenticated.",
        f"{BACK} 401\nAuthentication credentials were not provided.",
        f"{BACK} 401\nPlease sign in.",
        f'"{BACK} HTTP/1.1" 302 0 "-> /login?next=/api/in"',
        f"{BACK} -> 302 /users/sign_in",
    ],
)
def test_who_comes_back_without_a_session_is_turned_away(text: str) -> None:
    assert cause_of(text) == "state_lost_session"


@pytest.mark.parametrize(
    "text",
    [
        f"{BACK} 401",
        f"{BACK} 200\nGET /v3/company/1/query 401 without authorization header",
        f"{BACK} -> 302 /login?error=exchange",
        f"{BACK} -> 302 /settings",
        f"{BACK} 401 please sign in\ninvalid_grant at exchange_code",
        f'{BACK} 401 please sign in\n{{"error":"invalid_client"}}',
        f"{BACK} 401 please sign in\nstate mismatch",
        "GET /api/invoices 401\nAPI key required",
    ],
)
def test_a_callback_that_failed_otherwise_was_not(text: str) -> None:
    assert cause_of(text) != "state_lost_session"
