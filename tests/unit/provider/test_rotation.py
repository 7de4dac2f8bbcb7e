"""The judgement on a refresh token."""

from dataclasses import replace
from datetime import timedelta

import pytest

from grantlab.provider.policy.presets import FAQ, RFC_9700
from grantlab.provider.refusals import (
    INCORRECT_REFRESH_TOKEN,
    INCORRECT_TYPE_OR_CLIENT,
    Reason,
)
from grantlab.provider.rotation import judge_refresh_token
from grantlab.provider.tokens import IssuedToken, TokenKind
from tests.unit.provider.builders import CLIENT, NOON, REFRESH_TOKEN

DAY = timedelta(days=1)
STALE = replace(REFRESH_TOKEN, replaced_at=NOON)
REVOKED = replace(REFRESH_TOKEN, revoked_at=NOON, revoked_because=Reason.REVOKED_BY_APP)


@pytest.mark.parametrize(
    ("token", "age"),
    [
        pytest.param(REFRESH_TOKEN, timedelta(), id="fresh"),
        pytest.param(
            REFRESH_TOKEN, 100 * DAY - timedelta(seconds=1), id="in its last second"
        ),
        pytest.param(STALE, DAY - timedelta(seconds=1), id="stale, within its day"),
    ],
)
def test_a_good_token_is_not_refused(token: IssuedToken, age: timedelta) -> None:
    verdict = judge_refresh_token(token, client_id=CLIENT, policy=FAQ, now=NOON + age)

    assert verdict is None


@pytest.mark.parametrize(
    ("token", "age", "reason", "description"),
    [
        pytest.param(
            REFRESH_TOKEN,
            100 * DAY,
            Reason.EXPIRED,
            INCORRECT_REFRESH_TOKEN,
            id="a hundred days old",
        ),
        pytest.param(
            REFRESH_TOKEN,
            1825 * DAY,
            Reason.HARD_EXPIRED,
            INCORRECT_REFRESH_TOKEN,
            id="five years after consent",
        ),
        pytest.param(
            STALE,
            DAY,
            Reason.SUPERSEDED,
            INCORRECT_REFRESH_TOKEN,
            id="superseded a day ago",
        ),
        pytest.param(REVOKED, timedelta(), Reason.REVOKED_BY_APP, None, id="revoked"),
        pytest.param(
            REVOKED,
            200 * DAY,
            Reason.REVOKED_BY_APP,
            None,
            id="revoked, then expired as well",
        ),
        pytest.param(
            replace(REFRESH_TOKEN, kind=TokenKind.ACCESS),
            timedelta(),
            Reason.WRONG_KIND,
            INCORRECT_TYPE_OR_CLIENT,
            id="an access token",
        ),
    ],
)
def test_a_refusal_has_its_reason_and_intuits_words(
    token: IssuedToken, age: timedelta, reason: Reason, description: str | None
) -> None:
    verdict = judge_refresh_token(token, client_id=CLIENT, policy=FAQ, now=NOON + age)

    assert verdict is not None
    assert (verdict.error, verdict.status) == ("invalid_grant", 400)
    assert (verdict.reason, verdict.description) == (reason, description)


def test_a_token_that_ends_at_once_is_over_for_whoever_came_earlier_too() -> None:
    before = NOON - timedelta(microseconds=1)

    verdict = judge_refresh_token(STALE, client_id=CLIENT, policy=RFC_9700, now=before)

    assert verdict is not None
    assert verdict.reason is Reason.SUPERSEDED


def test_a_stranger_is_refused_before_anything_else_is_told() -> None:
    verdict = judge_refresh_token(REVOKED, client_id="AB", policy=FAQ, now=NOON)

    assert verdict is not None
    assert verdict.reason is Reason.FOREIGN_CLIENT
