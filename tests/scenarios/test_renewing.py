"""The renewal: what is due is refreshed, and a job that was away has lost nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from blueprints.connections.renewing import line_to
from grantlab.flows.ports import Outside
from grantlab.protocol.environment import Environment
from grantlab.protocol.scope import OPENID
from grantlab.renewal.pace import Pace
from grantlab.renewal.renewal_pass import Line, renew_due
from grantlab.renewal.results import Renewed, Result, Summary
from grantlab.renewal.stopping import Stopping
from grantlab.store.models import Connection, Outcome
from tests.scenarios.story import Story
from tests.support.clocks import DAY, HOUR, MINUTE, SECOND

COMPANIES = ("9341450000000101", "9341450000000102")


def line(story: Story, *, concurrency: int = 4) -> Line:
    return line_to(
        Environment.EMBEDDED,
        concurrency=concurrency,
        parts=story.parts,
        app=story.app,
    )


def renew(
    story: Story,
    through: Line | None = None,
    *,
    stopping: Stopping | None = None,
    tell: Callable[[Renewed], None] = lambda _: None,
) -> Summary:
    """Run one pass over the embedded environment."""
    return renew_due(
        through or line(story),
        parts=story.parts.renewal_parts,
        stopping=stopping or Stopping(),
        tell=tell,
    )


def journal(story: Story, connection: Connection) -> list[tuple[str, Outcome | None]]:
    return [
        (attempt.asked_by, attempt.outcome)
        for attempt in story.parts.claims.attempts_of(connection.id)
    ]


def connect_companies(story: Story) -> list[Connection]:
    return [story.connect(company=company) for company in COMPANIES]


def connect_all(story: Story) -> list[Connection]:
    """Connect the companies, and three users who have granted no company."""
    users = [story.connect(OPENID, company=None) for _ in range(3)]
    return connect_companies(story) + users


def test_the_log_names_the_connection_of_each_refresh(story: Story) -> None:
    connections = connect_companies(story)
    story.pass_time(8 * DAY)

    with capture_logs() as lines:
        renew(story)

    named = [line["connection"] for line in lines if line["event"] == "round trip"]
    assert sorted(named) == [connection.id for connection in connections]


@pytest.mark.proves("L511")
def test_a_warm_connection_has_a_live_access_token_hour_after_hour(
    story: Story,
) -> None:
    connection = story.connect()
    story.parts.connections.keep_warm(connection)

    for _ in range(30):
        story.pass_time(5 * MINUTE)
        renew(story)
        assert story.call(connection).status == 200

    assert journal(story, connection) == [("renewal", Outcome.ROTATED)] * 3


@pytest.mark.proves("L511")
def test_a_connection_that_nobody_uses_outlives_its_hundred_days(story: Story) -> None:
    connection = story.connect()

    for _ in range(210):
        story.pass_time(DAY)
        renew(story)

    assert journal(story, connection) == [("renewal", Outcome.ROTATED)] * 30
    assert story.call_refreshing_once(connection).status == 200


@pytest.mark.proves("L512")
@pytest.mark.parametrize("away", [HOUR, DAY, 90 * DAY], ids=["hour", "day", "90 days"])
@pytest.mark.parametrize(
    "since", [timedelta(), 6 * DAY + 23 * HOUR], ids=["new", "old"]
)
@pytest.mark.parametrize("preset", ["faq", "observed", "rfc-9700"])
def test_a_renewal_that_was_away_has_lost_no_connection(
    story: Story, away: timedelta, since: timedelta, preset: str
) -> None:
    story.user.set_policy(preset)
    connections = connect_companies(story)
    story.parts.connections.keep_warm(connections[0])
    # The worst moment to stop: the tokens were just not due yet.
    story.pass_time(since)

    story.pass_time(away)
    summary = renew(story)
    story.pass_time(8 * DAY)
    later = renew(story)

    assert summary.needs_consent == 0
    assert (later.renewed, later.needs_consent) == (len(connections), 0)
    assert all(story.call(connection).status == 200 for connection in connections)


def test_each_due_connection_is_refreshed_once(story: Story) -> None:
    connections = connect_all(story)
    story.pass_time(8 * DAY)
    told: list[Renewed] = []

    summary = renew(story, tell=told.append)

    assert summary.renewed == len(connections)
    assert {item.result for item in told} == {Result.RENEWED}
    for connection in connections:
        assert journal(story, connection) == [("renewal", Outcome.ROTATED)]
    assert renew(story).renewed == 0


def test_its_round_trips_are_on_record_without_a_secret(story: Story) -> None:
    connection = story.connect()
    before = len(story.parts.round_trips.evidence_of_connection(connection.id))
    story.pass_time(8 * DAY)

    renew(story)

    kept = story.parts.round_trips.evidence_of_connection(connection.id)
    assert len(kept) == before + 1
    _, last = kept[-1]
    assert last.status == 200
    assert "‹refresh_token " in last.request_body


@pytest.mark.parametrize("concurrency", [1, 2, 64])
def test_every_round_trip_of_a_pass_is_on_record(
    story: Story, concurrency: int
) -> None:
    connections = connect_all(story)
    kept = story.parts.round_trips.evidence_of_connection
    before = {item.id: len(kept(item.id)) for item in connections}
    story.pass_time(8 * DAY)

    renew(story, line(story, concurrency=concurrency))

    added = [len(kept(item.id)) - before[item.id] for item in connections]
    assert added == [1] * len(connections)


@pytest.mark.proves("L510")
def test_an_outage_keeps_every_token_and_is_tried_again_later(story: Story) -> None:
    connections = connect_all(story)
    story.pass_time(8 * DAY)
    story.user.arm("http-503", times=len(connections))

    during = renew(story)
    at_once = renew(story)
    story.machine_clock.advance(2 * HOUR)
    afterwards = renew(story)

    assert (during.renewed, during.retrying, during.found_something) == (0, 5, True)
    assert (at_once.renewed, at_once.retrying, at_once.found_something) == (0, 5, False)
    assert (afterwards.renewed, afterwards.retrying) == (5, 0)


def test_a_refused_connection_is_told_once_and_left_alone(story: Story) -> None:
    connection = story.connect()
    story.provider.disconnect(COMPANIES[0])
    story.pass_time(8 * DAY)
    told: list[Renewed] = []

    first = renew(story, tell=told.append)
    second = renew(story)

    assert told == [Renewed(connection.id, Result.NEEDS_CONSENT, "invalid-grant")]
    assert (first.needs_consent, first.found_something) == (1, True)
    assert (second.needs_consent, second.found_something) == (1, False)
    assert len(journal(story, connection)) == 1


def test_a_claim_whose_owner_died_is_taken_over_and_resolved(story: Story) -> None:
    connection = story.connect()
    story.pass_time(8 * DAY)
    sent = story.parts.generations.current(connection)
    assert sent is not None
    story.parts.claims.take(connection, sent, asked_by="dead", now=story.now())

    assert renew(story).renewed == 0
    story.machine_clock.advance(2 * MINUTE)
    summary = renew(story)

    assert summary.renewed == 1
    assert journal(story, connection) == [
        ("dead", Outcome.RESOLVED),
        ("renewal", Outcome.ROTATED),
    ]


def test_told_to_stop_it_finishes_what_is_in_flight_and_begins_no_more(
    story: Story,
) -> None:
    connections = connect_all(story)
    story.pass_time(8 * DAY)
    stopping = Stopping()

    def stop_at_the_first(_: Renewed) -> None:
        stopping.want()

    summary = renew(
        story, line(story, concurrency=2), stopping=stopping, tell=stop_at_the_first
    )

    assert summary.stopped
    assert 1 <= summary.renewed <= 2
    begun = [item for item in connections if journal(story, item)]
    assert len(begun) == summary.renewed
    assert all(item.claimed_until is None for item in begun)


def test_it_sends_no_more_in_a_second_than_it_may(story: Story) -> None:
    connect_all(story)
    story.pass_time(8 * DAY)
    patience = MovingPatience(story)
    parts = replace(story.parts.renewal_parts, patience=patience)

    summary = renew_due(
        replace(line(story), pace=Pace(2)),
        parts=parts,
        stopping=Stopping(),
        tell=lambda _: None,
    )

    assert summary.renewed == 5
    assert patience.paused == 2 * SECOND


class MovingPatience:
    """Waiting that moves the machine's clock."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self.paused = timedelta()

    def pause(self, length: timedelta) -> None:
        self.paused += length
        self._story.machine_clock.advance(length)


def test_what_nobody_expected_costs_one_connection_and_not_the_pass(
    story: Story,
) -> None:
    connect_all(story)
    story.pass_time(8 * DAY)
    whole = line(story, concurrency=1)
    opened: list[int] = []

    def open_badly_once() -> Outside:
        opened.append(1)
        if len(opened) == 1:
            raise ZeroDivisionError
        return whole.open_outside()

    summary = renew(story, replace(whole, open_outside=open_badly_once))

    assert (summary.renewed, summary.failed) == (4, 1)
    assert summary.found_something
