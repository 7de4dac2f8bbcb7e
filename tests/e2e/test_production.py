"""Somebody changes a real company by hand: nothing leaves before its name is typed.

The provider plays Intuit: what goes to Intuit's hosts arrives at it.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from app import create_app
from blueprints.services import EXTENSION, Services
from grantlab.protocol.environment import Environment
from grantlab.protocol.scope import ACCOUNTING
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.protocol.token_response import read_token_answer
from grantlab.settings import Settings
from grantlab.store.database import db
from grantlab.wire.bench_control import ConsentWish
from tests.support.browser import opened_page
from tests.support.keyboard import finds_nothing_wrong, go_to, reads
from tests.support.servers import free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.xdist_group("browser"),
]

PRODUCTION = Environment.PRODUCTION
REALM_ID = "9341450000000201"
COMPANY = "Ada's Garden Supplies"
COMPANY_INFO = "{{api_base}}/v3/company/{{realm_id}}/companyinfo/{{realm_id}}"
PREFIXES = {"quickbooks.api.intuit.com": "/quickbooks"}
"""Where the provider has what Intuit has on a host of its own."""


@dataclass
class AsIntuit(httpx2.BaseTransport):
    """Takes what goes to Intuit's hosts to the provider, and notes it."""

    inner: httpx2.BaseTransport
    base: str
    passed: list[str] = field(default_factory=list)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.passed.append(f"{request.method} {request.url.path}")
        prefix = PREFIXES.get(request.url.host, "")
        request.url = httpx2.URL(
            f"{self.base}{prefix}{request.url.raw_path.decode('ascii')}"
        )
        request.headers["Host"] = request.url.netloc.decode("ascii")
        return self.inner.handle_request(request)


@dataclass(frozen=True)
class Home:
    """Where Grantlab is, and what it has sent to production."""

    address: str
    passed: list[str]


@pytest.fixture
def home(first_run: Path, tmp_path: Path) -> Iterator[Home]:
    """Serve Grantlab with one company of production connected."""
    port = free_port()
    instance = shutil.copytree(first_run, tmp_path / "instance")
    # Apart from the data, as production asks for.
    key_file = (instance / "vault.key").rename(tmp_path / "vault.key")
    app = create_app(Settings(port=port, instance=instance, vault_key_file=key_file))
    intuit = _play_production(app)
    _connect(app)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Home(f"http://localhost:{port}", intuit.passed)
    server.shutdown()
    server.server_close()
    thread.join()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def page(home: Home) -> Iterator[Page]:
    """Open the playground in a fresh profile."""
    with opened_page() as page:
        page.goto(f"{home.address}/playground")
        yield page


def _play_production(app: Flask) -> AsIntuit:
    parts: Services = app.extensions[EXTENSION]
    profiles = dict(parts.environments.profiles)
    embedded = profiles[Environment.EMBEDDED]
    intuit = AsIntuit(embedded.transport, embedded.own_base or "")
    profiles[PRODUCTION] = replace(
        profiles[PRODUCTION], transport=intuit, read_keys=embedded.read_other_keys
    )
    environments = replace(parts.environments, profiles=profiles)
    app.extensions[EXTENSION] = replace(parts, environments=environments)
    return intuit


def _connect(app: Flask) -> None:
    parts: Services = app.extensions[EXTENSION]
    with app.app_context():
        outside = parts.environments.open(PRODUCTION)
        wish = ConsentWish(keys="production", realm_id=REALM_ID)
        location = urlsplit(parts.bench.consent(wish))
        exchange = CodeExchange(
            code=Secret(dict(parse_qsl(location.query))["code"]),
            redirect_uri=location._replace(query="").geturl(),
            code_verifier=None,
        )
        answer = outside.token_endpoint.exchange(exchange, keys=outside.keys)
        connection = parts.connections.open_for(
            environment=PRODUCTION,
            realm_id=REALM_ID,
            client_id=outside.keys.client_id,
            scopes=(ACCOUNTING,),
            now=outside.now(),
        )
        parts.generations.commit_consent(
            connection,
            read_token_answer(answer),
            walk_id=None,
            asked_by="walk",
            keep_values=False,
        )


def test_production_is_changed_by_keyboard_once_the_company_was_named(
    home: Home, page: Page
) -> None:
    created = f"POST /v3/company/{REALM_ID}/customer"
    go_to(page, "#url")
    page.keyboard.type(COMPANY_INFO)
    go_to(page, "#environment")
    page.keyboard.type("Prod")
    go_to(page, "#connection")
    page.keyboard.type("Prod")
    go_to(page, "[name=auth]")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Bearer, from a connection")).to_be_checked()
    page.keyboard.press("Control+Enter")
    reads(page, "#response", "200 OK", COMPANY)

    go_to(page, "[name=body]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    go_to(page, "#text")
    page.keyboard.insert_text('{"DisplayName": "Rosa"}')
    go_to(page, "#url", back=True)
    page.keyboard.press("Control+a")
    page.keyboard.type("{{api_base}}/v3/company/{{realm_id}}/customer")
    go_to(page, "#method", back=True)
    page.keyboard.type("POST")
    page.keyboard.press("Enter")
    reads(page, "#response", "It was not sent", "type the name of the company")
    finds_nothing_wrong(page)

    go_to(page, "#company_name")
    page.keyboard.type("Ada's Garden")
    page.keyboard.press("Enter")
    reads(page, "#response", "It was not sent")
    assert created not in home.passed

    page.keyboard.type(" Supplies")
    page.keyboard.press("Enter")
    reads(page, "#response", "200 OK", "Rosa")
    assert home.passed.count(created) == 1
    finds_nothing_wrong(page)
