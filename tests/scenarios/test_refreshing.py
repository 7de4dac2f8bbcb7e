"""Stories about refreshing: what replaces what, what is lost, and what is found again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import httpx2
import pytest
from sqlalchemy.orm import Session, scoped_session

from grantlab.diagnosis.findings import Verdict
from grantlab.flows.refresh_connection import refresh_connection
from grantlab.protocol.errors import (
    InvalidClientError,
    InvalidGrantError,
    MalformedResponseError,
    TokenEndpointError,
)
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.store.claims import CLAIM_LIFETIME, Claim, Claims
from grantlab.store.database import db
from grantlab.store.errors import RefreshInProgressError, ValueWipedError
from grantlab.store.models import Connection, Outcome, TokenGeneration
from grantlab.wire.errors import ForbiddenAddressError, UnreachableError
from tests.scenarios.story import Story
from tests.support.clocks import DAY, HOUR, MINUTE, NOON, SECOND


def outcomes(story: Story, connection: Connection) -> list[Outcome | None]:
    return [
        attempt.outcome for attempt in story.parts.claims.attempts_of(connection.id)
    ]


def refreshes(story: Story, connection: Connection) -> list[RoundTrip]:
    recorded = story.parts.round_trips.evidence_of_connection(connection.id)
    return [item for _, item in recorded if item.purpose is Purpose.REFRESH]


@pytest.mark.proves("L501", "L505")
def test_a_refresh_gives_two_new_tokens_and_both_are_stored(story: Story) -> None:
    connection = story.connect()
    before = story.current(connection)

    after = story.refresh(connection)

    assert story.current(connection) is after
    assert after.access_fingerprint != before.access_fingerprint
    assert after.refresh_fingerprint != before.refresh_fingerprint
    assert story.call(connection).answered
    assert outcomes(story, connection) == [Outcome.ROTATED]


@pytest.mark.proves("L501", "L704")
def test_a_refresh_of_one_company_leaves_the_other_alone(story: Story) -> None:
    mine, theirs = story.connect(), story.connect(company="9341450000000102")
    untouched = story.refresh_token(theirs)

    story.refresh(mine)

    assert story.refresh_token(theirs) == untouched
    assert story.call(theirs).answered


@pytest.mark.proves("L508")
def test_a_refresh_works_long_after_the_access_token_has_expired(story: Story) -> None:
    connection = story.connect()
    story.pass_time(99 * DAY)

    story.refresh(connection)

    assert story.call(connection).answered


@pytest.mark.proves("L502", "L504")
@pytest.mark.parametrize("waited", [0 * SECOND, DAY - SECOND])
def test_the_previous_refresh_token_is_honoured_for_a_day(
    story: Story, waited: timedelta
) -> None:
    connection = story.connect()
    first = story.current(connection)
    story.refresh(connection)
    story.pass_time(waited)

    third = story.send_again(first)

    assert story.current(connection) is third
    assert story.call(connection).answered


@pytest.mark.proves("L502", "L504")
def test_after_a_day_only_the_latest_refresh_token_is_good(story: Story) -> None:
    connection = story.connect()
    first = story.current(connection)
    story.refresh(connection)
    story.pass_time(DAY)

    with pytest.raises(InvalidGrantError):
        story.send_again(first)

    assert story.reasons() == ["superseded"]
    assert story.cause(connection) == ("stale_refresh_token", Verdict.CONFIRMED)
    assert story.refresh(connection).number == 3


@pytest.mark.proves("L503", "L504", "L505")
def test_an_observed_value_stays_a_day_and_then_ends_at_once(story: Story) -> None:
    story.parts.bench.set_policy("observed")
    connection = story.connect()
    first = story.current(connection)

    story.pass_time(DAY - SECOND)
    same = story.refresh(connection)
    story.pass_time(SECOND)
    changed = story.refresh(connection)

    assert same.refresh_fingerprint == first.refresh_fingerprint
    assert same.refresh_expires_at == first.refresh_expires_at == NOON + 101 * DAY
    assert changed.refresh_fingerprint != first.refresh_fingerprint
    assert changed.refresh_expires_at == story.now() + 101 * DAY
    with pytest.raises(InvalidGrantError):
        story.send_again(first)


@pytest.mark.proves("L508", "L512")
@pytest.mark.parametrize("stood_still", [HOUR, DAY, 90 * DAY])
def test_nobody_who_refreshed_nothing_for_a_while_has_lost_anything(
    story: Story, stood_still: timedelta
) -> None:
    connection = story.connect()
    story.refresh(connection)

    story.pass_time(stood_still)
    story.refresh(connection)

    assert story.call(connection).answered


@pytest.mark.proves("L503", "L506")
def test_a_refresh_token_unused_for_a_hundred_days_is_over(story: Story) -> None:
    connection = story.connect()
    story.pass_time(100 * DAY)

    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    assert story.reasons() == ["expired"]
    named = story.cause(connection)
    assert named is not None
    assert named[0] == "refresh_token_expired_inactivity"


@pytest.mark.proves("L503")
def test_the_hundred_days_roll_on_as_the_token_is_used(story: Story) -> None:
    connection = story.connect()

    for _ in range(4):
        story.pass_time(100 * DAY - SECOND)
        story.refresh(connection)

    current = story.current(connection)
    assert current.refresh_expires_at == story.now() + 100 * DAY
    assert story.call(connection).answered


@pytest.mark.proves("L507")
def test_whatever_its_use_a_connection_ends_five_years_after_consent(
    story: Story,
) -> None:
    connection = story.connect()
    for _ in range(19):
        story.pass_time(95 * DAY)
        story.refresh(connection)
    assert story.current(connection).hard_expires_at == NOON + 5 * 365 * DAY

    story.pass_time(20 * DAY)
    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    assert story.reasons() == ["hard_expired"]
    named = story.cause(connection)
    assert named is not None
    assert named[0] == "refresh_token_hard_expired"


@pytest.mark.proves("L513")
def test_an_answer_that_was_lost_is_made_good_within_the_day(story: Story) -> None:
    connection = story.connect()

    with pytest.raises(UnreachableError):
        story.refresh(connection, outside=story.outside(losing_answers=True))
    assert story.parts.connections.get(connection.id).unanswered_at == NOON

    story.pass_time(DAY - SECOND)
    story.refresh(connection)

    assert outcomes(story, connection) == [Outcome.NO_ANSWER, Outcome.ROTATED]
    assert story.call(connection).answered
    assert story.parts.connections.get(connection.id).unanswered_at is None


@pytest.mark.proves("L513")
def test_a_loss_that_was_not_made_good_in_time_is_named(story: Story) -> None:
    connection = story.connect()
    with pytest.raises(UnreachableError):
        story.refresh(connection, outside=story.outside(losing_answers=True))
    story.pass_time(DAY)

    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    assert story.reasons() == ["superseded"]
    assert outcomes(story, connection) == [Outcome.NO_ANSWER, Outcome.REFUSED]
    named = story.cause(connection)
    assert named is not None
    assert named[0] == "refresh_response_lost"


GARBAGE = [
    pytest.param(200, b"", MalformedResponseError, id="nothing"),
    pytest.param(200, b"<html>", MalformedResponseError, id="HTML"),
    pytest.param(200, b'{"refresh_token": "x"}', MalformedResponseError, id="half a pair"),
    pytest.param(200, b'{"access_token": ""}', MalformedResponseError, id="an empty token"),
    pytest.param(502, b"<html>", MalformedResponseError, id="a gateway's page"),
    pytest.param(500, b'{"error": "server_error"}', TokenEndpointError, id="a failure"),
    pytest.param(429, b'{"error": "slow_down"}', TokenEndpointError, id="too often"),
    pytest.param(401, b'{"error": "invalid_client"}', InvalidClientError, id="wrong keys"),
]  # fmt: skip


@pytest.mark.proves("L510")
@pytest.mark.parametrize(("status", "body", "error"), GARBAGE)
def test_an_answer_without_tokens_never_overwrites_the_stored_ones(
    story: Story, status: int, body: bytes, error: type[Exception]
) -> None:
    connection = story.connect()
    before = story.refresh_token(connection)
    garbage = httpx2.MockTransport(
        lambda _request: httpx2.Response(status, content=body)
    )

    with pytest.raises(error):
        story.refresh(connection, outside=story.outside(through=garbage))

    assert story.refresh_token(connection) == before
    assert outcomes(story, connection) == [Outcome.MALFORMED]
    assert refreshes(story, connection)[-1].status == status
    assert story.refresh(connection).number == 2


def test_an_answer_without_a_refresh_token_keeps_the_one_that_was_sent(
    story: Story,
) -> None:
    connection = story.connect()
    before = story.refresh_token(connection)
    half = httpx2.MockTransport(
        lambda _request: httpx2.Response(
            200, json={"access_token": "eyJnew", "expires_in": 3600}
        )
    )

    after = story.refresh(connection, outside=story.outside(through=half))

    assert story.refresh_token(connection) == before
    assert len(after.oddities) == 2
    assert outcomes(story, connection) == [Outcome.UNCHANGED]
    assert story.refresh(connection).number == 3


def test_an_address_that_may_not_be_talked_to_costs_nothing(story: Story) -> None:
    connection = story.connect()

    def forbidden(_request: httpx2.Request) -> httpx2.Response:
        raise ForbiddenAddressError("not an address on the public internet")

    with pytest.raises(ForbiddenAddressError):
        story.refresh(
            connection, outside=story.outside(through=httpx2.MockTransport(forbidden))
        )

    assert outcomes(story, connection) == [Outcome.NO_ANSWER]
    assert story.refresh(connection).number == 2


@pytest.mark.proves("L510")
def test_an_outage_that_looks_like_invalid_grant_costs_no_token(story: Story) -> None:
    connection = story.connect()
    outage = httpx2.MockTransport(
        lambda _request: httpx2.Response(400, json={"error": "invalid_grant"})
    )

    with pytest.raises(InvalidGrantError):
        story.refresh(connection, outside=story.outside(through=outage))
    assert story.parts.connections.get(connection.id).refused_at == NOON

    story.refresh(connection)
    assert story.parts.connections.get(connection.id).refused_at is None
    assert story.call(connection).answered


@pytest.mark.proves("L510")
def test_an_outage_of_an_hour_is_over_after_the_hour(story: Story) -> None:
    connection = story.connect()
    story.parts.bench.arm("outage-as-invalid-grant", span=HOUR)
    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    story.pass_time(HOUR)
    story.refresh(connection)

    assert outcomes(story, connection) == [Outcome.REFUSED, Outcome.ROTATED]
    assert story.call(connection).answered


@pytest.mark.proves("L509")
def test_a_refresh_that_meets_another_one_on_its_way_sends_nothing(
    story: Story,
) -> None:
    connection = story.connect()
    refused: list[type[Exception]] = []

    def another_worker() -> None:
        try:
            story.refresh(connection)
        except RefreshInProgressError as exc:
            refused.append(type(exc))

    def interrupted(request: httpx2.Request) -> httpx2.Response:
        if request.method == "POST" and not refused:
            story.elsewhere(another_worker)
        return story.transport.handle_request(request)

    outside = story.outside(through=httpx2.MockTransport(interrupted))
    story.refresh(connection, outside=outside)

    assert refused == [RefreshInProgressError]
    assert len(refreshes(story, connection)) == 1
    assert story.call(connection).answered


class LateClaims(Claims):
    """Claims before which something happens once, between reading and claiming."""

    meanwhile: Callable[[], object] | None = None

    def take(self, *arguments: Any, **named: Any) -> Claim:
        happening, self.meanwhile = self.meanwhile, None
        if happening is not None:
            happening()
        return super().take(*arguments, **named)


@pytest.mark.proves("L502", "L509")
def test_a_pair_that_was_replaced_before_the_claim_is_not_sent(story: Story) -> None:
    connection = story.connect()
    late = LateClaims(
        cast("scoped_session[Session]", db.session),
        machine_clock=story.machine_clock,
        entropy=story.parts.entropy,
    )
    late.meanwhile = lambda: story.elsewhere(lambda: story.refresh(connection).number)

    given = refresh_connection(
        connection.id,
        asked_by="late",
        outside=story.outside(),
        parts=replace(story.parts.refresh_parts, claims=late),
    )

    assert len(refreshes(story, connection)) == 1
    assert given.number == 2
    assert given.asked_by == "story"


def test_a_refused_older_token_says_nothing_about_the_newest(story: Story) -> None:
    connection = story.connect()
    first = story.current(connection)
    story.refresh(connection)
    story.pass_time(DAY)

    with pytest.raises(InvalidGrantError):
        story.send_again(first)

    assert story.parts.connections.get(connection.id).refused_at is None


@pytest.mark.proves("L509", "L513")
def test_a_worker_that_fell_asleep_with_its_answer_loses_nothing(story: Story) -> None:
    connection = story.connect()
    took_over: list[int] = []

    def take_over() -> None:
        story.machine_clock.advance(CLAIM_LIFETIME)
        took_over.append(story.refresh(connection).number)

    def slow(request: httpx2.Request) -> httpx2.Response:
        answer = story.transport.handle_request(request)
        if request.method == "POST" and not took_over:
            story.elsewhere(take_over)
        return answer

    story.refresh(connection, outside=story.outside(through=httpx2.MockTransport(slow)))

    assert took_over == [2]
    assert outcomes(story, connection) == [Outcome.ROTATED, Outcome.ROTATED]
    current = story.current(connection)
    assert current.number == 2
    story.pass_time(2 * DAY)
    assert story.refresh(connection).parent_id == current.id


def test_a_refusal_is_believed_only_after_the_store_was_read_again(
    story: Story,
) -> None:
    connection = story.connect()
    already: list[TokenGeneration] = []

    def overtaken(request: httpx2.Request) -> httpx2.Response:
        if request.method == "POST" and not already:
            story.machine_clock.advance(CLAIM_LIFETIME)
            already.append(story.elsewhere(lambda: story.refresh(connection)))
            return httpx2.Response(400, json={"error": "invalid_grant"})
        return story.transport.handle_request(request)

    outside = story.outside(through=httpx2.MockTransport(overtaken))
    renewed = story.refresh(connection, outside=outside)

    assert renewed.number == 3
    assert outcomes(story, connection) == [
        Outcome.REFUSED, Outcome.ROTATED, Outcome.ROTATED,
    ]  # fmt: skip


def test_a_refused_pair_leaves_its_sibling_to_be_tried_once(story: Story) -> None:
    connection = story.connect()
    first = story.current(connection)
    story.refresh(connection)
    sibling = story.send_again(first)
    assert story.current(connection) is sibling

    asked: list[str] = []

    def refusing_the_first(request: httpx2.Request) -> httpx2.Response:
        if request.method != "POST":
            return story.transport.handle_request(request)
        asked.append(request.content.decode())
        if len(asked) == 1:
            return httpx2.Response(400, json={"error": "invalid_grant"})
        return story.transport.handle_request(request)

    outside = story.outside(through=httpx2.MockTransport(refusing_the_first))
    renewed = story.refresh(connection, outside=outside)

    assert len(asked) == 2
    assert asked[0] != asked[1]
    assert story.current(connection) is renewed


@pytest.mark.proves("L604")
def test_older_values_are_wiped_where_they_are_not_kept(story: Story) -> None:
    connection = story.connect()
    first = story.current(connection)

    story.refresh(connection, outside=story.outside(keeps_values=False))

    story.parts.connections.get(connection.id)
    with pytest.raises(ValueWipedError):
        story.send_again(
            next(item for item in story.generations(connection) if item.id == first.id)
        )


def test_the_embedded_environment_lives_on_with_the_machine(story: Story) -> None:
    connection = story.connect()
    story.machine_clock.advance(HOUR + MINUTE)

    assert story.call(connection).token_refused
    assert story.refresh(connection).access_expires_at == story.now() + HOUR
