"""The real client ``intuit-oauth``, unmodified, pointed by the page's own lines.

Only the address of the discovery document is given to it; everything else it finds there.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError
from pytest_grantlab import Intuit

from grantlab.formats.pointing.in_python import INTUIT_OAUTH
from grantlab.formats.pointing.target import Target
from grantlab.runtime.clock import SystemClock
from tests.clients.consenting import consent
from tests.clients.pointed import run_lines
from tests.support.provider import COMPANY

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    # The client measures time with datetime.utcnow, which newer Pythons warn of.
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning"),
]


@pytest.fixture
def pointed(target: Target) -> Iterator[dict[str, Any]]:
    """Give the names that the lines make."""
    names = run_lines(INTUIT_OAUTH, target)
    with names["auth_client"]:
        yield names


@pytest.fixture
def client(pointed: dict[str, Any]) -> AuthClient:
    return pointed["auth_client"]


def connect(client: AuthClient, *scopes: Scopes) -> dict[str, str]:
    response = consent(client.get_authorization_url(list(scopes)))
    client.get_bearer_token(response["code"], realm_id=response["realmId"])
    return response


@pytest.mark.proves("L301", "L302", "L310", "L501", "L601", "L602")
def test_intuits_own_client_walks_a_whole_connection(
    client: AuthClient, pointed: dict[str, Any], intuit: Intuit
) -> None:
    response = connect(
        client, Scopes.ACCOUNTING, Scopes.OPENID, Scopes.PROFILE, Scopes.EMAIL
    )
    assert response["state"] == client.state_token
    assert client.realm_id == COMPANY
    assert client.expires_in == 3600
    assert client.x_refresh_token_expires_in == 8_640_000
    # It keeps an ID token only after checking issuer, audience, expiry and signature.
    assert client.id_token is not None

    user = client.get_user_info().json()
    assert user["givenName"] == "Ada"
    assert user["emailVerified"] is True
    info = requests.get(
        f"{pointed['API']}/v3/company/{COMPANY}/companyinfo/{COMPANY}",
        headers={
            "Authorization": f"Bearer {client.access_token}",
            "Accept": "application/json",
        },
        timeout=10,
    )
    assert info.json()["CompanyInfo"]["CompanyName"] == "Sandbox Company_US_1"

    before = client.refresh_token
    client.include_refresh_token_hard_expires_in = True
    client.refresh()
    assert client.refresh_token != before
    assert 0 < client.x_refresh_token_hard_expires_in <= 157_680_000

    assert client.revoke() is True

    with pytest.raises(AuthClientError) as refused:
        client.refresh()
    assert refused.value.status_code == 400
    assert refused.value.content == b'{"error":"invalid_grant"}'
    assert refused.value.intuit_tid.startswith("1-")
    (refusal,) = intuit.refusals()
    assert refusal["intuit_tid"] == refused.value.intuit_tid
    assert refusal["reason"] == "revoked_by_app"


@pytest.mark.proves("L502", "L504")
def test_intuits_own_client_hears_of_a_stale_copy_in_its_own_words(
    client: AuthClient, intuit: Intuit
) -> None:
    connect(client, Scopes.ACCOUNTING)
    stale = client.refresh_token
    client.refresh()
    intuit.clock.advance("24h")

    with pytest.raises(AuthClientError) as refused:
        client.refresh(refresh_token=stale)

    assert refused.value.content == (
        b'{"error":"invalid_grant",'
        b'"error_description":"Incorrect or invalid refresh token"}'
    )
    # The answer's date is the provider's, which the bench has moved.
    answered_at = datetime.strptime(
        refused.value.timestamp, "%a, %d %b %Y %H:%M:%S %Z"
    ).replace(tzinfo=UTC)
    assert answered_at > SystemClock().now() + timedelta(hours=23)


def test_a_second_revocation_is_an_error_to_intuits_own_client(
    client: AuthClient,
) -> None:
    connect(client, Scopes.ACCOUNTING)
    client.revoke()

    with pytest.raises(AuthClientError) as refused:
        client.revoke()

    assert (refused.value.status_code, refused.value.content) == (400, b"")
