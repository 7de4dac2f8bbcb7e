"""One connection from the first question to the end, and what it leaves on the disk."""

import logging

import pytest
from structlog.testing import capture_logs

from grantlab.protocol.errors import InvalidGrantError
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.scope import ACCOUNTING, OPENID
from grantlab.protocol.secret import Secret
from grantlab.store.models import Connection, Walk
from tests.scenarios.story import EMBEDDED, Story, without_repetition
from tests.support.clocks import DAY, HOUR

COMPANY = "9341450000000101"
FLOW = [
    Purpose.METADATA,
    Purpose.AUTHORIZATION_REQUEST,
    Purpose.AUTHORIZATION_RESPONSE,
    Purpose.EXCHANGE,
    Purpose.JWKS,
    Purpose.COMPANY_INFO,
    Purpose.REFRESH,
    Purpose.REVOCATION,
]


def walk_through(story: Story) -> tuple[Walk, Connection, dict[str, Secret]]:
    """Go the whole way with every break that leaves something behind."""
    secrets: dict[str, Secret] = {}
    attempt = story.ask(story.begin(ACCOUNTING, OPENID))
    parameters = story.consent(attempt)
    secrets["code"] = Secret(dict(parameters)["code"])
    secrets["state"] = Secret(dict(parameters)["state"])
    verifier = story.parts.attempts.code_verifier(attempt)
    assert verifier is not None
    secrets["verifier"] = verifier
    received = story.receive(parameters)
    connection = story.exchange(received)
    for number in (1, 2, 3):
        secrets[f"access {number}"] = story.access_token(connection)
        secrets[f"refresh {number}"] = story.refresh_token(connection)
        story.pass_time(HOUR)
        assert story.call_refreshing_once(connection).answered
    story.call_with(connection, secrets["refresh 1"])
    story.pass_time(2 * DAY)
    with pytest.raises(InvalidGrantError):
        story.send_again(story.generations(connection)[0])
    with pytest.raises(InvalidGrantError):
        story.exchange_again(received, redirect_uri="http://localhost/elsewhere")
    story.revoke(connection)
    for keys in (
        story.parts.environments.keys_of(EMBEDDED),
        story.parts.environments.other_keys_of(EMBEDDED),
    ):
        assert keys is not None
        secrets[f"client secret {len(secrets)}"] = keys.client_secret
    return received.walk, connection, secrets


@pytest.mark.proves("L207", "L301", "L302", "L309", "L401", "L501", "L601")
def test_a_connection_lives_from_consent_to_revocation(story: Story) -> None:
    connection = story.connect(ACCOUNTING, OPENID)
    assert story.call(connection).answered
    story.refresh(connection)
    assert story.call(connection).answered
    story.revoke(connection)
    assert story.call(connection).token_refused

    recorded = story.parts.round_trips.evidence_of_connection(connection.id)

    assert without_repetition(item.purpose for _, item in recorded) == FLOW


@pytest.mark.proves("L701", "L705")
def test_nothing_that_opens_anything_can_be_read_from_the_disk(story: Story) -> None:
    _, _, secrets = walk_through(story)

    on_disk = story.octets_on_disk()

    readable = [
        name for name, secret in secrets.items() if secret.reveal().encode() in on_disk
    ]
    assert readable == []
    assert COMPANY.encode() not in on_disk
    assert b"Sandbox Company_US_1" not in on_disk


@pytest.mark.proves("L705")
def test_every_token_left_its_fingerprint_so_that_it_can_be_named(story: Story) -> None:
    _, _, secrets = walk_through(story)

    on_disk = story.octets_on_disk()

    unnamed = [
        name for name, secret in secrets.items()
        if not name.startswith("client secret") and secret.fingerprint.encode() not in on_disk
    ]  # fmt: skip
    assert unnamed == []


@pytest.mark.proves("L705")
def test_what_was_recorded_shows_no_secret(story: Story) -> None:
    walk, connection, secrets = walk_through(story)

    round_trips = story.parts.round_trips
    numbered = (
        *round_trips.evidence_of_walk(walk.id),
        *round_trips.evidence_of_connection(connection.id),
    )
    recorded = round_trips.with_numbers([number for number, _ in numbered])

    shown = [
        name for name, secret in secrets.items() if secret.reveal() in str(recorded)
    ]
    assert shown == []
    assert COMPANY not in str(recorded)


@pytest.mark.proves("L705")
def test_no_log_line_shows_a_secret_or_names_the_company(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    with capture_logs() as lines:
        _, _, secrets = walk_through(story)

    logged = f"{lines} {caplog.text}"
    assert len(lines) > 10
    assert [name for name, secret in secrets.items() if secret.reveal() in logged] == []
    assert COMPANY not in logged


def test_the_log_names_the_connection_by_its_number(story: Story) -> None:
    with capture_logs() as lines:
        _, connection, _ = walk_through(story)

    passed = [line for line in lines if line["event"] == "round trip"]
    silent = {item["purpose"] for item in passed if item["connection"] is None}
    assert silent == {Purpose.METADATA}
    assert {item["connection"] for item in passed} == {None, connection.id}


@pytest.mark.proves("L705")
def test_nothing_that_is_printed_of_a_row_shows_a_secret(story: Story) -> None:
    walk, connection, secrets = walk_through(story)

    printed = str(
        [
            vars(item)
            for item in (
                walk,
                connection,
                *story.parts.attempts.of_walk(walk),
                *story.generations(connection),
                *story.parts.claims.attempts_of(connection.id),
            )
        ]
    )

    assert [
        name for name, secret in secrets.items() if secret.reveal() in printed
    ] == []


def test_the_evidence_of_a_whole_life_names_no_value(story: Story) -> None:
    _, connection, secrets = walk_through(story)

    evidence = str(story.evidence(connection))

    assert [
        name for name, secret in secrets.items() if secret.reveal() in evidence
    ] == []
