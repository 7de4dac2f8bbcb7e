"""Stories of an integration that asks for an access token before each call."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event, Semaphore

import httpx2
import pytest

from app import create_app
from grantlab.errors import GrantlabError
from grantlab.flows.live_access_token import (
    MARGIN,
    PAUSE_AFTER_REFUSAL,
    LiveToken,
    NeedsConsentError,
    RefreshMode,
    RetryLaterError,
    live_access_token,
)
from grantlab.flows.ports import Outside
from grantlab.protocol.backoff import LONGEST
from grantlab.protocol.errors import InvalidGrantError
from grantlab.store.claims import CLAIM_LIFETIME
from grantlab.store.database import db
from grantlab.store.models import Connection, Outcome, RefreshAttempt
from grantlab.wire.errors import UnreachableError
from tests.scenarios.story import Opened, Story
from tests.support.clocks import DAY, HOUR, NOON, SECOND
from tests.support.entropy import CountedEntropy
from tests.support.threads import at_once

PATIENCE_OF_A_TEST = 30
"""Seconds after which a thread that was never woken fails its test."""


def journal(story: Story, connection: Connection) -> list[RefreshAttempt]:
    return story.parts.claims.attempts_of(connection.id)


def outcomes(story: Story, connection: Connection) -> list[Outcome | None]:
    return [attempt.outcome for attempt in journal(story, connection)]


def answering(story: Story, status: int, **body: object) -> Outside:
    """Open the environment with a token endpoint that always says the same."""
    return story.outside(
        through=httpx2.MockTransport(lambda _: httpx2.Response(status, json=body))
    )


def down(story: Story) -> Outside:
    return answering(story, 503, error="service_unavailable")


def revealed(token: LiveToken) -> str:
    return token.access_token.reveal()


# --- a token that is good


@pytest.mark.proves("L406")
def test_a_good_token_is_handed_out_and_nothing_is_sent(story: Story) -> None:
    connection = story.connect()

    token = story.live(connection)

    assert revealed(token) == story.access_token(connection).reveal()
    assert (token.number, token.refreshed, token.trouble) == (1, False, None)
    assert token.expires_at == NOON + HOUR
    assert journal(story, connection) == []


@pytest.mark.proves("L406", "L508")
@pytest.mark.parametrize(
    ("left", "refreshed"),
    [
        pytest.param(MARGIN + SECOND, False, id="a second more than the margin"),
        pytest.param(MARGIN, True, id="the margin"),
        pytest.param(0 * SECOND, True, id="nothing"),
        pytest.param(-99 * DAY, True, id="it was over months ago"),
    ],
)
def test_a_token_is_replaced_before_it_ends(
    story: Story, *, left: timedelta, refreshed: bool
) -> None:
    connection = story.connect()
    story.pass_time(HOUR - left)

    token = story.live(connection)

    assert token.refreshed is refreshed
    assert story.call_with(connection, token.access_token).answered
    assert story.live(connection) == replace(token, refreshed=False)


@pytest.mark.proves("L501", "L508")
def test_what_a_caller_is_given_was_stored_before(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR)

    token = story.live(connection)

    current = story.elsewhere(lambda: story.current(connection))
    assert (token.number, token.expires_at) == (2, current.access_expires_at)
    assert journal(story, connection)[0].asked_by == "story"


def test_a_token_of_unknown_lifetime_is_good_until_a_company_refuses_it(
    story: Story,
) -> None:
    connection = story.connect()
    story.pass_time(HOUR)
    silent = answering(story, 200, access_token="eyJsilent", token_type="bearer")
    token = story.live(connection, outside=silent)
    story.pass_time(DAY)

    assert token.expires_at is None
    assert story.live(connection).number == token.number
    assert story.live(connection, refused=token).number == token.number + 1


# --- the three modes


@pytest.mark.parametrize("mode", [RefreshMode.OFF, RefreshMode.ON_401])
def test_without_refreshing_ahead_an_old_token_is_handed_out(
    story: Story, mode: RefreshMode
) -> None:
    connection = story.connect()
    story.pass_time(HOUR)

    token = story.live(connection, mode=mode)

    assert (token.number, token.refreshed) == (1, False)
    assert not story.call_with(connection, token.access_token).answered


@pytest.mark.proves("L402", "L406")
@pytest.mark.parametrize(
    ("mode", "number"),
    [
        pytest.param(RefreshMode.OFF, 1, id="off: nothing is ever sent"),
        pytest.param(RefreshMode.BEFORE_EXPIRY, 2, id="before expiry: it ended early"),
        pytest.param(RefreshMode.ON_401, 2, id="on 401"),
    ],
)
def test_a_refused_token_is_replaced_whatever_its_deadline(
    story: Story, mode: RefreshMode, number: int
) -> None:
    connection = story.connect()
    refused = story.live(connection)

    assert story.live(connection, mode=mode, refused=refused).number == number


@pytest.mark.proves("L406", "L509")
def test_of_two_callers_that_were_refused_the_second_is_given_the_new_pair(
    story: Story,
) -> None:
    connection = story.connect()
    refused = story.live(connection)
    given = story.live(connection, refused=refused)

    second = story.live(connection, refused=refused)

    assert second.number == given.number == 2
    assert outcomes(story, connection) == [Outcome.ROTATED]


# --- many callers at once


@dataclass
class Turnstile:
    """Lets the answer through only when everybody else waits for it.

    It is the transport of whoever refreshes and the patience of whoever does not, so
    that the story is the same in every run and nobody sleeps.
    """

    story: Story
    others: int
    posts: list[str] = field(default_factory=list)
    waiting: Semaphore = field(default_factory=lambda: Semaphore(0))
    is_over: Event = field(default_factory=Event)

    def pause(self, _length: timedelta) -> None:
        self.waiting.release()
        assert self.is_over.wait(PATIENCE_OF_A_TEST)

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        if request.method == "POST":
            self.posts.append(request.url.path)
            for _ in range(self.others):
                assert self.waiting.acquire(timeout=PATIENCE_OF_A_TEST)
        return self.story.transport.handle_request(request)

    def ask(self, connection_id: int) -> LiveToken | GrantlabError:
        """Ask for a token; the first who is given one, or an error, ends the waiting."""
        parts = self.story.parts.live_parts
        outside = self.story.outside(through=httpx2.MockTransport(self.answer))
        try:
            return live_access_token(
                connection_id,
                asked_by="thread",
                environments=Opened(self.story.parts.environments, outside),
                parts=replace(parts, refresh=replace(parts.refresh, patience=self)),
            )
        except GrantlabError as exc:
            return exc
        finally:
            self.is_over.set()


@pytest.mark.proves("L509")
def test_of_many_callers_one_refreshes_and_all_have_its_pair(story: Story) -> None:
    connection_id = story.connect().id
    story.pass_time(HOUR)
    turnstile = Turnstile(story, others=7)

    given = at_once(story.app, lambda: turnstile.ask(connection_id), times=8)

    tokens = [token for token in given if isinstance(token, LiveToken)]
    assert len(tokens) == 8
    assert {(token.number, revealed(token)) for token in tokens} == {
        (2, revealed(tokens[0]))
    }
    assert len(turnstile.posts) == 1
    assert len(story.parts.claims.attempts_of(connection_id)) == 1


@pytest.mark.proves("L509", "L510")
def test_of_many_callers_that_meet_an_outage_one_asks_the_service(
    story: Story,
) -> None:
    connection_id = story.connect().id
    story.pass_time(HOUR)
    story.user.arm("answer-cut")
    turnstile = Turnstile(story, others=7)

    given = at_once(story.app, lambda: turnstile.ask(connection_id), times=8)

    assert [type(told) for told in given] == [RetryLaterError] * 8
    assert len(turnstile.posts) == 1


# --- a service that does not answer


@pytest.mark.proves("L510")
def test_during_an_outage_a_token_that_still_lives_is_handed_out(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR - SECOND)

    token = story.live(connection, outside=down(story))

    assert (token.number, token.refreshed, token.trouble) == (1, False, "retry-later")
    assert story.call_with(connection, token.access_token).answered


def test_a_token_that_dies_while_an_answer_is_waited_for_is_not_handed_out(
    story: Story,
) -> None:
    connection = story.connect()
    story.pass_time(HOUR - SECOND)

    def slow(_request: httpx2.Request) -> httpx2.Response:
        story.pass_time(SECOND)
        return httpx2.Response(504)

    with pytest.raises(RetryLaterError):
        story.live(
            connection, outside=story.outside(through=httpx2.MockTransport(slow))
        )


@pytest.mark.proves("L510")
def test_an_outage_without_a_live_token_says_until_when_to_wait(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR)

    with pytest.raises(RetryLaterError, match="1 of its refreshes") as caught:
        story.live(connection, outside=down(story))

    standing = story.parts.connections.get(connection.id)
    assert standing.retry_at == story.machine_clock.now() + caught.value.wait
    assert story.live_after(caught.value.wait, connection).number == 2


@pytest.mark.proves("L510")
def test_while_backing_off_nothing_is_sent(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR)
    with pytest.raises(RetryLaterError) as caught:
        story.live(connection, outside=down(story))

    story.machine_clock.advance(caught.value.wait - timedelta(microseconds=1))
    with pytest.raises(RetryLaterError):
        story.live(connection)

    assert outcomes(story, connection) == [Outcome.MALFORMED]


@pytest.mark.proves("L510")
def test_the_longer_an_outage_lasts_the_rarer_the_tries_and_the_tokens_are_kept(
    story: Story,
) -> None:
    connection = story.connect()
    story.pass_time(HOUR)
    before, waits = story.refresh_token(connection), list[timedelta]()
    for _ in range(20):
        with pytest.raises(RetryLaterError) as caught:
            story.live(connection, outside=down(story))
        waits.append(caught.value.wait)
        story.machine_clock.advance(caught.value.wait)

    assert len(set(waits)) == 20
    assert max(waits[:4]) < timedelta(minutes=1) < max(waits) <= LONGEST
    assert story.refresh_token(connection) == before
    assert story.live(connection).number == 2
    assert story.parts.connections.get(connection.id).unanswered_count == 0


@pytest.mark.proves("L513")
def test_a_lost_answer_is_made_good_by_the_next_caller(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR)
    with pytest.raises(RetryLaterError) as caught:
        story.live(connection, outside=story.outside(losing_answers=True))

    assert isinstance(caught.value.__cause__, UnreachableError)
    assert story.live_after(caught.value.wait, connection).number == 2
    assert outcomes(story, connection) == [Outcome.NO_ANSWER, Outcome.ROTATED]


# --- a service that refuses


@pytest.mark.proves("L508")
def test_a_dead_token_is_told_apart_from_an_outage(story: Story) -> None:
    connection = story.connect()
    story.pass_time(100 * DAY)

    with pytest.raises(InvalidGrantError):
        story.live(connection)
    with pytest.raises(NeedsConsentError):
        story.live(connection)

    assert outcomes(story, connection) == [Outcome.REFUSED]


@pytest.mark.proves("L510")
def test_an_outage_that_looked_like_a_dead_token_heals_by_itself(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR)
    with pytest.raises(InvalidGrantError):
        story.live(connection, outside=answering(story, 400, error="invalid_grant"))

    story.pass_time(PAUSE_AFTER_REFUSAL - SECOND)
    with pytest.raises(NeedsConsentError):
        story.live(connection)
    story.pass_time(SECOND)

    assert story.live(connection).number == 2


def test_a_refusal_does_not_take_away_a_token_that_still_lives(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR - SECOND)

    token = story.live(connection, outside=answering(story, 400, error="invalid_grant"))

    assert (token.number, token.trouble) == (1, "invalid-grant")


@pytest.mark.proves("L602")
def test_a_connection_that_was_revoked_from_here_has_no_live_token(
    story: Story,
) -> None:
    connection = story.connect()
    story.revoke(connection)

    with pytest.raises(NeedsConsentError, match="revoked"):
        story.live(connection)

    assert journal(story, connection) == []


@pytest.mark.proves("L605")
def test_a_new_consent_ends_every_waiting(story: Story) -> None:
    connection = story.connect()
    story.pass_time(100 * DAY)
    with pytest.raises(InvalidGrantError):
        story.live(connection)

    story.connect()

    assert story.live(connection).refreshed is False


# --- an owner that died


class KilledError(BaseException):
    """Ends a refresh as a kill would: nobody catches it."""


def die_refreshing(story: Story, connection: Connection, *, answered: bool) -> None:
    """Begin a refresh and die, before or after the service has answered it."""

    def kill(request: httpx2.Request) -> httpx2.Response:
        if request.method == "POST":
            if answered:
                story.transport.handle_request(request)
            raise KilledError
        return story.transport.handle_request(request)

    with pytest.raises(KilledError):
        story.live(
            connection, outside=story.outside(through=httpx2.MockTransport(kill))
        )
    story.machine_clock.advance(CLAIM_LIFETIME)


@pytest.mark.proves("L513")
@pytest.mark.parametrize("answered", [False, True])
def test_whoever_takes_over_a_claim_resolves_what_its_owner_left(
    story: Story, *, answered: bool
) -> None:
    connection = story.connect()
    story.pass_time(HOUR)
    die_refreshing(story, connection, answered=answered)

    token = story.live(connection)

    first, second = journal(story, connection)
    assert (first.outcome, second.outcome) == (Outcome.RESOLVED, Outcome.ROTATED)
    assert second.resolves_id == first.id
    assert second.sent_fingerprint == first.sent_fingerprint
    assert story.call_with(connection, token.access_token).answered


@pytest.mark.proves("L513")
def test_an_attempt_that_cost_the_connection_is_told_as_lost(story: Story) -> None:
    story.user.set_policy("observed")
    connection = story.connect()
    story.pass_time(DAY)
    die_refreshing(story, connection, answered=True)

    with pytest.raises(InvalidGrantError):
        story.live(connection)

    assert outcomes(story, connection) == [Outcome.LOST, Outcome.REFUSED]
    named = story.cause(connection)
    assert named is not None
    assert named[0] == "refresh_response_lost"


@pytest.mark.proves("L513")
def test_whoever_resolves_may_die_too_or_get_no_answer(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR)
    die_refreshing(story, connection, answered=True)
    die_refreshing(story, connection, answered=False)
    with pytest.raises(RetryLaterError) as caught:
        story.live(connection, outside=down(story))
    assert outcomes(story, connection)[:2] == [Outcome.ABANDONED] * 2

    story.live_after(caught.value.wait, connection)

    assert outcomes(story, connection) == [
        Outcome.RESOLVED, Outcome.RESOLVED, Outcome.MALFORMED, Outcome.ROTATED,
    ]  # fmt: skip
    assert [attempt.resolves_id for attempt in journal(story, connection)] == [
        None, 1, 2, 2,
    ]  # fmt: skip


@pytest.mark.proves("L509")
def test_a_start_resolves_nothing(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR)
    die_refreshing(story, connection, answered=True)

    another = create_app(
        story.parts.settings,
        clock=story.machine_clock,
        entropy=CountedEntropy("another start"),
    )

    assert outcomes(story, connection) == [None]
    with another.app_context():
        db.engine.dispose()
