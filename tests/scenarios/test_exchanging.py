"""Stories about the code: it is exchanged once, and its tokens are kept at once."""

from datetime import timedelta

import httpx2
import pytest

from grantlab.diagnosis.findings import Verdict
from grantlab.flows.exchange_code import exchange_differently
from grantlab.flows.receive_authorization import Received
from grantlab.protocol.errors import (
    InvalidClientError,
    InvalidGrantError,
    MalformedResponseError,
)
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.scope import ACCOUNTING, OPENID
from grantlab.protocol.secret import Secret
from grantlab.store.errors import CodeAlreadyTakenError, ValueWipedError
from grantlab.vault.errors import UnsealError
from grantlab.wire.errors import UnreachableError
from tests.scenarios.story import EMBEDDED, Story, cause_in
from tests.support.clocks import DAY, HOUR, NOON, SECOND

CODE_LIFETIME = 300 * SECOND


@pytest.mark.proves("L302", "L309")
def test_an_exchange_keeps_company_tokens_and_deadlines(story: Story) -> None:
    connection = story.connect()

    current = story.current(connection)
    assert story.parts.connections.realm_id(connection) == "9341450000000101"
    assert current.access_expires_at == NOON + HOUR
    assert current.refresh_expires_at == NOON + 100 * DAY
    assert current.hard_expires_at == NOON + 5 * 365 * DAY
    assert current.oddities == ()


