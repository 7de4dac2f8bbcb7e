"""Stories about revocations that the service has yet to be told of."""

from dataclasses import dataclass, replace
from datetime import timedelta

import httpx2
import pytest

from blueprints.environments import KeysMissingError
from grantlab.flows.pay_debts import (
    DebtOutcome,
    Settled,
    pay_debts,
    pay_debts_of,
)
from grantlab.flows.ports import Outside
from grantlab.flows.revoke_connection import owe_revocation, wait_after
from grantlab.protocol.environment import Environment
from grantlab.store.errors import RefreshInProgressError, ValueWipedError
from grantlab.store.models import Connection, Outcome, RevocationDebt
from grantlab.wire.transports import Transport
from tests.scenarios.story import Story
from tests.support.clocks import DAY, HOUR, MINUTE, NOON, SECOND

DOWN = httpx2.MockTransport(lambda _request: httpx2.Response(503))


def owe(story: Story, connection: Connection) -> RevocationDebt:
    """Wipe a connection while the service cannot be reached."""
    return owe_revocation(
        connection.id,
        problem="no answer came",
        now=story.now(),
        parts=story.parts.ending_parts,
    )


@dataclass(frozen=True)
class OnlyOutside:
    """An environment that is reached over a line of the test's choice."""

    story: Story
    through: Transport | None = None

    def open(self, _environment: Environment, /) -> Outside:
        return self.story.outside(through=self.through)


class NoKeys:
    """Environments whose keys are not there."""

    def open(self, environment: Environment, /) -> Outside:
        raise KeysMissingError(f"the keys of the {environment} environment are away")


def pay(story: Story, *, through: Transport | None = None) -> tuple[DebtOutcome, ...]:
    parts = replace(
        story.parts.debt_parts, environments=OnlyOutside(story, through=through)
    )
    return pay_debts(parts)


def debts(story: Story, connection: Connection) -> list[RevocationDebt]:
    return story.parts.debts.of_connection(connection.id)


@pytest.mark.proves("L601", "L604")
def test_what_could_not_be_told_is_wiped_here_and_told_later(story: Story) -> None:
    connection = story.connect()
    access, refresh = story.access_token(connection), story.refresh_token(connection)

    debt = owe(story, connection)

    with pytest.raises(ValueWipedError):
        story.refresh(connection)
    assert debt.token_fingerprint == refresh.fingerprint
    assert story.call_with(connection, access).answered
    story.machine_clock.advance(MINUTE)
    assert [item.settled for item in pay(story)] == [Settled.PAID]
    assert story.call_with(connection, access).token_refused
    [paid] = debts(story, connection)
    assert (paid.sealed_token, paid.paid_at) == (None, story.now())


def test_a_debt_waits_by_machine_time_and_twice_as_long_each_time(story: Story) -> None:
    connection = story.connect()
    owe(story, connection)

    story.machine_clock.advance(MINUTE - SECOND)
    assert pay(story) == ()
    story.machine_clock.advance(SECOND)
    [failed] = pay(story, through=DOWN)

    assert failed.settled is Settled.OWED
    assert "503" in failed.problem
    [debt] = debts(story, connection)
    assert debt.tries == 2
    assert debt.retry_at == story.machine_clock.now() + 2 * MINUTE


def test_a_debt_waits_a_day_at_most() -> None:
    assert [wait_after(tries) for tries in (1, 2, 3)] == [
        MINUTE,
        2 * MINUTE,
        4 * MINUTE,
    ]
    assert wait_after(60) == wait_after(10_000) == timedelta(days=1)


@pytest.mark.proves("L603")
def test_a_token_that_is_void_already_counts_as_paid(story: Story) -> None:
    connection = story.connect()
    owe(story, connection)
    story.provider.disconnect("9341450000000101")
    story.machine_clock.advance(MINUTE)

    [outcome] = pay(story)

    assert (outcome.settled, outcome.problem) == (Settled.PAID, "")


@pytest.mark.proves("L605")
def test_a_debt_never_ends_a_consent_that_came_after_it(story: Story) -> None:
    connection = story.connect()
    owe(story, connection)
    again = story.connect()
    story.machine_clock.advance(MINUTE)

    [outcome] = pay(story)

    assert outcome.settled is Settled.CALLED_OFF
    assert "consented again" in outcome.problem
    assert story.call(again).answered
    assert pay(story) == ()
    [debt] = debts(story, connection)
    assert (debt.sealed_token, debt.paid_at) == (None, None)


def test_nor_when_the_connection_was_forgotten_meanwhile(story: Story) -> None:
    connection = story.connect()
    owe(story, connection)
    story.parts.connections.remove(connection)
    again = story.connect()
    story.machine_clock.advance(MINUTE)

    [outcome] = pay(story)

    assert again.id != outcome.connection_id
    assert outcome.settled is Settled.CALLED_OFF
    assert story.call(again).answered


def test_a_debt_outlives_its_connection(story: Story) -> None:
    connection = story.connect()
    access = story.access_token(connection)
    owe(story, connection)
    story.parts.connections.remove(connection)
    other = story.connect(company="9341450000000102")
    story.machine_clock.advance(MINUTE)

    [outcome] = pay(story)

    assert outcome.settled is Settled.PAID
    assert story.call_with(other, access).token_refused


def test_without_the_keys_of_its_app_a_debt_is_not_sent(story: Story) -> None:
    connection = story.connect()
    debt = owe(story, connection)
    debt.client_id = "ABanotherapp"
    story.machine_clock.advance(MINUTE)

    [foreign] = pay(story)
    parts = replace(story.parts.debt_parts, environments=NoKeys())
    [missing] = pay_debts_of(connection.id, parts)

    assert "are not those of ABanotherapp" in foreign.problem
    assert missing.problem == "the keys of the embedded environment are away"
    assert debts(story, connection)[0].sealed_token is not None


def test_one_silence_is_enough_for_a_pass(story: Story) -> None:
    first, second = story.connect(), story.connect(company="9341450000000102")
    owe(story, first)
    owe(story, second)
    story.machine_clock.advance(HOUR)
    asked: list[str] = []

    def silence(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.path)
        raise httpx2.ConnectTimeout("nobody there")

    outcomes = pay(story, through=httpx2.MockTransport(silence))

    assert [outcome.connection_id for outcome in outcomes] == [first.id]
    assert len([path for path in asked if path.endswith("/revoke")]) == 1


def test_a_revocation_waits_for_a_refresh_and_ends_its_pair(story: Story) -> None:
    connection = story.connect()
    sent = story.current(connection)
    claim = story.parts.claims.take(connection, sent, asked_by="other", now=NOON)
    story.patience.meanwhile = lambda: story.elsewhere(
        lambda: story.parts.claims.finish_without_tokens(
            claim, Outcome.NO_ANSWER, error=None, now=NOON
        )
    )

    story.revoke(connection)

    assert len(story.patience.pauses) == 1
    assert story.parts.connections.get(connection.id).revoked_at == NOON


def test_a_refresh_stays_away_while_a_connection_is_ended(story: Story) -> None:
    connection = story.connect()
    story.parts.claims.hold(connection)

    with pytest.raises(RefreshInProgressError):
        story.refresh(connection)

    assert story.parts.claims.attempts_of(connection.id) == []
    story.machine_clock.advance(DAY)
    assert story.refresh(connection).number == 2


def test_a_hold_is_let_go_when_the_service_is_down(story: Story) -> None:
    connection = story.connect()

    with pytest.raises(Exception, match="503"):
        story.revoke(connection, outside=story.outside(through=DOWN))

    assert story.refresh(connection).number == 2
