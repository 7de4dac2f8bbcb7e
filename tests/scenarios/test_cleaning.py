"""Stories about cleaning up: values go, facts stay."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from grantlab.diagnosis.findings import Verdict
from grantlab.flows.clean_up import Cleaned, clean_up, look_for_what_to_clean
from grantlab.protocol.connection_health import ConnectionFacts
from grantlab.protocol.endings import Ending, judge_ending
from grantlab.protocol.errors import InvalidGrantError
from grantlab.store.errors import ValueWipedError
from grantlab.store.models import Connection
from tests.scenarios.story import Story
from tests.support.builders import round_trip
from tests.support.clocks import DAY, NOON, SECOND

FIVE_YEARS = 5 * 365 * DAY


def clean(story: Story) -> list[Cleaned]:
    return list(clean_up(story.parts.cleaning_parts))


def kept(story: Story, connection: Connection) -> int:
    return story.parts.generations.count_kept(connection)


@pytest.mark.proves("L604")
@pytest.mark.parametrize(
    ("ended", "ending"),
    [
        pytest.param(Story.revoke, Ending.REVOKED, id="revoked"),
        pytest.param(
            lambda story, _: story.pass_time(100 * DAY), Ending.SOFT, id="unused"
        ),
        pytest.param(
            lambda story, _: story.pass_time(FIVE_YEARS), Ending.HARD, id="five years"
        ),
    ],
)
def test_an_ended_connection_is_wiped_and_its_facts_stay(
    story: Story, ended: Callable[[Story, Connection], object], ending: Ending
) -> None:
    connection = story.connect()
    story.refresh(connection)
    ended(story, connection)

    [cleaned] = clean(story)

    assert (cleaned.ending, cleaned.pairs) == (ending, 2)
    with pytest.raises(ValueWipedError):
        story.refresh(connection)
    first, second = story.generations(connection)
    assert first.refresh_fingerprint != second.refresh_fingerprint
    assert second.parent_id == first.id
    assert second.hard_expires_at is not None
    assert len(story.parts.claims.attempts_of(connection.id)) == 1


@pytest.mark.proves("L604")
def test_after_a_cleaning_the_cause_is_still_found(story: Story) -> None:
    connection = story.connect()
    story.pass_time(101 * DAY)
    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    clean(story)

    assert story.cause(connection) == (
        "refresh_token_expired_inactivity",
        Verdict.CONFIRMED,
    )


def test_a_connection_that_can_be_refreshed_keeps_everything(story: Story) -> None:
    connection = story.connect()
    story.pass_time(100 * DAY - SECOND)

    [cleaned] = clean(story)

    assert (cleaned.ending, cleaned.pairs) == (None, 0)
    assert story.refresh(connection).number == 2


@pytest.mark.proves("L510")
def test_a_refusal_is_given_a_month_before_values_go(story: Story) -> None:
    connection = story.connect()
    story.provider.disconnect("9341450000000101")
    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    story.pass_time(30 * DAY - SECOND)
    clean(story)
    assert kept(story, connection) == 1
    story.pass_time(SECOND)
    [cleaned] = clean(story)

    assert cleaned.ending is Ending.REFUSED
    assert kept(story, connection) == 0


def test_a_connection_that_is_being_refreshed_is_left_alone(story: Story) -> None:
    connection = story.connect()
    story.parts.claims.take(
        connection, story.current(connection), asked_by="other", now=NOON
    )
    story.pass_time(100 * DAY)

    [cleaned] = clean(story)

    assert cleaned.is_busy
    assert kept(story, connection) == 1


def test_looking_changes_nothing_and_tells_the_same(story: Story) -> None:
    connection = story.connect()
    story.pass_time(100 * DAY)
    story.parts.round_trips.add_all(
        tuple(round_trip(started_at=NOON) for _ in range(3)),
        connection_id=connection.id,
    )

    looked = list(look_for_what_to_clean(story.parts.cleaning_parts))

    assert kept(story, connection) == 1
    assert looked == clean(story)
    assert looked[0].round_trips == 3
    assert clean(story)[0].is_worth_telling is False


@pytest.mark.parametrize(
    ("facts", "ending"),
    [
        pytest.param({}, None, id="nothing is known"),
        pytest.param({"refresh_expires_at": NOON}, Ending.SOFT, id="at the deadline"),
        pytest.param(
            {"refresh_expires_at": NOON + SECOND}, None, id="a second before it"
        ),
        pytest.param(
            {"hard_expires_at": NOON, "refresh_expires_at": NOON + DAY},
            Ending.HARD,
            id="a soft end past the hard one",
        ),
        pytest.param({"refused_at": NOON}, None, id="refused just now"),
        pytest.param(
            {"refused_at": NOON - timedelta(days=30)}, Ending.REFUSED, id="long refused"
        ),
        pytest.param(
            {"revoked_at": NOON, "hard_expires_at": NOON}, Ending.REVOKED, id="revoked"
        ),
    ],
)
def test_what_is_not_known_ends_nothing(
    facts: dict[str, Any], ending: Ending | None
) -> None:
    assert judge_ending(ConnectionFacts(has_tokens=True, **facts), now=NOON) is ending
