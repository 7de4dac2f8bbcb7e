"""Stories about a refresh token that was obtained elsewhere."""

import pytest

from grantlab.flows.import_connection import (
    AlreadyConnectedError,
    Imported,
    import_connection,
)
from grantlab.flows.live_access_token import RefreshMode, live_access_token
from grantlab.protocol.environment import Environment
from grantlab.protocol.errors import InvalidGrantError
from grantlab.protocol.scope import ACCOUNTING
from grantlab.protocol.secret import Secret
from grantlab.store.errors import ValueWipedError
from grantlab.store.models import Connection, Origin
from tests.scenarios.story import Story
from tests.support.clocks import DAY, HOUR, NOON

COMPANY = "9341450000000101"


def obtain_elsewhere(story: Story) -> dict[str, str]:
    """Let another program connect the company, and keep its tokens."""
    return story.user.connect()


def import_it(
    story: Story, refresh_token: str, access_token: str | None = None
) -> Connection:
    return import_connection(
        Imported(
            environment=Environment.EMBEDDED,
            client_id=story.user.pair.client_id,
            realm_id=COMPANY,
            refresh_token=Secret(refresh_token),
            access_token=None if access_token is None else Secret(access_token),
            scopes=(ACCOUNTING,),
        ),
        asked_by="import",
        connections=story.parts.connections,
        generations=story.parts.generations,
        keep_values=True,
        now=story.now(),
    )


@pytest.mark.proves("L502", "L504")
def test_using_an_imported_token_rotates_it_under_its_owners_feet(story: Story) -> None:
    tokens = obtain_elsewhere(story)
    connection = import_it(story, tokens["refresh_token"])
    story.refresh(connection)

    story.pass_time(DAY)
    answer = story.user.refresh(tokens["refresh_token"])

    assert answer.status_code == 400
    assert answer.get_json()["error"] == "invalid_grant"
    assert story.refresh(connection).number == 3


def test_importing_sends_nothing(story: Story) -> None:
    tokens = obtain_elsewhere(story)

    connection = import_it(story, tokens["refresh_token"])

    generation = story.current(connection)
    assert story.parts.round_trips.evidence_of_connection(connection.id) == []
    assert (generation.origin, generation.asked_by) == (Origin.IMPORT, "import")
    assert generation.sealed_access_token is None
    assert generation.refresh_expires_at == NOON + 100 * DAY
    assert generation.access_expires_at is None


@pytest.mark.proves("L208")
def test_an_imported_company_is_a_claim_until_it_answers(story: Story) -> None:
    tokens = obtain_elsewhere(story)

    connection = import_it(story, tokens["refresh_token"], tokens["access_token"])

    assert connection.verified_at is None
    assert story.call(connection).answered
    assert connection.verified_by == "CompanyInfo"


@pytest.mark.proves("L701")
def test_an_import_of_a_company_that_is_connected_changes_nothing(story: Story) -> None:
    connection = story.connect()
    current = story.current(connection)

    with pytest.raises(AlreadyConnectedError) as caught:
        import_it(story, obtain_elsewhere(story)["refresh_token"])

    assert caught.value.connection_id == connection.id
    assert story.current(connection).id == current.id


def test_an_import_goes_on_in_the_row_of_a_connection_that_ended(story: Story) -> None:
    connection = story.connect()
    story.provider.disconnect(COMPANY)
    with pytest.raises(InvalidGrantError):
        story.refresh(connection)
    story.pass_time(HOUR)

    again = import_it(story, obtain_elsewhere(story)["refresh_token"])

    assert (again.id, again.consent) == (connection.id, 2)
    assert story.refresh(again).number == 3
    assert again.refused_at is None


@pytest.mark.parametrize("mode", [RefreshMode.BEFORE_EXPIRY, RefreshMode.ON_401])
def test_the_first_live_token_of_an_import_alone_comes_by_a_refresh(
    story: Story, mode: RefreshMode
) -> None:
    connection = import_it(story, obtain_elsewhere(story)["refresh_token"])

    token = live_access_token(
        connection.id,
        mode=mode,
        asked_by="story",
        environments=story.parts.environments,
        parts=story.parts.live_parts,
    )

    assert (token.refreshed, token.number) == (True, 2)
    assert story.call_with(connection, token.access_token).answered


def test_without_leave_to_refresh_an_import_alone_has_no_live_token(
    story: Story,
) -> None:
    connection = import_it(story, obtain_elsewhere(story)["refresh_token"])

    with pytest.raises(ValueWipedError, match="no access token"):
        live_access_token(
            connection.id,
            mode=RefreshMode.OFF,
            asked_by="story",
            environments=story.parts.environments,
            parts=story.parts.live_parts,
        )
