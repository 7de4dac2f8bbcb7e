"""Stories about the end: revoked, disconnected, cleaned up, and begun anew."""

import httpx2
import pytest

from grantlab.diagnosis.findings import Verdict
from grantlab.protocol.errors import InvalidGrantError, RevocationError
from grantlab.protocol.round_trip import Purpose
from grantlab.store.errors import ValueWipedError
from grantlab.store.models import Connection
from grantlab.wire.errors import UnreachableError
from tests.scenarios.story import Story
from tests.support.clocks import DAY, NOON

COMPANY = "9341450000000101"


def revocations(story: Story, connection: Connection) -> list[int | None]:
    recorded = story.parts.round_trips.evidence_of_connection(connection.id)
    return [item.status for _, item in recorded if item.purpose is Purpose.REVOCATION]


@pytest.mark.proves("L601", "L602")
def test_after_revocation_the_api_answers_401_and_a_refresh_invalid_grant(
    story: Story,
) -> None:
    connection = story.connect()

    story.revoke(connection)

    assert story.parts.connections.get(connection.id).revoked_at == NOON
    assert story.call(connection).token_refused
    with pytest.raises(InvalidGrantError):
        story.refresh(connection)
    assert story.reasons() == ["revoked_by_app", "revoked_by_app"]


@pytest.mark.proves("L602")
def test_the_diagnosis_finds_that_it_was_our_own_revocation(story: Story) -> None:
    connection = story.connect()
    story.revoke(connection)

    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    assert story.cause(connection) == ("revoked_by_app", Verdict.CONFIRMED)


@pytest.mark.proves("L601")
def test_revoking_again_counts_as_done(story: Story) -> None:
    connection = story.connect()
    story.revoke(connection)

    story.revoke(connection)

    assert revocations(story, connection) == [200, 400, 400]
    assert story.parts.connections.get(connection.id).revoked_at == NOON


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(httpx2.Response(401), id="wrong keys"),
        pytest.param(httpx2.Response(429), id="too often"),
        pytest.param(httpx2.Response(503), id="down"),
        pytest.param(httpx2.Response(302, headers={"Location": "/"}), id="elsewhere"),
        pytest.param(httpx2.Response(400, text="<html>"), id="a proxy's page"),
    ],
)
def test_another_answer_to_a_revocation_keeps_the_tokens(
    story: Story, answer: httpx2.Response
) -> None:
    connection = story.connect()
    other = httpx2.MockTransport(lambda _request: answer)

    with pytest.raises(RevocationError) as caught:
        story.revoke(connection, outside=story.outside(through=other))

    assert caught.value.status == answer.status_code
    assert revocations(story, connection) == [answer.status_code]
    assert story.parts.connections.get(connection.id).revoked_at is None
    assert story.call(connection).answered


def test_a_revocation_without_an_answer_keeps_the_tokens(story: Story) -> None:
    connection = story.connect()

    with pytest.raises(UnreachableError):
        story.revoke(connection, outside=story.outside(losing_answers=True))

    assert story.parts.connections.get(connection.id).revoked_at is None
    assert story.current(connection).sealed_refresh_token is not None


@pytest.mark.proves("L604")
def test_an_ended_connection_is_wiped_and_its_facts_still_tell_the_cause(
    story: Story,
) -> None:
    connection = story.connect()
    story.refresh(connection)

    story.revoke(connection, outside=story.outside(keeps_values=False))

    kept = story.generations(connection)
    assert len(kept) == 2
    assert [item.sealed_refresh_token for item in kept] == [None, None]
    assert [item.sealed_access_token for item in kept] == [None, None]
    assert all(item.refresh_fingerprint for item in kept)
    with pytest.raises(ValueWipedError):
        story.refresh(connection)
    assert len(story.evidence(connection).generations or ()) == 2


@pytest.mark.proves("L603")
def test_an_app_learns_of_a_disconnect_from_the_next_refusal(story: Story) -> None:
    connection = story.connect()
    story.provider.disconnect(COMPANY)

    assert story.call(connection).token_refused
    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    assert set(story.reasons()) == {"revoked_by_user_disconnect"}
    assert story.cause(connection) == (
        "revoked_by_user_disconnect",
        Verdict.SUSPECTED,
    )


@pytest.mark.proves("L603")
def test_a_disconnect_of_one_company_leaves_the_other(story: Story) -> None:
    mine, theirs = story.connect(), story.connect(company="9341450000000102")

    story.provider.disconnect(COMPANY)

    assert story.call(mine).token_refused
    assert story.call(theirs).answered


@pytest.mark.proves("L605")
def test_a_new_consent_starts_afresh(story: Story) -> None:
    connection = story.connect()
    old_tokens = {item.refresh_fingerprint for item in story.generations(connection)}
    story.pass_time(400 * DAY)
    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    again = story.connect()

    current = story.current(again)
    assert again.id == connection.id
    assert again.refused_at is None
    assert current.refresh_fingerprint not in old_tokens
    assert current.refresh_expires_at == story.now() + 100 * DAY
    assert current.hard_expires_at == story.now() + 5 * 365 * DAY
    assert (again.consent, current.consent) == (2, 2)
    assert story.call(again).answered


@pytest.mark.proves("L605")
def test_a_new_consent_brings_a_revoked_connection_back(story: Story) -> None:
    connection = story.connect()
    story.revoke(connection, outside=story.outside(keeps_values=False))

    again = story.connect()

    assert again.revoked_at is None
    assert story.refresh(again).number == 3
