"""A code of a login inside the login, which whoever watches the window takes for its own."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

_ASKS = "POST https://api.jars.example/oauth/token"
_FAILED = '\n400 {"error":"invalid_grant"}'


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "ours",
    ["http://127.0.0.1", "myapp://done", "https%3A%2F%2Fdesk.example.org%2Fback"],
)
@pytest.mark.parametrize("watcher", ["will-redirect ->", "webview navigated to"])
def test_a_code_that_came_at_the_service_is_not_ours(ours: str, watcher: str) -> None:
    text = (
        f"{watcher} https://login.jars.example/via/other?code=ot_4Kd81mQa&state=7\n"
        f"[window] code=ot_4Kd81mQa\n{_ASKS} code=ot_4Kd81mQa&redirect_uri={ours}"
    )

    assert cause_of(text + _FAILED) == "code_param_collision"


@pytest.mark.parametrize(
    ("came", "ours"),
    [
        ("https://desk.jars.example/back", "https://desk.jars.example/back"),
        ("https://desk.example.org/back", "https://desk.example.org/back"),
        ("http://localhost:3000/back", "http://localhost:3000/back"),
    ],
)
def test_a_code_that_came_at_our_address_is_ours(came: str, ours: str) -> None:
    text = f"{came}?code=ot_4Kd81mQa9LxP2&state=7\n{_ASKS} code=ot_4Kd81mQa9LxP2&redirect_uri={ours}"

    assert cause_of(text + _FAILED) != "code_param_collision"
