"""Causes that leave nothing in our record: they are played, and pasted as people would."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from grantlab.protocol.scope import ACCOUNTING, OPENID
from grantlab.protocol.secret import Secret
from tests.scenarios.story import Story
from tests.support.clocks import MINUTE
from tests.support.provider import TOKEN_PATH, basic_header

PAGE = "https://app.harbour-light.example"
HOST = "https://oauth.platform.intuit.com"


def a_call_from_a_page(story: Story) -> str:
    """Let a page in a browser call the token endpoint, and tell what its console says."""
    answer = story.user.browser.post(
        TOKEN_PATH,
        data={"grant_type": "refresh_token", "refresh_token": "x"},
        headers={"Origin": PAGE, **basic_header(story.user.pair)},
    )
    assert "Access-Control-Allow-Origin" not in answer.headers
    return (
        f"Access to fetch at '{HOST}/oauth2/v1/tokens/bearer' from origin '{PAGE}' has been"
        " blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the"
        " requested resource."
    )


def a_clock_that_is_wrong(story: Story) -> str:
    """Let the service's clock be ahead, and tell what a library that looks at iat says."""
    received = story.come_back(ACCOUNTING, OPENID)
    story.provider.faults.arm("service-clock-wrong", amount=4 * MINUTE)
    story.exchange(received)
    claims = story.parts.attempts.id_claims_json(received.attempt)
    assert claims is not None
    assert json.loads(claims)["iat"] > story.now().timestamp()
    return (
        f"{story.now():%Y-%m-%d %H:%M:%S} ERROR jwt.exceptions.ImmatureSignatureError: The token"
        " is not yet valid (iat)"
    )


@dataclass
class ProgramWithItsOwnJudgement:
    """A program that judges its tokens itself, and stored no moment with them."""

    refresh_token: Secret
    lifetime: timedelta
    created_at: datetime

    def refresh(self, *, now: datetime) -> None:
        if now >= self.created_at + self.lifetime:
            raise ValueError("The Refresh token is invalid, please Authorize again.")


def a_program_that_asks_nobody(story: Story) -> str:
    """Let a program refuse a token that the service would have taken."""
    connection = story.connect()
    program = ProgramWithItsOwnJudgement(
        refresh_token=story.refresh_token(connection),
        lifetime=timedelta(seconds=8_726_400),
        created_at=datetime.fromtimestamp(0, story.now().tzinfo),
    )
    with pytest.raises(ValueError, match="please Authorize again"):
        program.refresh(now=story.now())
    assert story.reasons() == []
    assert story.refresh(connection).number == 2
    return "Error: The Refresh token is invalid, please Authorize again.\n    at OAuthClient.refresh"


PLAYED: dict[str, Callable[[Story], str]] = {
    "token_call_from_browser": a_call_from_a_page,
    "clock_skew": a_clock_that_is_wrong,
    "client_local_expiry_check": a_program_that_asks_nobody,
}
"""What is played for each cause that only pastes show."""
