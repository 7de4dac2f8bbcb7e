"""Stories about the access token: an hour, one company, and the one-refresh loop."""

import httpx2
import pytest

from grantlab.flows.call_company import call_company
from grantlab.flows.check_tokens import check_tokens
from grantlab.protocol.errors import InvalidGrantError
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.scope import ACCOUNTING, OPENID, PAYMENT
from grantlab.protocol.secret import Secret
from grantlab.protocol.shapes import Kind
from grantlab.store.errors import ValueWipedError
from grantlab.store.models import Connection
from grantlab.wire.errors import UnreachableError
from tests.scenarios.story import Story
from tests.support.clocks import DAY, HOUR, SECOND

COMPANY = "9341450000000101"
OTHER_COMPANY = "9341450000000102"


def calls(story: Story, connection: Connection) -> list[int | None]:
    recorded = story.parts.round_trips.evidence_of_connection(connection.id)
    return [item.status for _, item in recorded if item.purpose is Purpose.COMPANY_INFO]


@pytest.mark.proves("L401", "L402")
def test_an_access_token_is_good_for_an_hour_and_then_answered_401(
    story: Story,
) -> None:
    connection = story.connect()

    story.pass_time(HOUR - SECOND)
    assert story.call(connection).answered

    story.pass_time(SECOND)
    answer = story.call(connection)
    assert answer.token_refused
    assert answer.fault_code == "3200"
    assert story.reasons() == ["expired"]


@pytest.mark.proves("L402", "L406")
def test_on_401_the_token_is_refreshed_once_and_the_call_repeated_once(
    story: Story,
) -> None:
    connection = story.connect()
    story.pass_time(HOUR)

    answer = story.call_refreshing_once(connection)

    assert answer.answered
    assert calls(story, connection) == [401, 200]
    assert [item.number for item in story.generations(connection)] == [1, 2]
    (attempt,) = story.parts.claims.attempts_of(connection.id)
    assert attempt.asked_by == "401"


@pytest.mark.proves("L406")
def test_while_the_token_is_good_nothing_is_refreshed(story: Story) -> None:
    connection = story.connect()

    assert story.call_refreshing_once(connection).answered

    assert calls(story, connection) == [200]
    assert len(story.generations(connection)) == 1


@pytest.mark.proves("L406")
def test_a_call_that_is_refused_again_is_not_tried_a_third_time(story: Story) -> None:
    connection = story.connect()

    def refusing(request: httpx2.Request) -> httpx2.Response:
        if "companyinfo" in request.url.path:
            return httpx2.Response(401, json={})
        return story.transport.handle_request(request)

    outside = story.outside(through=httpx2.MockTransport(refusing))
    answer = story.call_refreshing_once(connection, outside=outside)

    assert answer.token_refused
    assert calls(story, connection) == [401, 401]
    assert len(story.generations(connection)) == 2


@pytest.mark.proves("L406")
def test_a_refresh_that_is_refused_ends_the_loop(story: Story) -> None:
    connection = story.connect()
    story.provider.disconnect(COMPANY)

    with pytest.raises(InvalidGrantError):
        story.call_refreshing_once(connection)

    assert calls(story, connection) == [401]


@pytest.mark.proves("L403")
def test_a_refresh_token_opens_no_api(story: Story) -> None:
    connection = story.connect()

    answer = story.call_with(connection, story.refresh_token(connection))

    assert answer.token_refused
    assert story.reasons() == ["wrong_kind"]
    assert story.call(connection).answered


@pytest.mark.proves("L404")
def test_a_token_works_for_its_own_company_only(story: Story) -> None:
    mine, theirs = story.connect(), story.connect(company=OTHER_COMPANY)

    answer = story.call_with(theirs, story.access_token(mine))

    assert answer.status == 403
    assert story.reasons() == ["foreign_realm"]
    assert theirs.verified_at is None


@pytest.mark.proves("L405")
def test_a_scope_that_was_not_granted_is_answered_403(story: Story) -> None:
    story.provider.registry.enable_scope(PAYMENT)
    connection = story.connect(PAYMENT)

    answer = story.call(connection)

    assert answer.status == 403
    assert answer.fault_code == "3100"
    assert story.reasons() == ["scope_not_granted"]


def test_a_sign_in_without_a_company_opens_none(story: Story) -> None:
    connection = story.connect(OPENID, company=None)

    answer = story.call(connection)

    assert answer.status == 403
    assert story.reasons() == ["foreign_realm"]


def test_the_user_is_told_of_only_where_openid_was_granted(story: Story) -> None:
    without, with_openid = (
        story.connect(*scopes) for scopes in ((ACCOUNTING,), (ACCOUNTING, OPENID))
    )
    assert without.id == with_openid.id
    first, second = story.generations(without)

    statuses = [
        story.outside()
        .company.fetch_userinfo(story.parts.generations.access_token(generation))
        .status
        for generation in (first, second)
    ]

    assert statuses == [401, 200]


@pytest.mark.proves("L102")
def test_the_embedded_keys_reach_sandbox_companies_only(story: Story) -> None:
    connection = story.connect()
    path = f"/quickbooks/v3/company/{COMPANY}/companyinfo/{COMPANY}"
    token = story.access_token(connection).reveal()

    answer = story.user.browser.get(path, headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 403
    assert story.reasons() == ["wrong_environment"]


def test_a_call_without_an_answer_is_recorded_and_verifies_nothing(
    story: Story,
) -> None:
    connection = story.connect()

    with pytest.raises(UnreachableError):
        call_company(
            connection,
            outside=story.outside(losing_answers=True),
            connections=story.parts.connections,
            generations=story.parts.generations,
            round_trips=story.parts.round_trips,
        )

    assert calls(story, connection) == [None]
    assert connection.verified_at is None


def test_without_a_token_nothing_is_called(story: Story) -> None:
    connection = story.connect()
    story.revoke(connection, outside=story.outside(keeps_values=False))

    with pytest.raises(ValueWipedError):
        story.call(connection)


def test_pasted_tokens_are_checked_without_using_them_up(story: Story) -> None:
    connection = story.connect()

    checked = check_tokens(
        access_token=story.access_token(connection),
        refresh_token=story.refresh_token(connection),
        realm_id=COMPANY,
        company=story.outside().company,
        now=story.now(),
    )

    assert checked.access_token_is_alive
    assert checked.answer is not None
    assert checked.answer.company_name == "Sandbox Company_US_1"
    assert (checked.access_kind, checked.refresh_kind) == (
        Kind.ACCESS_TOKEN,
        Kind.REFRESH_TOKEN,
    )
    assert checked.refresh_expires_at == story.now() + 100 * DAY
    assert not checked.refresh_is_due
    assert len(story.generations(connection)) == 1


def test_a_pasted_token_that_is_over_is_due_to_be_refreshed(story: Story) -> None:
    checked = check_tokens(
        access_token=Secret("nonsense"),
        refresh_token=None,
        realm_id=COMPANY,
        company=story.outside().company,
        now=story.now(),
    )

    assert checked.access_token_is_alive is False
    assert checked.refresh_is_due
    assert checked.access_kind is None


def test_a_pasted_refresh_token_that_is_about_to_end_is_due(story: Story) -> None:
    connection = story.connect()
    story.pass_time(91 * DAY)

    checked = check_tokens(
        access_token=story.access_token(connection),
        refresh_token=story.refresh_token(connection),
        realm_id=COMPANY,
        company=story.outside(losing_answers=True).company,
        now=story.now(),
    )

    assert checked.access_token_is_alive is None
    assert checked.unreachable is not None
    assert checked.refresh_is_due
