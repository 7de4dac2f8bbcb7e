"""Two at once: one code, one refresh token, one first run."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from tests.support.provider import Visitor, make_visitor

ATTEMPTS = 8


@pytest.fixture
def neighbour(visitor: Visitor, tmp_path: Path) -> Iterator[Visitor]:
    """Give a second provider over the same file, as another process would be one."""
    neighbour = make_visitor(tmp_path)
    assert neighbour.pair == visitor.pair
    yield neighbour
    neighbour.provider.close()


@pytest.mark.proves("L303", "L304")
def test_of_many_exchanges_of_one_code_one_succeeds(
    visitor: Visitor, neighbour: Visitor
) -> None:
    code = visitor.code()

    def exchange(number: int) -> TestResponse:
        return (visitor, neighbour)[number % 2].exchange(code)

    with ThreadPoolExecutor(ATTEMPTS) as pool:
        answers = list(pool.map(exchange, range(ATTEMPTS)))

    (success,) = (answer for answer in answers if answer.status_code == 200)
    assert set(visitor.reasons()) == {"code_reused"}
    assert visitor.refresh(success.get_json()["refresh_token"]).status_code == 400


@pytest.mark.proves("L509")
def test_refreshes_at_the_same_moment_do_not_lose_the_connection(
    visitor: Visitor, neighbour: Visitor
) -> None:
    token = visitor.connect()["refresh_token"]

    def refresh(number: int) -> str:
        body = (visitor, neighbour)[number % 2].refresh(token).get_json()
        return str(body["refresh_token"])

    with ThreadPoolExecutor(ATTEMPTS) as pool:
        tokens = list(pool.map(refresh, range(ATTEMPTS)))

    assert len(set(tokens)) == ATTEMPTS
    newest = [
        token for token in visitor.provider.family(1) if token.replaced_at is None
    ]
    assert {token.generation for token in newest} >= {ATTEMPTS + 1}
    for token in tokens:
        assert visitor.refresh(token).status_code == 200


def refresh_at_once(
    visitor: Visitor, neighbour: Visitor, token: str
) -> list[TestResponse]:
    """Refresh with one token many times at the same moment, in two processes' ways."""

    def refresh(number: int) -> TestResponse:
        return (visitor, neighbour)[number % 2].refresh(token)

    with ThreadPoolExecutor(ATTEMPTS) as pool:
        return list(pool.map(refresh, range(ATTEMPTS)))


@pytest.mark.proves("L509")
def test_at_the_observed_rotation_one_wins_and_its_value_is_good(
    visitor: Visitor, neighbour: Visitor
) -> None:
    visitor.set_policy("observed")
    token = visitor.connect()["refresh_token"]
    visitor.clock.advance(timedelta(days=1))

    answers = refresh_at_once(visitor, neighbour, token)

    (success,) = (answer for answer in answers if answer.status_code == 200)
    assert visitor.reasons() == ["superseded"] * (ATTEMPTS - 1)
    assert visitor.refresh(success.get_json()["refresh_token"]).status_code == 200


def test_by_rfc_9700_refreshing_at_once_costs_the_connection(
    visitor: Visitor, neighbour: Visitor
) -> None:
    visitor.set_policy("rfc-9700", pkce="verify-when-sent")
    token = visitor.connect()["refresh_token"]

    answers = refresh_at_once(visitor, neighbour, token)

    (success,) = (answer for answer in answers if answer.status_code == 200)
    assert visitor.reasons()[0] == "superseded"
    assert set(visitor.reasons()[1:]) == {"revoked_by_token_reuse"}
    assert visitor.refresh(success.get_json()["refresh_token"]).status_code == 400


@pytest.mark.proves("L509")
def test_all_at_once_can_get_one_new_value(
    visitor: Visitor, neighbour: Visitor
) -> None:
    visitor.set_policy("observed", changes_every="0", parallel_refresh="same-value")
    token = visitor.connect()["refresh_token"]

    answers = refresh_at_once(visitor, neighbour, token)

    bodies = [answer.get_json() for answer in answers]
    assert len({body["refresh_token"] for body in bodies}) == 1
    assert len({body["access_token"] for body in bodies}) == ATTEMPTS


def test_two_first_runs_at_once_make_one_app(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        first, second = pool.map(_first_run, (tmp_path, tmp_path))

    assert first == second


def _first_run(folder: Path) -> str:
    """Open a provider in a process of its own; return its development client id."""
    visitor = make_visitor(folder)
    client_id = visitor.provider.key_pair("development").client_id
    visitor.provider.close()
    return client_id
