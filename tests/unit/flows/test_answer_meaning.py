"""What an answer means, as it is told beside it."""

from datetime import timedelta

import pytest

from grantlab.flows.answer_meaning import Meaning, MeaningKind, read_meaning
from grantlab.playground.request import (
    Auth,
    BasicOfKeyPair,
    BearerOfConnection,
    Entry,
    NoAuth,
    PlaygroundRequest,
)
from grantlab.playground.sent_request import Answer, SentRequest
from grantlab.playground.wall import Target
from grantlab.protocol.round_trip import Pairs, Purpose
from tests.support import invented
from tests.support.clocks import NOON

TOKEN = "/oauth2/v1/tokens/bearer"
REVOCATION = "/v2/oauth2/tokens/revoke"
API = "/v3/company/1/query"
FAULT = '{"fault": {"error": [{"code": "3200", "detail": "Token expired"}]}}'
IN_XML = '<Fault type="AUTHENTICATION"><Error code="3202"><Detail>No</Detail></Error></Fault>'
CHALLENGE = 'Bearer realm="Intuit", error="invalid_token", error_description="It ended"'
NOT_ACCEPTED = "The access token was not accepted: refresh once, and ask again"
TOO_MANY = "Too many requests: wait, and send fewer"
FAILED = "The service failed, which says nothing about the tokens"
NO_TOKEN = "The request carried no Authorization: send an access token as Bearer"
NO_KEYS = "The request carried no Authorization: send the client id and secret as Basic"
PAIR = '{"access_token": "a", "refresh_token": "b", "expires_in": 3600}'


def meaning(
    status: int,
    body: str = "",
    *,
    path: str = API,
    headers: Pairs = (),
    purpose: Purpose | None = None,
    auth: Auth = BearerOfConnection(),  # noqa: B008 -- a value that is frozen
    carried: tuple[Entry, ...] = (),
) -> Meaning:
    sent = SentRequest(
        request=PlaygroundRequest(url="https://a.example/", auth=auth, headers=carried),
        started_at=NOON,
        answer=Answer(status=status, body=body, headers=headers),
    )
    target = Target(scheme="https", host="a.example", port=443, path=path)
    return read_meaning(sent, target, purpose, now=NOON)


@pytest.mark.parametrize(
    ("found", "kind", "code", "detail"),
    [
        pytest.param(meaning(200, "{}"), MeaningKind.ANSWERED, "", "", id="an answer"),
        pytest.param(
            meaning(200, PAIR, path=TOKEN), MeaningKind.TOKENS, "", "", id="a pair"
        ),
        pytest.param(
            meaning(400, '{"error": "invalid_grant"}', path=TOKEN),
            MeaningKind.OAUTH_ERROR,
            "invalid_grant",
            "",
            id="an error of OAuth",
        ),
        pytest.param(
            meaning(401, '{"error": "x", "error_description": "Said so"}', path=TOKEN),
            MeaningKind.OAUTH_ERROR,
            "x",
            "Said so",
            id="an error that nobody knows",
        ),
        pytest.param(
            meaning(200, "<html>", path=TOKEN),
            MeaningKind.UNREADABLE,
            "",
            "",
            id="HTML in the place of tokens",
        ),
        pytest.param(
            meaning(200, path=REVOCATION, purpose=Purpose.REVOCATION),
            MeaningKind.REVOKED,
            "",
            "",
            id="a revocation",
        ),
        pytest.param(
            meaning(400, path=REVOCATION, purpose=Purpose.REVOCATION),
            MeaningKind.REFUSED,
            "",
            "",
            id="a revocation of nothing",
        ),
        pytest.param(
            meaning(401, FAULT),
            MeaningKind.FAULT,
            "3200",
            "Token expired",
            id="a fault",
        ),
        pytest.param(
            meaning(401, IN_XML), MeaningKind.FAULT, "3202", "No", id="a fault in XML"
        ),
        pytest.param(
            meaning(200, FAULT),
            MeaningKind.FAULT,
            "3200",
            "Token expired",
            id="a fault that calls itself well",
        ),
        pytest.param(
            meaning(
                401,
                headers=(("WWW-Authenticate", CHALLENGE),),
            ),
            MeaningKind.REFUSED,
            "invalid_token",
            "It ended",
            id="a challenge",
        ),
        pytest.param(
            meaning(302, headers=(("Location", "https://b.example/"),)),
            MeaningKind.REDIRECT,
            "",
            "https://b.example/",
            id="a redirect",
        ),
        pytest.param(meaning(304), MeaningKind.ANSWERED, "", "", id="nothing new"),
        pytest.param(meaning(503), MeaningKind.REFUSED, "", "", id="a failure"),
    ],
)
def test_an_answer_is_told_by_what_it_is(
    found: Meaning, kind: MeaningKind, code: str, detail: str
) -> None:
    assert (found.kind, found.code, found.detail) == (kind, code, detail)
    assert found.words
    assert not found.words.endswith(".")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, NOT_ACCEPTED),
        (
            403,
            "The token is good, and not for this: look at scope, company and environment",
        ),
        (404, "There is nothing at this address"),
        (429, TOO_MANY),
        (500, FAILED),
    ],
)
def test_a_status_without_a_fault_has_words_too(status: int, words: str) -> None:
    assert meaning(status).words == words


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        pytest.param(401, "", "The client id and secret were not accepted", id="401"),
        pytest.param(429, "", TOO_MANY, id="429"),
        pytest.param(503, "<html>", FAILED, id="a page of an outage"),
    ],
)
def test_a_status_of_the_token_endpoint_says_enough_without_an_error(
    status: int, body: str, words: str
) -> None:
    found = meaning(status, body, path=TOKEN, auth=BasicOfKeyPair())

    assert (found.kind, found.words) == (MeaningKind.REFUSED, words)


