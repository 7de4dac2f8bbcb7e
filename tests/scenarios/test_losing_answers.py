"""Stories of a service that replaces a token and does not get to say so."""

from datetime import timedelta

import pytest

from grantlab.protocol.errors import InvalidGrantError
from grantlab.protocol.round_trip import RoundTrip
from grantlab.store.models import Connection, Outcome
from grantlab.wire.errors import UnreachableError
from grantlab.wire.outbound import TOTAL_DEADLINE
from tests.scenarios.story import Story
from tests.support.clocks import DAY, SECOND

LOSSES = ["answer-cut", "answer-never"]
CLIENT_WAITS = timedelta(seconds=TOTAL_DEADLINE)


def lose_a_refresh(story: Story, connection: Connection, fault: str) -> None:
    """Refresh once; the service does its work, and its answer is lost."""
    story.user.arm(fault)
    with pytest.raises(UnreachableError):
        story.refresh(connection)


def refresh_tokens_given(story: Story) -> int:
    """Return how many refresh tokens the service knows to have given."""
    return sum(token.kind == "refresh" for token in story.provider.family(1))


def last_round_trip(story: Story, connection: Connection) -> RoundTrip:
    return story.parts.round_trips.evidence_of_connection(connection.id)[-1][1]


def outcomes(story: Story, connection: Connection) -> list[Outcome | None]:
    return [
        attempt.outcome for attempt in story.parts.claims.attempts_of(connection.id)
    ]


@pytest.mark.proves("L513")
@pytest.mark.parametrize("fault", LOSSES)
def test_the_connection_is_saved_while_the_previous_token_is_honoured(
    story: Story, fault: str
) -> None:
    connection = story.connect()
    lose_a_refresh(story, connection, fault)
    assert refresh_tokens_given(story) == 2
    story.pass_time(DAY - SECOND)

    story.refresh(connection)

    assert outcomes(story, connection) == [Outcome.NO_ANSWER, Outcome.ROTATED]
    assert story.call(connection).answered


@pytest.mark.proves("L513")
@pytest.mark.parametrize("fault", LOSSES)
@pytest.mark.parametrize("preset", ["observed", "rfc-9700"])
def test_the_loss_is_named_where_the_previous_token_ends_at_once(
    story: Story, preset: str, fault: str
) -> None:
    story.user.set_policy(preset)
    connection = story.connect()
    # Under observed a value is a day old before a refresh changes it.
    story.pass_time(DAY)
    lose_a_refresh(story, connection, fault)
    assert refresh_tokens_given(story) == 2

    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    assert outcomes(story, connection) == [Outcome.NO_ANSWER, Outcome.REFUSED]
    assert story.reasons() == ["superseded"]
    named = story.cause(connection)
    assert named is not None
    assert named[0] == "refresh_response_lost"


@pytest.mark.proves("L513")
def test_nothing_is_lost_with_an_answer_that_brought_no_new_token(
    story: Story,
) -> None:
    story.user.set_policy("observed")
    connection = story.connect()
    lose_a_refresh(story, connection, "answer-cut")
    assert refresh_tokens_given(story) == 1

    story.refresh(connection)

    assert outcomes(story, connection) == [Outcome.NO_ANSWER, Outcome.UNCHANGED]
    assert story.call(connection).answered


@pytest.mark.parametrize(
    ("fault", "said", "waited"),
    [
        pytest.param(
            "answer-cut",
            "the connection ended before the answer had arrived",
            [],
            id="cut",
        ),
        pytest.param(
            "answer-never",
            "the request was sent, and no answer came in time",
            [CLIENT_WAITS],
            id="never",
        ),
    ],
)
def test_it_is_recorded_as_it_would_be_from_a_network(
    story: Story, fault: str, said: str, waited: list[timedelta]
) -> None:
    connection = story.connect()

    lose_a_refresh(story, connection, fault)

    recorded = last_round_trip(story, connection)
    assert (recorded.failure, recorded.status) == (said, None)
    assert story.patience.pauses == waited


@pytest.mark.parametrize("fault", LOSSES)
def test_a_lost_answer_of_the_company_costs_no_token(story: Story, fault: str) -> None:
    connection = story.connect()
    story.user.arm(fault)

    with pytest.raises(UnreachableError):
        story.call(connection)

    assert story.call(connection).answered


def test_a_revocation_without_an_answer_may_have_been_carried_out(
    story: Story,
) -> None:
    connection = story.connect()
    story.user.arm("answer-cut")

    with pytest.raises(UnreachableError):
        story.revoke(connection)

    assert not story.call(connection).answered
    assert story.reasons() == ["revoked_by_app"]
