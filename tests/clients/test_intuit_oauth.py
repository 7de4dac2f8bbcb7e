"""The real client ``intuit-oauth``, unmodified, over a loopback socket.

Only the address of the discovery document is given to it; everything else it finds there.
"""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError
from werkzeug.serving import WSGIRequestHandler, make_server

from app import create_provider_app
from blueprints.provider.context import provider_of
from grantlab.provider.provider import Provider
from grantlab.runtime.clock import BenchClock, SystemClock
from grantlab.runtime.entropy import SystemEntropy
from tests.support.provider import COMPANY, REDIRECT_URI

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    # The client measures time with datetime.utcnow, which newer Pythons warn of.
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning"),
]
_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


class PlainHandler(WSGIRequestHandler):
    """Sends the headers of the application and no others, and logs nothing."""

    def send_response(self, code: int, message: str | None = None) -> None:
        self.send_response_only(code, message)

    def log_request(self, *_: object) -> None:
        """Leave the query of the authorization request out of the log."""


@pytest.fixture
def clock() -> BenchClock:
    # The client checks the expiry of an ID token by the machine's own clock.
    return BenchClock(SystemClock())


@pytest.fixture
def served(tmp_path: Path, clock: BenchClock) -> Iterator[tuple[str, Provider]]:
    """Serve a provider on a free port; give its address and what is behind it."""
    app = create_provider_app(tmp_path, clock=clock, entropy=SystemEntropy())
    server = make_server(
        "127.0.0.1", 0, app, threaded=True, request_handler=PlainHandler
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", provider_of(app)
    server.shutdown()
    thread.join()
    server.server_close()
    provider_of(app).close()


@pytest.fixture
def client(served: tuple[str, Provider]) -> Iterator[AuthClient]:
    base, provider = served
    pair = provider.key_pair("development")
    with AuthClient(
        pair.client_id,
        pair.client_secret.reveal(),
        REDIRECT_URI,
        environment=f"{base}/.well-known/openid_sandbox_configuration/",
    ) as client:
        yield client


def consent(address: str) -> dict[str, list[str]]:
    """Sign in, choose the company and connect; return what comes back to the client."""
    base = f"{address.partition('/connect/')[0]}/connect"
    query = urlsplit(address).query
    with requests.Session() as browser:
        page = browser.get(address, timeout=10)
        press(browser, page, f"{base}/sign-in?{query}")
        page = browser.get(f"{base}/oauth2/company/{COMPANY}?{query}", timeout=10)
        where = f"{base}/decision/{COMPANY}?{query}"
        answer = press(browser, page, where, decision="connect")
    return parse_qs(urlsplit(answer.headers["Location"]).query)


def press(
    browser: requests.Session, page: requests.Response, where: str, **form: str
) -> requests.Response:
    found = _CSRF.search(page.text)
    assert found is not None, page.text
    return browser.post(
        where,
        data={"csrf_token": found[1], **form},
        allow_redirects=False,
        timeout=10,
    )


def connect(client: AuthClient, *scopes: Scopes) -> dict[str, list[str]]:
    response = consent(client.get_authorization_url(list(scopes)))
    client.get_bearer_token(response["code"][0], realm_id=response["realmId"][0])
    return response


@pytest.mark.proves("L301", "L302", "L310", "L501", "L601", "L602")
def test_intuits_own_client_walks_a_whole_connection(
    client: AuthClient, served: tuple[str, Provider]
) -> None:
    response = connect(
        client, Scopes.ACCOUNTING, Scopes.OPENID, Scopes.PROFILE, Scopes.EMAIL
    )
    assert response["state"] == [client.state_token]
    assert client.realm_id == COMPANY
    assert client.expires_in == 3600
    assert client.x_refresh_token_expires_in == 8_640_000
    # It keeps an ID token only after checking issuer, audience, expiry and signature.
    assert client.id_token is not None

    user = client.get_user_info().json()
    assert user["givenName"] == "Ada"
    assert user["emailVerified"] is True

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
    (refusal,) = served[1].refusals()
    assert refusal.intuit_tid == refused.value.intuit_tid
    assert refusal.reason == "revoked_by_app"


@pytest.mark.proves("L502", "L504")
def test_intuits_own_client_hears_of_a_stale_copy_in_its_own_words(
    client: AuthClient, clock: BenchClock
) -> None:
    connect(client, Scopes.ACCOUNTING)
    stale = client.refresh_token
    client.refresh()
    clock.advance(timedelta(hours=24))

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
