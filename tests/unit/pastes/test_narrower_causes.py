"""What is near to a cause, and is not it: a list of arguments, a failed revocation, an odd query."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "line",
    [
        "var books = new Books(consumerKey, consumerSecret, token, null, '2.0')",
        "client = Books(client_id=cid, client_secret=sec, realm_id=None)",
        "qb := New(clientID, secret, nil)",
        "const id = clientId ?? null",
        "client_id = settings.get('ID') or None",
    ],
)
def test_a_value_further_on_says_nothing_of_the_client(line: str) -> None:
    assert Sign.CLIENT_REFUSED not in read_paste(f"{line}\nToken expired (401)").signs


@pytest.mark.parametrize(
    "line",
    [
        "Error: client_id is undefined",
        "client_secret: null",
        "token request failed: the client id, which is null, was not accepted",
    ],
)
def test_a_client_that_is_nothing_is_still_refused(line: str) -> None:
    assert Sign.CLIENT_REFUSED in read_paste(line).signs


@pytest.mark.parametrize(
    "line",
    [
        "revoke failed: Error: Response has an Error, 400 Bad Request",
        "Error revoking token: 400 Bad Request",
        "could not revoke the token, status 400",
        "POST /v2/oauth2/tokens/revoke -> 400",
        "revokeToken error: request failed with status code 400",
        "Revocation was rejected (HTTP 400)",
    ],
)
def test_a_revocation_that_failed_ended_nothing(line: str) -> None:
    assert cause_of(f"client.revoke()\n{line}") != "revoked_by_user_disconnect"


@pytest.mark.parametrize(
    "text",
    [
        "await client.revoke()\nError: Response has an Error, 400",
        "POST https://books.example/tokens/revoke\n< 400 Bad Request",
        "reply = client.revoke(token=rt)\nHTTP status 400, error message: b''",
    ],
)
def test_a_revocation_that_is_all_there_is_ended_nothing(text: str) -> None:
    assert cause_of(text) != "revoked_by_user_disconnect"


@pytest.mark.parametrize(
    "line",
    [
        "we called client.revoke() on Monday",
        "POST /v2/oauth2/tokens/revoke -> 200",
        "the nightly job calls revoke_token( for idle companies, no errors there",
    ],
)
def test_a_revocation_that_went_well_ended_the_connection(line: str) -> None:
    answer = '400 {"error":"invalid_grant"} on refresh_token'

    assert cause_of(f"{line}\n{answer}") == "revoked_by_user_disconnect"


@pytest.mark.parametrize(
    "line",
    [
        "handler: malformed query",
        "URIError: URI malformed",
        "gateway: could not parse query string",
        'invalid URL escape "%zz"',
        "oidc: failed to decode the callback URL",
    ],
)
def test_a_callback_that_cannot_be_read_loses_its_code(line: str) -> None:
    text = f"GET /callback?state=b7Q2&code=4/0Ab_9xKq2Lm7&scope=x\n{line}\nHTTP/1.1 403\nalso in incognito"

    assert cause_of(text) == "code_malformed_or_truncated"


@pytest.mark.parametrize(
    "text",
    [
        "GET /callback?state=b7Q2&code=4/0Ab_9xKq2Lm7&scope=x\nHTTP/1.1 403\nonly in incognito",
        "GET /callback?state=b7Q2&code=4/0Ab_9xKq2Lm7\nHTTP/1.1 403\nonly in incognito\nPOST /rows: malformed query",
        (
            "# if the query is malformed, answer 403\n"
            "GET /callback?state=b7Q2&code=4/0Ab_9xKq2Lm7\nHTTP/1.1 403\nonly in incognito"
        ),
        (
            "POST /settings: malformed query\n"
            "GET /callback?state=b7Q2&code=4/0Ab_9xKq2Lm7\nHTTP/1.1 403\nonly in incognito"
        ),
    ],
)
def test_a_callback_that_was_read_does_not(text: str) -> None:
    assert cause_of(text) == "state_lost_session"
