"""The provider's clock: forward only, kept on disk, one for every process."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from grantlab.provider.bench import BackwardsError, TooFarError
from grantlab.provider.moments import (
    Moment,
    MomentPassedError,
    NothingEndsError,
    UnknownMomentError,
    parse_moment,
)
from grantlab.provider.provider import DATABASE_NAME
from tests.support.provider import NOON, Visitor, make_visitor

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def neighbour(visitor: Visitor, tmp_path: Path) -> Iterator[Visitor]:
    """Give a second provider over the same file, as another process would be one."""
    neighbour = make_visitor(tmp_path)
    assert neighbour.pair == visitor.pair
    yield neighbour
    neighbour.provider.close()


def test_a_neighbour_tells_the_same_time_at_once(
    visitor: Visitor, neighbour: Visitor
) -> None:
    visitor.provider.advance(25 * HOUR)

    assert neighbour.clock.now() == NOON + 25 * HOUR
    assert neighbour.clock.offset == 25 * HOUR


def test_a_restart_keeps_the_time(visitor: Visitor, tmp_path: Path) -> None:
    visitor.provider.advance(100 * DAY)
    visitor.provider.close()

    again = make_visitor(tmp_path)

    assert again.clock.now() == NOON + 100 * DAY
    again.provider.close()


def test_those_who_move_it_at_once_move_it_by_all(
    visitor: Visitor, neighbour: Visitor
) -> None:
    def advance(number: int) -> None:
        (visitor, neighbour)[number % 2].provider.advance(MINUTE)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(advance, range(40)))

    assert visitor.clock.offset == 40 * MINUTE


def test_it_goes_neither_back_nor_out_of_the_calendar(visitor: Visitor) -> None:
    with pytest.raises(BackwardsError):
        visitor.provider.advance(-MINUTE)
    with pytest.raises(TooFarError):
        visitor.provider.advance(40_000 * DAY)

    assert visitor.clock.now() == NOON


@pytest.mark.parametrize(
    ("moment", "after"),
    [
        pytest.param("before-code-ends", 4 * MINUTE, id="before the code ends"),
        pytest.param("after-code-ends", 6 * MINUTE, id="after the code ends"),
        pytest.param("before-access-token-ends", 59 * MINUTE, id="in its hour"),
        pytest.param("after-access-token-ends", 61 * MINUTE, id="after its hour"),
        pytest.param("before-stale-token-ends", DAY - MINUTE, id="still honoured"),
        pytest.param("after-stale-token-ends", DAY + MINUTE, id="no longer honoured"),
        pytest.param("before-refresh-token-ends", 100 * DAY - MINUTE, id="in time"),
        pytest.param("after-refresh-token-ends", 100 * DAY + MINUTE, id="too late"),
        pytest.param("before-hard-limit", 1825 * DAY - MINUTE, id="under five years"),
        pytest.param("after-hard-limit", 1825 * DAY + MINUTE, id="over five years"),
    ],
)
def test_it_goes_to_a_moment_with_a_name(
    visitor: Visitor, moment: str, after: timedelta
) -> None:
    visitor.refresh(visitor.connect()["refresh_token"])

    visitor.provider.advance_to(parse_moment(moment))

    assert visitor.clock.now() == NOON + after


@pytest.mark.proves("L401", "L402")
def test_an_access_token_is_good_until_its_hour_is_over(visitor: Visitor) -> None:
    token = visitor.connect()["access_token"]

    visitor.provider.advance_to(Moment.BEFORE_ACCESS_TOKEN_ENDS)
    assert visitor.company_info(token).status_code == 200
    visitor.provider.advance_to(Moment.AFTER_ACCESS_TOKEN_ENDS)
    assert visitor.company_info(token).status_code == 401


def test_a_moment_that_is_over_is_not_gone_back_to(visitor: Visitor) -> None:
    visitor.connect()
    visitor.provider.advance(DAY)

    with pytest.raises(MomentPassedError, match="2026-03-09 12:04:00 UTC"):
        visitor.provider.advance_to(Moment.BEFORE_CODE_ENDS)


@pytest.mark.parametrize("moment", Moment)
def test_before_anything_was_issued_nothing_ends(
    visitor: Visitor, moment: Moment
) -> None:
    with pytest.raises(NothingEndsError, match="nothing has been issued yet"):
        visitor.provider.advance_to(moment)


def test_there_are_no_other_moments() -> None:
    with pytest.raises(UnknownMomentError, match="there is no moment 'tomorrow'"):
        parse_moment("tomorrow")


def test_a_database_from_before_the_bench_gets_one(
    visitor: Visitor, tmp_path: Path
) -> None:
    pair = visitor.pair
    visitor.provider.close()
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as older:
        older.executescript(
            "DROP TABLE bench; DROP TABLE armed_fault;"
            "DELETE FROM setting WHERE name = 'bench_token'"
        )

    again = make_visitor(tmp_path)

    assert again.pair == pair
    assert again.clock.now() == NOON
    assert again.provider.policy.preset == "faq"
    assert len(again.provider.bench_token.reveal()) == 43
    again.provider.close()
