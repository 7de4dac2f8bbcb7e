"""What logs write of a state that came back."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

BACK = "GET /oauth/back of desk.example.com\n"


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(BACK + text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "line",
    [
        '{"stateOk": false, "has_cookie": true}',
        "valid_state=no realm=1",
        "oauthStateMatches -> false",
        "expected 1f00aa, received 2e11bb: state",
        "state stored=1f00aa query=2e11bb",
        "state 1f00aa <> 2e11bb",
        "the state is not the one that we sent",
        "Wrong HubSpot OAuth state",
    ],
)
def test_a_log_tells_that_another_state_came_back(line: str) -> None:
    assert cause_of(line) == "state_mismatch_csrf"


@pytest.mark.parametrize(
    "line",
    [
        '{"hasSavedState": false} invalid state',
        "session_found=false, wrong state",
        '{"stored_state": null, "query_state": "1f00aa"}',
        "state in session: undefined",
        "state check: expected=None got=1f00aa",
        "Cookie: (none)\nwrong state",
        "req.session = { cookie: { path: '/' } }\nwrong state",
        "sid at start: 1f00aa, sid at callback: 2e11bb, wrong state",
        "print('in', session.get('state'), args)\nin None {}\nwrong state",
        "console.log('in', user.id, req.session.state);\nin 7 undefined\nwrong state",
        "from http://127.0.0.1:80/go to http://localhost:80/oauth/back: wrong state",
        "from https://www.desk.example.com/go to https://desk.example.com/oauth/back: wrong state",
    ],
)
def test_a_log_tells_that_no_state_was_kept(line: str) -> None:
    assert cause_of(line) == "state_lost_session"


@pytest.mark.parametrize(
    "line",
    [
        '{"stateOk": true, "has_cookie": true}',
        "let storedState = null;",
        "print('in', user, session.get('state'))\nin None 1f00aa",
        "print('in', session.get('state'))\nin the end None",
        "if (!stateMatches) return false",
        "if (expectedState === undefined) { start() }",
        "expected 1f00aa, received 1f00aa: state",
        "expected 3 items, received 4: state",
        "state: expected open, received closed",
        "the component's state is not valid",
        "cookie_present: true, state_present: true",
        "a page later" * 20 + " health check: session_found: false",
        "from https://desk.example.com/go to https://appcenter.intuit.com/connect: state",
    ],
)
def test_a_log_that_tells_neither_names_nothing(line: str) -> None:
    assert cause_of(line) is None
