"""Causes for which the redirect back was disregarded."""

import pytest

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Verdict
from tests.unit.diagnosis.builders import (
    authorization_request,
    came_back,
    evidence,
    judge,
)

CONFIRMED, SUSPECTED = Verdict.CONFIRMED, Verdict.SUSPECTED
RULED_OUT, CANNOT_TELL = Verdict.RULED_OUT, Verdict.CANNOT_TELL

ASKED = authorization_request(state="S1")


@pytest.mark.parametrize(
    ("given", "mismatch", "lost"),
    [
        pytest.param(
            evidence(ASKED, came_back(state="S9", failure="unknown")),
            CONFIRMED,
            RULED_OUT,
            id="a state that nobody sent",
        ),
        pytest.param(
            evidence(ASKED, came_back(state=None, failure="missing")),
            CONFIRMED,
            RULED_OUT,
            id="no state at all",
        ),
        pytest.param(
            evidence(ASKED, came_back(failure="used")),
            SUSPECTED,
            RULED_OUT,
            id="a state that had been used",
        ),
        pytest.param(
            evidence(ASKED, came_back(failure="other-browser")),
            RULED_OUT,
            CONFIRMED,
            id="another browser",
        ),
        pytest.param(
            evidence(ASKED, came_back(failure="expired")),
            RULED_OUT,
            CONFIRMED,
            id="too late",
        ),
    ],
)
def test_what_was_wrong_with_a_state_says_whose_fault_it_was(
    given: Evidence, mismatch: Verdict, lost: Verdict
) -> None:
    assert judge("state_mismatch_csrf", given).verdict is mismatch
    assert judge("state_lost_session", given).verdict is lost