@pytest.mark.proves("L309")
def test_tokens_are_stored_before_anything_else_is_asked_for(story: Story) -> None:
    received = story.come_back(ACCOUNTING, OPENID)
    stored: list[int] = []

    def only_the_exchange(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/tokens/bearer"):
            return story.transport.handle_request(request)
        if request.url.path.endswith("/jwks"):
            stored.append(story.elsewhere(story.parts.connections.count))
        raise httpx2.ConnectError("down", request=request)

    outside = story.outside(through=httpx2.MockTransport(only_the_exchange))
    connection = story.exchange(received, outside=outside)

    assert stored == [1]
    assert story.call(connection).answered


@pytest.mark.proves("L301")
def test_an_exchange_goes_from_server_to_server(story: Story) -> None:
    received = story.come_back()

    story.exchange(received)

    (sent,) = story.sent(received.walk, Purpose.EXCHANGE)
    keys = story.parts.environments.keys_of(EMBEDDED)
    assert keys is not None
    assert sent.method == "POST"
    assert (sent.request_header("authorization") or "").startswith("Basic ")
    assert sent.client_id == keys.client_id
    assert sent.query == ()


@pytest.mark.proves("L302", "L310")
def test_an_id_token_comes_only_with_openid_and_is_believed_after_its_checks(
    story: Story,
) -> None:
    without, with_one = story.come_back(ACCOUNTING), story.come_back(OPENID)

    for received in (without, with_one):
        story.exchange(received)

    assert story.parts.attempts.id_claims_json(without.attempt) is None
    assert story.parts.attempts.id_claims_json(with_one.attempt) is not None
    assert with_one.attempt.id_token_problem is None


@pytest.mark.proves("L310")
def test_an_id_token_that_cannot_be_checked_is_not_believed_and_costs_no_token(
    story: Story,
) -> None:
    received = story.come_back(ACCOUNTING, OPENID)

    def without_keys(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/jwks"):
            return httpx2.Response(200, json={"keys": []})
        return story.transport.handle_request(request)

    outside = story.outside(through=httpx2.MockTransport(without_keys))
    connection = story.exchange(received, outside=outside)

    assert story.parts.attempts.id_claims_json(received.attempt) is None
    assert "signature" in (received.attempt.id_token_problem or "")
    assert connection.verified_at is None
    assert story.call(connection).answered


@pytest.mark.proves("L208")
def test_a_company_is_a_claim_until_the_id_token_agrees(story: Story) -> None:
    connection = story.connect(ACCOUNTING, OPENID)

    assert connection.verified_by == "ID token"


@pytest.mark.proves("L208")
def test_a_company_is_a_claim_until_it_has_answered(story: Story) -> None:
    connection = story.connect()
    assert connection.verified_at is None

    story.call(connection)

    assert connection.verified_by == "CompanyInfo"
    assert story.parts.connections.company_name(connection) == "Sandbox Company_US_1"


@pytest.mark.proves("L208", "L404")
@pytest.mark.parametrize("scopes", [(ACCOUNTING,), (ACCOUNTING, OPENID)])
def test_a_company_that_was_put_into_the_response_is_never_verified(
    story: Story, scopes: tuple[str, ...]
) -> None:
    attempt = story.ask(story.begin(*scopes))
    parameters = dict(story.consent(attempt)) | {"realmId": "9341450000000102"}

    connection = story.exchange(story.receive(tuple(parameters.items())))
    answer = story.call(connection)

    assert answer.status == 403
    assert connection.verified_at is None
    assert story.reasons() == ["foreign_realm"]


@pytest.mark.proves("L303")
def test_a_code_is_handed_out_once_and_nothing_is_sent_for_it_again(
    story: Story,
) -> None:
    received = story.come_back()
    story.exchange(received)

    with pytest.raises(CodeAlreadyTakenError):
        story.exchange(received)

    assert len(story.sent(received.walk, Purpose.EXCHANGE)) == 1
    assert story.reasons() == []


@pytest.mark.proves("L303", "L304")
def test_a_second_exchange_is_refused_and_ends_the_first_ones_tokens(
    story: Story,
) -> None:
    received = story.come_back()
    connection = story.exchange(received)

    with pytest.raises(InvalidGrantError):
        story.exchange_again(received)
    assert story.reasons() == ["code_reused"]
    assert story.cause(connection) == ("code_reused", Verdict.CONFIRMED)

    with pytest.raises(InvalidGrantError):
        story.refresh(connection)
    assert story.reasons() == ["code_reused", "revoked_by_code_reuse"]
    assert story.cause(connection) == ("revoked_by_code_reuse", Verdict.CONFIRMED)


@pytest.mark.proves("L304")
def test_after_a_second_exchange_waiting_does_not_help_and_a_new_consent_does(
    story: Story,
) -> None:
    received = story.come_back()
    connection = story.exchange(received)
    with pytest.raises(InvalidGrantError):
        story.exchange_again(received)
    story.pass_time(30 * DAY)
    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    again = story.connect()

    assert again.id == connection.id
    assert story.refresh(again).number == 3


@pytest.mark.proves("L305")
def test_another_redirect_uri_is_refused_and_the_code_stays_good(story: Story) -> None:
    received = story.come_back()

    with pytest.raises(InvalidGrantError):
        story.exchange_again(received, redirect_uri=f"{received.attempt.redirect_uri}/")

    assert story.reasons() == ["redirect_uri_mismatch"]
    assert story.call(story.exchange(received)).answered


def test_the_diagnosis_finds_the_other_redirect_uri(story: Story) -> None:
    received = story.come_back()
    with pytest.raises(InvalidGrantError):
        story.exchange_again(received, redirect_uri=f"{received.attempt.redirect_uri}/")

    evidence = story.evidence_of_walk(received.walk)

    assert cause_in(evidence) == ("redirect_uri_mismatch", Verdict.CONFIRMED)


def exchange_with(story: Story, received: Received, keys: KeyPair) -> None:
    exchange_differently(
        received.walk,
        received.attempt,
        keys=keys,
        outside=story.outside(),
        parts=story.parts.exchange_parts,
    )


@pytest.mark.proves("L102", "L306")
def test_a_code_is_refused_for_the_other_keys(story: Story) -> None:
    received = story.come_back()
    other = story.parts.environments.other_keys_of(EMBEDDED)
    assert other is not None

    with pytest.raises(InvalidGrantError):
        exchange_with(story, received, other)

    assert story.reasons() == ["foreign_client"]
    assert cause_in(story.evidence_of_walk(received.walk)) == (
        "wrong_environment_keys",
        Verdict.CONFIRMED,
    )
    assert story.parts.connections.count() == 0


@pytest.mark.proves("L101")
@pytest.mark.parametrize(
    ("client_id", "reason"),
    [
        pytest.param("ABneverregistered", "client_unknown", id="an unknown client"),
        pytest.param(None, "client_secret_wrong", id="a wrong secret"),
    ],
)
def test_a_client_that_is_not_known_gets_a_401(
    story: Story, client_id: str | None, reason: str
) -> None:
    keys = story.parts.environments.keys_of(EMBEDDED)
    assert keys is not None

    received = story.come_back()
    wrong = KeyPair(client_id or keys.client_id, Secret("wrong"))

    with pytest.raises(InvalidClientError) as caught:
        exchange_with(story, received, wrong)

    assert caught.value.status == 401
    assert story.reasons() == [reason]


@pytest.mark.proves("L307")
@pytest.mark.parametrize(
    ("waited", "reasons"),
    [
        pytest.param(CODE_LIFETIME - SECOND, [], id="just in time"),
        pytest.param(CODE_LIFETIME, ["code_expired"], id="too late"),
    ],
)
def test_a_code_is_good_for_a_short_while(
    story: Story, waited: timedelta, reasons: list[str]
) -> None:
    received = story.come_back()
    story.pass_time(waited)

    if reasons:
        with pytest.raises(InvalidGrantError):
            story.exchange(received)
    else:
        story.exchange(received)

    assert story.reasons() == reasons


@pytest.mark.proves("L307")
def test_a_code_that_waited_too_long_is_what_the_diagnosis_suspects(
    story: Story,
) -> None:
    received = story.come_back()
    story.pass_time(CODE_LIFETIME)
    with pytest.raises(InvalidGrantError):
        story.exchange(received)

    named = cause_in(story.evidence_of_walk(received.walk))

    assert named == ("code_expired", Verdict.SUSPECTED)


@pytest.mark.parametrize(
    "uses_pkce", [pytest.param(True, id="with"), pytest.param(False, id="without")]
)
def test_pkce_can_be_used_or_left_out(story: Story, uses_pkce: bool) -> None:  # noqa: FBT001 -- a column of the table
    attempt = story.ask(story.begin(uses_pkce=uses_pkce))

    connection = story.exchange(story.receive(story.consent(attempt)))

    assert story.call(connection).answered


GARBAGE = [
    pytest.param(b"", id="nothing"),
    pytest.param(b"<html>502</html>", id="HTML"),
    pytest.param(b'{"token_type": "bearer"}', id="no tokens"),
    pytest.param(b'{"access_token": ""}', id="an empty token"),
]


@pytest.mark.parametrize("body", GARBAGE)
def test_a_malformed_answer_is_recorded_and_stores_nothing(
    story: Story, body: bytes
) -> None:
    received = story.come_back()
    garbage = httpx2.MockTransport(lambda _request: httpx2.Response(200, content=body))

    with pytest.raises(MalformedResponseError):
        story.exchange(received, outside=story.outside(through=garbage))

    (noted,) = story.sent(received.walk, Purpose.EXCHANGE)
    assert noted.response_body == body.decode()
    assert story.parts.connections.count() == 0


def test_an_exchange_whose_answer_is_lost_leaves_the_code_spent(story: Story) -> None:
    received = story.come_back()

    with pytest.raises(UnreachableError):
        story.exchange(received, outside=story.outside(losing_answers=True))

    (noted,) = story.sent(received.walk, Purpose.EXCHANGE)
    assert noted.failure is not None
    with pytest.raises(CodeAlreadyTakenError):
        story.exchange(received)


def test_a_code_is_wiped_where_values_are_not_kept(story: Story) -> None:
    received = story.come_back()

    story.exchange(received, outside=story.outside(keeps_values=False))

    with pytest.raises(ValueWipedError):
        story.parts.attempts.code(received.attempt)


def test_a_code_that_was_accepted_against_expectation_is_spent(story: Story) -> None:
    received = story.come_back()

    story.exchange_again(received)

    with pytest.raises(CodeAlreadyTakenError):
        story.exchange(received)


def test_a_company_id_that_does_not_open_stops_the_exchange_before_it_is_sent(
    story: Story,
) -> None:
    received = story.come_back()
    received.attempt.sealed_realm_id = b"tampered with, and long enough to be sealed"
    sent: list[str] = []

    def noting(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.method)
        return story.transport.handle_request(request)

    outside = story.outside(through=httpx2.MockTransport(noting))
    with pytest.raises(UnsealError):
        story.exchange(received, outside=outside)

    assert "POST" not in sent
