"""A code or state that came back in another spelling than it had, or shorter or longer."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.redacting import redact
from tests.support.invented import CODE

CALLBACK = f"GET /back?code={CODE}&state=abc 302\n"
REFUSED = '\n{"error":"invalid_grant"}'
STATE = "invented+state/of+16=="


def posted(code: str) -> str:
    return f"grant_type=authorization_code&code={code}&redirect_uri=https%3A%2F%2Fa.example%2Fback"


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


SPELLINGS = [
    pytest.param(CODE.lower(), id="in small letters"),
    pytest.param(CODE.upper(), id="in capitals"),
    pytest.param(f"%22{CODE}%22", id="in quotes"),
    pytest.param(f"%5B%27{CODE}%27%5D", id="a list"),
    pytest.param(f"b%27{CODE}%27", id="octets"),
    pytest.param(f"{CODE}%0A", id="with the end of its line"),
    pytest.param(f"{CODE}%26state%3Dabc", id="with the next parameter"),
    pytest.param(CODE[:40], id="cut at the end"),
    pytest.param(CODE[6:], id="cut at the beginning"),
]


@pytest.mark.parametrize("code", SPELLINGS)
def test_a_code_that_is_posted_in_another_spelling_was_changed(code: str) -> None:
    pasted = CALLBACK + posted(code) + REFUSED

    assert cause_of(pasted) == "code_malformed_or_truncated"
    assert cause_of(redact(pasted)) == "code_malformed_or_truncated"


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param(CALLBACK + posted(CODE) + REFUSED, id="as it came"),
        pytest.param(
            f"code {CODE[:30]} (the beginning)\n{CALLBACK}{posted(CODE)}{REFUSED}",
            id="told by its beginning, and posted as it came",
        ),
        pytest.param(
            CALLBACK + posted(CODE.lower()) + '\n{"access_token":"x"}', id="not refused"
        ),
        pytest.param(
            CALLBACK + posted(f"{CODE[:13]}{'9' * 37}") + REFUSED, id="another code"
        ),
    ],
)
def test_a_code_that_came_as_it_was_posted_was_not_changed(pasted: str) -> None:
    assert cause_of(pasted) is None


def test_a_value_knows_the_first_one_that_it_resembles() -> None:
    first, again, changed = read_paste(
        f"code={CODE}\ncode={CODE}\ncode={CODE.lower()}"
    ).values

    assert first.resembles is again.resembles is None
    assert changed.resembles == first.fingerprint


def test_short_values_and_tokens_resemble_nothing() -> None:
    values = read_paste(
        "state=ab12cd34 state=AB12CD34\nrefresh_token=RT1-1-H0-1790000000invented0000000000"
    ).values

    assert {one.resembles for one in values} == {None}


@pytest.mark.parametrize(
    ("back", "cause"),
    [
        (STATE.replace("+", " "), "state_mismatch_csrf"),
        (STATE.lower().title(), "state_mismatch_csrf"),
        (STATE, "state_lost_session"),
    ],
)
def test_a_state_that_lost_its_spelling_is_not_one_that_was_lost(
    back: str, cause: str
) -> None:
    pasted = f'sent state="{STATE}"\ncallback state="{back}"\n403: no state in storage'

    assert cause_of(pasted) == cause
