"""The article's job, with and without its faults."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from grantlab.drills.acts import ArticleFault
from grantlab.drills.article_job import ArticleTable
from grantlab.drills.program import Row
from tests.support.builders import token_set
from tests.support.clocks import NOON

NO_FAULTS: tuple[ArticleFault, ...] = ()
WINDOW, SWAPPED, COLUMN = ArticleFault


@contextmanager
def opened() -> Iterator[ArticleTable]:
    """Give a table with one row, received at noon."""
    tokens = token_set(1)
    assert tokens.refresh_token is not None
    table = ArticleTable(
        Row(
            tokens=tokens, refresh_token=tokens.refresh_token, sent=None, stored_at=NOON
        )
    )
    yield table
    table.close()


def renew(_fingerprint: str) -> tuple[str, str]:
    return "new access", "new refresh"


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "faults", "is_due"),
    [
        pytest.param(49, NO_FAULTS, False, id="before it is due"),
        pytest.param(50, NO_FAULTS, True, id="when it is due"),
        pytest.param(600, NO_FAULTS, True, id="long after it was due"),
        pytest.param(60, (WINDOW,), True, id="at the end of the window"),
        pytest.param(61, (WINDOW,), False, id="after the window has closed"),
    ],
)
def test_the_window_closes_and_a_plain_deadline_does_not(
    minutes: int, faults: tuple[ArticleFault, ...], *, is_due: bool
) -> None:
    with opened() as table:
        line, is_updated = table.run(at(minutes), faults=faults, renew=renew)

    assert is_updated is is_due
    assert ("nothing to do" in line) is not is_due


def test_after_a_renewal_with_the_times_swapped_no_moment_is_right() -> None:
    faults = (WINDOW, SWAPPED)
    with opened() as table:
        table.run(at(50), faults=faults, renew=renew)

        later = [
            table.run(at(minutes), faults=faults, renew=renew)[1]
            for minutes in range(51, 300)
        ]

    assert not any(later)


def test_a_column_that_is_not_there_keeps_the_old_token_in_the_row() -> None:
    sent: list[str] = []

    def note(fingerprint: str) -> tuple[str, str]:
        sent.append(fingerprint)
        return renew(fingerprint)

    with opened() as table:
        line, _ = table.run(at(50), faults=(COLUMN,), renew=note)
        table.run(at(55), faults=(COLUMN,), renew=note)

    assert line.startswith("FAILED_OAUTH2_RENEW_TOKEN: qbo_account: 1")
    assert "no such column: token" in line
    assert sent[0] == sent[1]


def test_a_refused_refresh_is_written_down_and_changes_nothing() -> None:
    with opened() as table:
        line, is_updated = table.run(at(50), faults=NO_FAULTS, renew=lambda _: None)

    assert line.startswith("FAILED_OAUTH2_RENEW_TOKEN")
    assert not is_updated
