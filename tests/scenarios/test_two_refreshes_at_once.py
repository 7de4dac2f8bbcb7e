"""Two refreshes of one connection at the same moment: one is sent, both have its result."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from blueprints.services import EXTENSION, Services
from grantlab.flows.refresh_connection import (
    read_basis,
    refresh_connection,
    refresh_newest,
)
from grantlab.protocol.environment import Environment
from grantlab.settings import Settings
from grantlab.store.claims import Claim
from grantlab.store.database import db
from grantlab.store.errors import RefreshInProgressError
from grantlab.store.models import Connection, Outcome, TokenGeneration
from tests.support.builders import token_set
from tests.support.clocks import NOON, StandingClock
from tests.support.databases import Place
from tests.support.entropy import CountedEntropy
from tests.support.patience import NoPatience
from tests.support.walking import Walker


@pytest.fixture
def patience() -> NoPatience:
    return NoPatience()


@pytest.fixture
def parts(
    instance: Path, place_for: Callable[[Path], Place], patience: NoPatience
) -> Iterator[Services]:
    """Return the parts of an application with one connection, inside its context."""
    place = place_for(instance)
    place.empty()
    app: Flask = create_app(
        Settings(instance=instance, database_url=place.url),
        clock=StandingClock(),
        entropy=CountedEntropy("two refreshes"),
        patience=patience,
    )
    Walker(app).connect()
    with app.app_context():
        yield app.extensions[EXTENSION]
        db.session.remove()
        db.engine.dispose()


def held(parts: Services) -> tuple[Connection, TokenGeneration, Claim]:
    """Let somebody else begin a refresh of the connection."""
    connection = parts.connections.get(1)
    sent = parts.generations.current(connection)
    assert sent is not None
    return (
        connection,
        sent,
        parts.claims.take(connection, sent, asked_by="winner", now=NOON),
    )


def refresh(parts: Services) -> TokenGeneration:
    return refresh_connection(
        1,
        asked_by="loser",
        outside=parts.environments.open(Environment.EMBEDDED),
        parts=parts.refresh_parts,
    )


@pytest.mark.proves("L509")
def test_who_comes_second_is_given_the_winners_pair(
    parts: Services, patience: NoPatience
) -> None:
    _, sent, claim = held(parts)
    patience.meanwhile = _wins(parts, claim, sent)

    given = refresh(parts)

    assert given.asked_by == "winner"
    assert [attempt.asked_by for attempt in parts.claims.attempts_of(1)] == ["winner"]


@pytest.mark.proves("L509")
def test_who_has_read_a_pair_that_was_replaced_and_wiped_is_given_the_new_one(
    parts: Services,
) -> None:
    basis = read_basis(1, parts.refresh_parts)
    _, sent, claim = held(parts)
    _wins(parts, claim, sent, keep_values=False)()

    given = refresh_newest(
        basis,
        asked_by="loser",
        outside=parts.environments.open(Environment.EMBEDDED),
        parts=parts.refresh_parts,
    )

    assert given.asked_by == "winner"


def test_who_comes_second_is_told_when_the_first_brought_nothing(
    parts: Services, patience: NoPatience
) -> None:
    _, _, claim = held(parts)
    patience.meanwhile = _fails(parts, claim)

    with pytest.raises(RefreshInProgressError, match="brought no tokens"):
        refresh(parts)

    assert len(patience.pauses) == 1


def test_who_comes_second_does_not_wait_longer_than_a_request_may_take(
    parts: Services, patience: NoPatience
) -> None:
    held(parts)

    with pytest.raises(RefreshInProgressError):
        refresh(parts)

    assert 30 < sum(pause.total_seconds() for pause in patience.pauses) < 40


def _wins(
    parts: Services, claim: Claim, sent: TokenGeneration, *, keep_values: bool = True
) -> Callable[[], None]:
    def win() -> None:
        parts.generations.commit_refresh(
            claim, sent, token_set(2), asked_by="winner", keep_values=keep_values
        )

    return win


def _fails(parts: Services, claim: Claim) -> Callable[[], None]:
    def fail() -> None:
        parts.claims.finish_without_tokens(
            claim, Outcome.NO_ANSWER, error=None, now=NOON
        )

    return fail
