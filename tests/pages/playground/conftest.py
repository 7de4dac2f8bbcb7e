"""Somebody at the playground, and what was sent from it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blueprints.services import EXTENSION
from grantlab.playground.request import JsonBody, PlaygroundRequest
from grantlab.playground.sent_request import Answer, SentRequest, Timing
from grantlab.protocol.environment import Environment
from tests.support.clocks import NOON
from tests.support.walking import Walker

Send = Callable[..., int]


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Somebody who uses the playground."""
    return Walker(app)


@pytest.fixture
def send(app: Flask) -> Send:
    """Return what puts a request into the history, as if it had been sent."""

    def send(
        body: str = '{"Customer": {"Id": "1"}}',
        *,
        status: int | None = 200,
        url: str = "https://api.example/v3/company/1/customer",
        meaning: str = "",
        cancelled: bool = False,
        ended_early: str = "",
    ) -> int:
        answer = None
        if status is not None:
            headers = (("Content-Type", "application/json"), ("intuit_tid", body[-6:]))
            answer = Answer(
                status=status,
                reason="OK",
                headers=headers,
                body=body,
                ended_early=ended_early,
            )
        sent = SentRequest(
            request=PlaygroundRequest(
                method="POST", url=url, body=JsonBody('{"DisplayName": "Acme"}')
            ),
            started_at=NOON,
            elapsed=timedelta(milliseconds=31),
            answer=answer,
            failure="" if answer else "the connection was closed",
            timing=Timing(first_byte=timedelta(milliseconds=20)),
        )
        with app.app_context():
            number: int = app.extensions[EXTENSION].playground_history.add(
                sent,
                environment=Environment.EMBEDDED,
                meaning=meaning,
                may_have_been_carried_out=cancelled,
            )
        return number

    return send
