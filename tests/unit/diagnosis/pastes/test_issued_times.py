"""Times of tokens and answers, held against the program's own."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "text",
    [
        "jwt refused: now 1741163300, nbf 1741163402",
        "iat=1741163402, system clock=1741163100",
        "token issued at 2025-03-05T08:30:02Z, local clock 2025-03-05T08:26:10Z",
        "issuedAt 1741163402 is after current time 1741163100",
        "$ date +%s\n1741168441\nDate: Wed, 05 Mar 2025 08:30:02 GMT",
        "$ date\nWed Mar  5 08:12:01 UTC 2025\nDate: Wed, 05 Mar 2025 08:30:02 GMT",
        "JWT not active yet",
        "a fresh ID token is called expired",
    ],
)
def test_a_clock_that_disagrees_with_the_service_is_seen(text: str) -> None:
    assert cause_of(text) == "clock_skew"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("now 1741163402, nbf 1741163402", id="at the same moment"),
        pytest.param("now 1741163500, iat 1741163402, exp 1741167002", id="in order"),
        pytest.param(
            "now=1741163300 begin\nnow=1741163405 end, iat=1741163402",
            id="the first of several lines",
        ),
        pytest.param("now 1741163300, iat 1751163402", id="months later"),
        pytest.param(
            "$ date\nWed Mar  5 08:29:40 UTC 2025\nDate: Wed, 05 Mar 2025 08:30:02 GMT",
            id="seconds apart",
        ),
        pytest.param(
            "$ date\nWed Mar  5 09:30:04 UTC 2025\nDate: Wed, 05 Mar 2025 08:30:02 GMT",
            id="an hour that may be a zone",
        ),
        pytest.param("now 1741168441, exp 1741167002", id="simply expired"),
    ],
)
def test_times_that_agree_name_nothing(text: str) -> None:
    assert cause_of(text) != "clock_skew"
