"""The cause that lies with the service."""

import pytest

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Verdict
from tests.unit.diagnosis.builders import (
    PRODUCTION,
    api_call,
    evidence,
    exchange,
    judge,
    refresh,
)

CONFIRMED, SUSPECTED = Verdict.CONFIRMED, Verdict.SUSPECTED
RULED_OUT, CANNOT_TELL = Verdict.RULED_OUT, Verdict.CANNOT_TELL
CONSENT = exchange(gives="1")


@pytest.mark.proves("R2")
@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            evidence(CONSENT, refresh("R1", 60, status=503)),
            CONFIRMED,
            id="the refusal is an answer of 503",
        ),
        pytest.param(
            evidence(
                CONSENT, refresh("R1", 60), refresh("R1", 90, gives="2"), refused_at=1
            ),
            CONFIRMED,
            id="the same token was accepted later",
        ),
        pytest.param(
            evidence(CONSENT, api_call("A1", 50, status=502), refresh("R1", 60)),
            SUSPECTED,
            id="a call failed ten minutes before",
        ),
        pytest.param(
            evidence(CONSENT, refresh("R1", 60), api_call("A1", 75, status=500)),
            SUSPECTED,
            id="a call failed a quarter of an hour after",
        ),
        pytest.param(
            evidence(
                CONSENT, refresh("R1", 60), api_call("A1", 61), refresh("R1", 180)
            ),
            RULED_OUT,
            id="refused twice, with a good answer in between",
        ),
        pytest.param(
            evidence(CONSENT, refresh("R1", 60, status=429)),
            RULED_OUT,
            id="too much was asked",
        ),
        pytest.param(
            evidence(
                CONSENT,
                refresh("R1", 60, client_id=PRODUCTION),
                refresh("R1", 61, gives="2"),
                refused_at=1,
            ),
            CANNOT_TELL,
            id="accepted later, but with other keys",
        ),
        pytest.param(
            evidence(CONSENT, api_call("A1", 44, status=502), refresh("R1", 60)),
            CANNOT_TELL,
            id="a call failed long before",
        ),
        pytest.param(
            evidence(CONSENT, refresh("R1", 60), refresh("R1", 61)),
            CANNOT_TELL,
            id="refused twice, with nothing in between",
        ),
        pytest.param(
            evidence(
                CONSENT,
                refresh("R1", 60),
                api_call("A1", 61, status=403),
                refresh("R1", 62),
            ),
            CANNOT_TELL,
            id="refused twice, with a refused call in between",
        ),
        pytest.param(
            evidence(CONSENT, refresh(None, 60)), CANNOT_TELL, id="nothing around it"
        ),
    ],
)
def test_trouble_at_the_service_shows_around_the_refusal(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("provider_outage", given).verdict is verdict


def test_a_refresh_without_an_answer_may_be_trouble_at_the_service() -> None:
    given = evidence(CONSENT, refresh("R1", 60, status=None), refused_at=1)

    assert judge("provider_outage", given).verdict is CANNOT_TELL
