"""The causes that lie in a refresh token's age."""

from typing import Any

import pytest

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Verdict
from tests.unit.diagnosis.builders import (
    DAY,
    YEAR,
    at,
    evidence,
    exchange,
    generation,
    judge,
    refresh,
)

CONFIRMED, SUSPECTED = Verdict.CONFIRMED, Verdict.SUSPECTED
RULED_OUT, CANNOT_TELL = Verdict.RULED_OUT, Verdict.CANNOT_TELL


def stored(*refusals: Any, **facts: Any) -> Evidence:
    return evidence(*refusals, generations=(generation(1, 0, **facts),))


@pytest.mark.proves("R1")
@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            stored(refresh("R1", 100 * DAY), refresh_expires_at=at(100 * DAY)),
            CONFIRMED,
            id="sent at its deadline",
        ),
        pytest.param(
            evidence(exchange(gives="1"), refresh("R1", 100 * DAY)),
            CONFIRMED,
            id="the deadline is known from the answer",
        ),
        pytest.param(
            stored(refresh("R1", 101 * DAY)), SUSPECTED, id="old, without a deadline"
        ),
        pytest.param(
            stored(refresh("R1", 100 * DAY - 1), refresh_expires_at=at(100 * DAY)),
            RULED_OUT,
            id="sent a minute earlier",
        ),
        pytest.param(
            stored(refresh("R1", 99 * DAY)), RULED_OUT, id="young, without a deadline"
        ),
        pytest.param(
            stored(
                refresh("R1", 9 * DAY),
                refresh_expires_at=at(8 * DAY),
                hard_expires_at=at(8 * DAY),
            ),
            RULED_OUT,
            id="it was the five years that ended it",
        ),
        pytest.param(
            evidence(
                refresh("R1", 101 * DAY),
                generations=(generation(1, 0), generation(2, 5)),
            ),
            RULED_OUT,
            id="it had been replaced",
        ),
        pytest.param(stored(refresh("R9", 1)), CANNOT_TELL, id="it was never received"),
        pytest.param(evidence(refresh("R1", 1)), CANNOT_TELL, id="nothing is known"),
    ],
)
def test_a_refresh_token_ends_when_it_was_not_used(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("refresh_token_expired_inactivity", given).verdict is verdict


@pytest.mark.proves("R1")
@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            stored(refresh("R1", 5 * YEAR), hard_expires_at=at(5 * YEAR)),
            CONFIRMED,
            id="sent at the limit",
        ),
        pytest.param(
            stored(refresh("R1", 5 * YEAR)), SUSPECTED, id="five years, limit not told"
        ),
        pytest.param(
            stored(refresh("R1", 5 * YEAR - 1), hard_expires_at=at(5 * YEAR)),
            RULED_OUT,
            id="sent a minute earlier",
        ),
        pytest.param(stored(refresh("R1", 1)), RULED_OUT, id="the consent is young"),
        pytest.param(
            stored(refresh("R1", 6 * YEAR), consented_at=None),
            CANNOT_TELL,
            id="the consent is not known",
        ),
        pytest.param(evidence(refresh("R1", 1)), CANNOT_TELL, id="nothing is known"),
    ],
)
def test_a_consent_ends_after_five_years(given: Evidence, verdict: Verdict) -> None:
    assert judge("refresh_token_hard_expired", given).verdict is verdict


def test_a_token_that_ends_with_its_consent_was_not_left_unused() -> None:
    limit = 5 * 365 * DAY
    given = evidence(
        refresh("R2", limit + 1),
        generations=(
            generation(1, 0),
            generation(2, limit - 30 * DAY, refresh_expires_at=at(limit)),
        ),
    )

    finding = judge("refresh_token_expired_inactivity", given)

    assert finding.verdict is Verdict.RULED_OUT
