"""How a connection stands, and when it ends."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from grantlab.protocol.connection_health import (
    ConnectionFacts,
    Health,
    ends_at,
    judge_health,
)

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
DAY = timedelta(days=1)
GOOD: dict[str, Any] = {
    "has_tokens": True,
    "verified_at": NOON,
    "access_expires_at": NOON + timedelta(hours=1),
    "refresh_expires_at": NOON + 100 * DAY,
    "hard_expires_at": NOON + 5 * 365 * DAY,
}


def facts(**changes: Any) -> ConnectionFacts:
    return ConnectionFacts(**{**GOOD, **changes})


@pytest.mark.parametrize(
    ("changes", "health"),
    [
        pytest.param({}, Health.HEALTHY, id="everything is good"),
        pytest.param(
            {"access_expires_at": NOON - DAY},
            Health.HEALTHY,
            id="an access token that is over can be renewed",
        ),
        pytest.param(
            {"refresh_expires_at": None, "hard_expires_at": None},
            Health.HEALTHY,
            id="an answer that told no lifetimes",
        ),
        pytest.param({"verified_at": None}, Health.UNPROVED, id="only a claim"),
        pytest.param(
            {"refresh_expires_at": NOON + 10 * DAY},
            Health.ENDING_SOON,
            id="ten days before the soft deadline",
        ),
        pytest.param(
            {"refresh_expires_at": NOON + 10 * DAY + timedelta(seconds=1)},
            Health.HEALTHY,
            id="a second earlier",
        ),
        pytest.param(
            {"hard_expires_at": NOON + 29 * DAY},
            Health.ENDING_SOON,
            id="a month before the five years are over",
        ),
        pytest.param(
            {"unanswered_at": NOON}, Health.RETRYING, id="a refresh without an answer"
        ),
        pytest.param(
            {"refused_at": NOON}, Health.NEEDS_CONSENT, id="a refused refresh token"
        ),
        pytest.param(
            {"refresh_expires_at": NOON},
            Health.NEEDS_CONSENT,
            id="the soft deadline has been reached",
        ),
        pytest.param(
            {"hard_expires_at": NOON},
            Health.NEEDS_CONSENT,
            id="the hard deadline has been reached",
        ),
        pytest.param({"has_tokens": False}, Health.NEEDS_CONSENT, id="no tokens"),
        pytest.param(
            {"revoked_at": NOON, "refused_at": NOON},
            Health.REVOKED,
            id="revoked, and refused because of it",
        ),
        pytest.param(
            {"unanswered_at": NOON, "refresh_expires_at": NOON - DAY},
            Health.NEEDS_CONSENT,
            id="waiting for an answer does not keep a token alive",
        ),
    ],
)
def test_of_several_words_the_gravest_is_said(
    changes: dict[str, Any], health: Health
) -> None:
    judged = judge_health(facts(**changes), now=NOON)

    assert judged.health is health
    assert judged.because.endswith(".")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({}, "The last refresh got no usable answer.", id="once"),
        pytest.param(
            {"unanswered_count": 3},
            "The last 3 refreshes got no usable answer.",
            id="several times",
        ),
        pytest.param(
            {"retry_in": timedelta(seconds=40)},
            "The next try is in 40 seconds; you can refresh it sooner.",
            id="when the next try is",
        ),
        pytest.param(
            {}, "The next try is made when a token is wanted.", id="it may be tried now"
        ),
    ],
)
def test_a_missing_answer_says_what_happens_next(
    changes: dict[str, Any], said: str
) -> None:
    judged = judge_health(facts(unanswered_at=NOON, **changes), now=NOON)

    assert said in judged.because
    assert "they are kept" in judged.because


@pytest.mark.parametrize(
    ("changes", "ends"),
    [
        pytest.param({}, NOON + 100 * DAY, id="the soft deadline comes first"),
        pytest.param(
            {"hard_expires_at": NOON + DAY}, NOON + DAY, id="the hard one comes first"
        ),
        pytest.param({"refused_at": NOON - DAY}, NOON - DAY, id="it was refused"),
        pytest.param({"revoked_at": NOON - DAY}, NOON - DAY, id="it was revoked"),
        pytest.param(
            {"refresh_expires_at": None, "hard_expires_at": None},
            None,
            id="nobody told when",
        ),
    ],
)
def test_a_connection_ends_when_it_can_no_longer_be_renewed(
    changes: dict[str, Any], ends: datetime | None
) -> None:
    assert ends_at(facts(**changes)) == ends
