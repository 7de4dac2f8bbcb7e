"""Requests that are sent by hand, with the credentials of a connection or of a key pair."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread

import httpx2
import pytest
from structlog.testing import capture_logs

from grantlab.diagnosis.findings import Verdict
from grantlab.errors import GrantlabError
from grantlab.flows.answer_meaning import MeaningKind
from grantlab.flows.live_access_token import RefreshMode
from grantlab.flows.send_request import (
    ConnectionMissingError,
    Sent,
    UnsendableError,
    Wish,
    cancel_request,
    send_request,
)
from grantlab.playground.request import (
    Auth,
    BasicOfKeyPair,
    BearerOfConnection,
    CustomAuth,
    Entry,
    FormBody,
    JsonBody,
    NoAuth,
    PlaygroundRequest,
)
from grantlab.playground.wall import Rule, WallError
from grantlab.protocol.environment import Environment
from grantlab.protocol.errors import InvalidGrantError
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.secret import Secret
from grantlab.store.models import Connection
from grantlab.store.sendings import AnswerGoneError
from grantlab.wire.transports import Transport, in_process
from tests.scenarios.story import Story
from tests.support.clocks import DAY, HOUR

EMBEDDED = Environment.EMBEDDED
COMPANY = "9341450000000101"
COMPANY_INFO = f"/v3/company/{COMPANY}/companyinfo/{COMPANY}"


def send(
    story: Story,
    request: PlaygroundRequest,
    connection: Connection | None = None,
    *,
    mode: RefreshMode = RefreshMode.OFF,
    environment: Environment = EMBEDDED,
) -> Sent:
    """Send a request as the page does."""
    wish = Wish(
        environment=environment,
        connection_id=None if connection is None else connection.id,
        mode=mode,
    )
    return send_request(request, wish, parts=story.parts.sending_parts)


def company_info(story: Story, auth: Auth | None = None) -> PlaygroundRequest:
    api = story.outside().endpoints.api
    return PlaygroundRequest(
        url=f"{api}{COMPANY_INFO}",
        headers=(Entry("Accept", "application/json"),),
        auth=auth or BearerOfConnection(),
    )


def refresh(story: Story, token: Secret) -> PlaygroundRequest:
    return PlaygroundRequest(
        method="POST",
        url=story.outside().endpoints.token,
        headers=(Entry("Accept", "application/json"),),
        auth=BasicOfKeyPair(),
        body=FormBody(
            (
                Entry("grant_type", "refresh_token"),
                Entry("refresh_token", token.reveal()),
            )
        ),
    )


def status(sent: Sent) -> int | None:
    return None if sent.sent.answer is None else sent.sent.answer.status


def test_a_company_is_asked_with_the_token_of_its_connection(story: Story) -> None:
    sent = send(story, company_info(story), story.connect())

    assert status(sent) == 200
    assert sent.sent.answer is not None
    assert "CompanyName" in sent.sent.answer.body
    assert sent.meaning.kind is MeaningKind.ANSWERED
    assert sent.meaning.intuit_tid
    assert sent.notes == ()


def test_what_is_kept_of_a_request_does_not_hold_the_token(story: Story) -> None:
    connection = story.connect()

    sent = send(story, company_info(story), connection)

    assert sent.sent.request == company_info(story)
    assert story.access_token(connection).reveal() not in repr(sent)


def test_without_a_refresh_the_refusal_is_the_answer(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR)

    sent = send(story, company_info(story), connection)

    assert status(sent) == 401
    assert sent.meaning.kind is MeaningKind.FAULT
    assert sent.meaning.code == "3200"
    assert sent.meaning.can_be_diagnosed
    assert len(story.generations(connection)) == 1


def test_before_expiry_a_refresh_goes_first_and_is_told(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR)

    sent = send(story, company_info(story), connection, mode=RefreshMode.BEFORE_EXPIRY)

    assert status(sent) == 200
    assert [note.words for note in sent.notes] == ["Refreshed before it was sent"]
    assert [item.status for item in sent.token_traffic] == [200]
    assert len(story.generations(connection)) == 2


def test_after_a_401_it_is_refreshed_and_sent_once_more_and_told(story: Story) -> None:
    connection = story.connect()
    story.pass_time(HOUR)

    sent = send(story, company_info(story), connection, mode=RefreshMode.ON_401)

    assert status(sent) == 200
    assert [note.words for note in sent.notes] == [
        "Refreshed after the 401, and sent again"
    ]


def test_a_401_that_no_refresh_mends_is_shown_with_what_kept_it(story: Story) -> None:
    connection = story.connect()
    story.pass_time(101 * DAY)

    sent = send(story, company_info(story), connection, mode=RefreshMode.ON_401)

    assert status(sent) == 401
    assert sent.notes[0].trouble == "invalid_grant (HTTP 400)"
    assert [item.status for item in sent.token_traffic] == [400]


def test_a_token_endpoint_is_asked_with_the_key_pair(story: Story) -> None:
    connection = story.connect()

    sent = send(story, refresh(story, story.refresh_token(connection)))

    assert status(sent) == 200
    assert sent.meaning.kind is MeaningKind.TOKENS
    assert sent.meaning.words.startswith(
        "A new access token for 1 hour and a refresh token for"
    )


def test_an_error_of_the_token_endpoint_is_told_in_its_own_words(story: Story) -> None:
    sent = send(
        story, refresh(story, Secret("RT1-0-H0-17725320000123456789abcdefghij"))
    )

    assert status(sent) == 400
    assert sent.meaning.kind is MeaningKind.OAUTH_ERROR
    assert sent.meaning.code == "invalid_grant"


def test_a_bearer_needs_a_connection(story: Story) -> None:
    with pytest.raises(ConnectionMissingError):
        send(story, company_info(story))


def test_a_malformed_body_is_told_and_nothing_is_sent(story: Story) -> None:
    request = replace(company_info(story, NoAuth()), method="POST", body=JsonBody("{"))

    with pytest.raises(UnsendableError, match="body: "):
        send(story, request)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://evil.example/x", id="another host"),
        pytest.param(
            "http://localhost:8484/connections", id="another place of the host"
        ),
        pytest.param(
            "http://localhost:8484/intuit/../connections",
            id="another place, by climbing",
        ),
        pytest.param(
            "http://localhost:8484/intuit/%2e%2e/connections", id="the same, encoded"
        ),
        pytest.param("http://127.0.0.1:8484/intuit/x", id="the host by another name"),
        pytest.param("http://localhost:9/intuit/x", id="another port"),
        pytest.param("https://quickbooks.api.intuit.com/v3/x", id="the real service"),
    ],
)
@pytest.mark.parametrize(
    "auth", [BearerOfConnection(), BasicOfKeyPair()], ids=["bearer", "basic"]
)
def test_credentials_stay_in_their_environment(
    story: Story, url: str, auth: Auth
) -> None:
    connection = story.connect()
    story.pass_time(HOUR)

    with pytest.raises(WallError):
        send(
            story,
            PlaygroundRequest(url=url, auth=auth),
            connection,
            mode=RefreshMode.BEFORE_EXPIRY,
        )

    # Not even the refresh was sent that it would have needed.
    assert len(story.generations(connection)) == 1


def test_a_connection_of_one_environment_is_not_for_another(story: Story) -> None:
    connection = story.connect()
    request = PlaygroundRequest(
        url="https://sandbox-quickbooks.api.intuit.com/v3/x", auth=BearerOfConnection()
    )

    with pytest.raises(
        WallError, match="is of embedded, and its token is not for sandbox"
    ):
        send(story, request, connection, environment=Environment.SANDBOX)


def test_a_token_that_was_typed_or_filled_in_is_not_sent_elsewhere(
    story: Story,
) -> None:
    token = story.access_token(story.connect()).reveal()
    request = PlaygroundRequest(
        url="https://evil.example/", auth=CustomAuth(Secret(f"Bearer {token}"))
    )

    with pytest.raises(WallError) as caught:
        send(story, request)

    assert caught.value.rule is Rule.FOREIGN_HOST
    assert token not in str(caught.value)


def test_a_client_secret_that_was_typed_is_not_sent_elsewhere(story: Story) -> None:
    secret = story.outside().keys.client_secret.reveal()
    request = PlaygroundRequest(
        url="https://evil.example/", params=(Entry("a", f"x{secret}"),)
    )

    with pytest.raises(WallError, match="the client secret of embedded goes only to"):
        send(story, request)


def test_every_refusal_has_words(story: Story) -> None:
    with pytest.raises(GrantlabError, match=r"evil\.example is asked over https alone"):
        send(story, PlaygroundRequest(url="http://evil.example/"))


# --- what is on record


def recorded(story: Story, connection: Connection) -> list[tuple[Purpose, int | None]]:
    found = story.parts.round_trips.evidence_of_connection(connection.id)
    return [(item.purpose, item.status) for _, item in found]


def test_a_step_of_a_connection_is_on_its_record_without_the_token(
    story: Story,
) -> None:
    connection = story.connect()
    token = story.access_token(connection).reveal()

    send(story, company_info(story), connection)

    assert recorded(story, connection)[-1] == (Purpose.COMPANY_INFO, 200)
    assert token.encode() not in story.octets_on_disk()


def test_the_log_names_the_connection_that_was_sent_for(story: Story) -> None:
    connection = story.connect()

    with capture_logs() as lines:
        send(story, company_info(story), connection)

    assert [line["connection"] for line in lines] == [connection.id]


def test_a_company_that_answered_is_known_by_its_name(story: Story) -> None:
    connection = story.connect()

    send(story, company_info(story), connection)

    known = story.parts.connections.get(connection.id)
    assert story.parts.connections.company_name(known) is not None


def test_a_request_that_is_no_step_of_a_connection_is_not_on_its_record(
    story: Story,
) -> None:
    connection = story.connect()
    before = recorded(story, connection)

    send(story, company_info(story, NoAuth()), connection)

    assert recorded(story, connection) == before


def test_a_refresh_by_hand_explains_why_the_stored_token_is_refused_later(
    story: Story,
) -> None:
    connection = story.connect()
    send(story, refresh(story, story.refresh_token(connection)), connection)
    story.pass_time(2 * DAY)
    with pytest.raises(InvalidGrantError):
        story.refresh(connection)

    named = story.cause(connection)

    assert named == ("not_persisted_after_refresh", Verdict.CONFIRMED)


# --- large answers and cancelling


def answering(story: Story, transport: Transport) -> Story:
    """Return a story in which another service answers in the provider's place."""
    environments = story.parts.environments
    profile = replace(environments.profiles[EMBEDDED], transport=transport)
    return replace(
        story,
        parts=replace(
            story.parts,
            environments=replace(
                environments, profiles={**environments.profiles, EMBEDDED: profile}
            ),
        ),
    )


