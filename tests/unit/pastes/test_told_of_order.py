"""Tokens by number, a verifier drawn twice, a callback that prints, and an hour in a log."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("T1 -> 200\nT2 -> 200\nT1 -> 400 invalid_grant", Sign.OLD_VALUE_SENT),
        ("it creates a second verifier in the callback handler", Sign.VERIFIER_WRONG),
        ("def token_updater(t):\n    print(t)\nsession()", Sign.NOT_STORED),
        (
            "client.refresh(held).then(a => { row.accessToken = a.json().access_token })",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
        ),
        ("nobody logged in for five months", Sign.INACTIVITY),
    ],
)
def test_what_shows_is_read(text: str, sign: Sign) -> None:
    assert sign in read_paste(text).signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("T1 -> 200\nT2 -> 200\nT3 -> 400 invalid_grant", Sign.OLD_VALUE_SENT),
        ("a new verifier is kept for each login", Sign.VERIFIER_WRONG),
        ("we generate a new verifier for each login", Sign.VERIFIER_WRONG),
        (
            "def token_updater(t):\n    print(t)\n    row.put(t)\nsession()",
            Sign.NOT_STORED,
        ),
        ("nobody logged in for five minutes", Sign.INACTIVITY),
    ],
)
def test_what_is_right_is_not_read(text: str, sign: Sign) -> None:
    assert sign not in read_paste(text).signs


FETCHED = "09:00:00 tokens fetched\n{} GET companyinfo 401"


def test_an_hour_lies_between_a_token_and_its_refusal() -> None:
    verdict = diagnose_paste(FETCHED.format("10:00:30")).verdict

    assert verdict is not None
    assert verdict.id == "access_token_expired_401"


def test_less_than_an_hour_lies_between_them() -> None:
    assert diagnose_paste(FETCHED.format("09:40:00")).verdict is None