@pytest.mark.parametrize(
    ("path", "purpose", "words"),
    [
        pytest.param(API, None, NO_TOKEN, id="an API"),
        pytest.param(TOKEN, Purpose.REFRESH, NO_KEYS, id="the token endpoint"),
        pytest.param(REVOCATION, Purpose.REVOCATION, NO_KEYS, id="a revocation"),
    ],
)
def test_a_401_without_authorization_says_what_is_missing(
    path: str, purpose: Purpose | None, words: str
) -> None:
    error = '{"error": "invalid_client"}'

    assert meaning(401, error, path=path, purpose=purpose, auth=NoAuth()).words == words
    assert "Authorization" not in meaning(401, error, path=path, purpose=purpose).words


@pytest.mark.parametrize(
    ("path", "purpose", "words"),
    [
        (API, None, "The request carried Basic: send an access token as Bearer"),
        (
            REVOCATION,
            Purpose.REVOCATION,
            "The client id and secret were not accepted",
        ),
    ],
)
def test_a_401_for_a_key_pair_speaks_of_no_refused_token(
    path: str, purpose: Purpose | None, words: str
) -> None:
    found = meaning(401, path=path, purpose=purpose, auth=BasicOfKeyPair())

    assert found.words == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Entry("authorization", "Bearer x"), NOT_ACCEPTED),
        (Entry("Authorization", "Bearer x", enabled=False), NO_TOKEN),
    ],
)
def test_a_header_that_was_typed_is_authorization_too_if_it_was_sent(
    row: Entry, words: str
) -> None:
    assert meaning(401, FAULT, auth=NoAuth(), carried=(row,)).words == words


@pytest.mark.parametrize(
    ("found", "detail"),
    [
        pytest.param(
            meaning(401, FAULT.replace("Token expired", invented.ACCESS_REFERENCE)),
            "{{access_reference}}",
            id="a fault that names the token",
        ),
        pytest.param(
            meaning(
                302, headers=(("Location", f"https://b.example/?code={invented.CODE}"),)
            ),
            "https://b.example/?code={{code}}",
            id="an authorization response",
        ),
    ],
)
def test_no_secret_of_an_answer_is_told(found: Meaning, detail: str) -> None:
    assert found.detail == detail


def test_the_lifetime_of_a_new_pair_is_told_and_not_its_values() -> None:
    words = meaning(200, PAIR, path=TOKEN).words

    assert words == (
        "A new access token for 1 hour and a refresh token; what was sent by hand is"
        " stored nowhere"
    )


def test_the_id_for_intuits_support_is_told() -> None:
    found = meaning(500, headers=(("intuit_tid", "1-0000aaaa-0"),))

    assert found.intuit_tid == "1-0000aaaa-0"


def test_silence_says_whether_it_may_have_been_carried_out() -> None:
    silent = SentRequest(
        request=PlaygroundRequest(url="https://a.example/"),
        started_at=NOON,
        elapsed=timedelta(seconds=1),
        failure="it was cancelled",
        cancelled=True,
        may_have_been_carried_out=True,
    )
    target = Target(scheme="https", host="a.example", port=443, path="/")

    found = read_meaning(silent, target, None, now=NOON)

    assert found.kind is MeaningKind.NO_ANSWER
    assert found.words == (
        "No answer came: it was cancelled. It may have been carried out"
    )