def saying(body: bytes, *, content_type: str = "text/plain") -> Transport:
    headers = {"Content-Type": content_type}
    return httpx2.MockTransport(
        lambda _: httpx2.Response(200, content=body, headers=headers)
    )


def get(story: Story) -> PlaygroundRequest:
    return PlaygroundRequest(url=f"{story.outside().endpoints.api}/v3/x")


LARGE = bytes(range(256)) * 8192


def test_of_a_large_answer_one_mebibyte_is_shown_and_all_can_be_downloaded_once(
    story: Story,
) -> None:
    request = get(story)
    large = answering(story, saying(LARGE))

    answer = send(large, request).sent.answer

    assert answer is not None
    assert len(answer.body) <= 1 << 20
    assert answer.size == len(LARGE)
    assert answer.ended_early == ""
    assert answer.kept_as is not None
    assert b"".join(story.parts.large_answers.take(answer.kept_as)) == LARGE
    with pytest.raises(AnswerGoneError):
        story.parts.large_answers.take(answer.kept_as)


def test_a_large_answer_that_cannot_be_kept_is_shown_and_says_so(story: Story) -> None:
    request = get(story)
    large = answering(story, saying(LARGE))
    folder = story.parts.settings.instance / "sendings"
    folder.write_text("a file in the place of the folder")

    answer = send(large, request).sent.answer

    assert answer is not None
    assert (answer.status, answer.size, answer.kept_as) == (200, len(LARGE), None)
    assert "no room here" in answer.ended_early


