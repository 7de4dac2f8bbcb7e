"""The work is done, and nobody is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from blueprints.provider.below_wsgi import CALLER_WAITS, cut, waiting
from tests.support.provider import TOKEN_PATH, Visitor, basic_header

SECOND = timedelta(seconds=1)
LOSSES = ["answer-cut", "answer-never"]


@pytest.mark.proves("L513")
@pytest.mark.parametrize("name", LOSSES)
def test_the_tokens_were_replaced_and_the_one_before_still_works(
    visitor: Visitor, name: str
) -> None:
    first = visitor.connect()["refresh_token"]
    visitor.arm(name)

    with pytest.raises(ConnectionResetError):
        visitor.refresh(first)

    kept = [token for token in visitor.provider.family(1) if token.kind == "refresh"]
    assert [token.generation for token in kept] == [1, 2]
    assert kept[0].replaced_at is not None
    assert visitor.refresh(first).status_code == 200


Ask = Callable[[Visitor, dict[str, Any]], TestResponse]


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda to, with_: to.revoke(with_["refresh_token"]), id="revocation"),
        pytest.param(lambda to, with_: to.userinfo(with_["access_token"]), id="userinfo"),
        pytest.param(lambda to, with_: to.company_info(with_["access_token"]), id="company"),
        pytest.param(lambda to, _: to.refresh("unheard of"), id="a refusal"),
    ],
)  # fmt: skip
def test_an_answer_can_be_lost_wherever_programs_ask(
    visitor: Visitor, name: str, ask: Ask
) -> None:
    tokens = visitor.connect()
    visitor.arm(name)

    with pytest.raises(ConnectionResetError):
        ask(visitor, tokens)

    assert ask(visitor, tokens).status_code in {200, 400, 401}


def test_a_revocation_is_carried_out_although_nobody_is_told(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.arm("answer-cut")

    with pytest.raises(ConnectionResetError):
        visitor.revoke(token)

    assert visitor.refresh(token).status_code == 400
    assert visitor.reasons() == ["revoked_by_app"]


def test_an_outage_can_be_without_any_answer(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.arm("http-503")
    visitor.arm("answer-cut")

    with pytest.raises(ConnectionResetError):
        visitor.refresh(token)

    assert visitor.reasons() == ["outage"]
    assert len(visitor.provider.family(1)) == 2


@pytest.mark.parametrize("amount", [None, 5 * SECOND])
def test_nothing_comes_for_as_long_as_was_armed(
    visitor: Visitor, amount: timedelta | None
) -> None:
    visitor.provider.faults.arm("answer-never", amount=amount)

    with pytest.raises(ConnectionResetError):
        visitor.refresh("unheard of")

    assert visitor.patience.pauses == [amount or 60 * SECOND]


@pytest.mark.parametrize("name", ["answer-never", "slow-answer"])
def test_a_caller_in_this_process_waits_as_long_as_it_would_on_a_network(
    visitor: Visitor, name: str
) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.provider.faults.arm(name, amount=40 * SECOND)
    asked = EnvironBuilder(
        TOKEN_PATH,
        method="POST",
        data={"grant_type": "refresh_token", "refresh_token": token},
        headers=list(basic_header(visitor.pair).items()),
    ).get_environ()

    with pytest.raises(TimeoutError):
        run_wsgi_app(waiting(visitor.app.wsgi_app, 30 * SECOND), asked)

    assert visitor.patience.pauses == [30 * SECOND]
    assert CALLER_WAITS not in asked
    assert len(visitor.provider.family(1)) == 4


def test_granian_is_given_what_no_server_may_send() -> None:
    environ = {**EnvironBuilder().get_environ(), "SERVER_SOFTWARE": "Granian"}

    _, status, headers = run_wsgi_app(cut(), environ)

    # If some server sends it all the same, it is no success.
    assert status == "502 Bad Gateway"
    assert {"Content-Length", "Transfer-Encoding"} <= set(headers.keys())