@pytest.mark.parametrize(
    ("charset", "read"),
    [
        pytest.param("iso-8859-1", "\xe9", id="as it says"),
        pytest.param(
            "no-such-charset", "\N{REPLACEMENT CHARACTER}", id="none there is"
        ),
        pytest.param("base64", "\N{REPLACEMENT CHARACTER}", id="none of text"),
        pytest.param(
            "idna", "\N{REPLACEMENT CHARACTER}", id="one that replaces nothing"
        ),
        pytest.param(
            "undefined", "\N{REPLACEMENT CHARACTER}", id="one that reads nothing"
        ),
    ],
)
def test_an_answer_is_shown_whatever_charset_it_names(
    story: Story, charset: str, read: str
) -> None:
    request = get(story)
    told = saying(b"\xe9", content_type=f"text/plain; charset={charset}")

    answer = send(answering(story, told), request).sent.answer

    assert answer is not None
    assert answer.body == read


def test_an_answer_of_one_mebibyte_is_shown_whole_and_not_kept(story: Story) -> None:
    request = get(story)
    whole = answering(story, saying(b"x" * (1 << 20)))

    answer = send(whole, request).sent.answer

    assert answer is not None
    assert (len(answer.body), answer.kept_as) == (1 << 20, None)


def test_a_request_in_this_process_is_cancelled_too(story: Story) -> None:
    request, handle = get(story), story.parts.sendings.new_handle()
    called, over = Event(), Event()

    def application(_environ: object, start: Callable[..., object]) -> list[bytes]:
        called.set()
        over.wait(10)
        start("200 OK", [])
        return []

    def press() -> None:
        called.wait(10)
        assert cancel_request(handle, sendings=story.parts.sendings)

    slow = answering(story, in_process(application))
    presser = Thread(target=press)
    presser.start()
    wish = Wish(environment=EMBEDDED, handle=handle)
    sent = send_request(request, wish, parts=slow.parts.sending_parts).sent
    over.set()
    presser.join()

    assert sent.cancelled
    assert sent.may_have_been_carried_out
    assert sent.failure == "it was cancelled"
    assert sent.elapsed < timedelta(seconds=5)


def test_what_is_not_under_way_cannot_be_cancelled(story: Story) -> None:
    handle = story.parts.sendings.new_handle()
    send_request(
        get(story),
        Wish(environment=EMBEDDED, handle=handle),
        parts=story.parts.sending_parts,
    )

    assert not cancel_request(handle, sendings=story.parts.sendings)
