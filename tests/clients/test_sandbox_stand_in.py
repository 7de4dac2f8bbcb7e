"""The sandbox environment before a provider that runs alone, as a stranger would."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr
from pytest_grantlab import Intuit

from app import create_app
from blueprints.services import EXTENSION, Services
from grantlab.protocol.environment import Environment
from grantlab.settings import Settings
from grantlab.store.database import db
from tests.clients.consenting import consent
from tests.support.provider import COMPANY
from tests.support.reading import Reading
from tests.support.walking import Walker

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
API = f"{{{{api_base}}}}/v3/company/{COMPANY}/companyinfo/{COMPANY}"


@pytest.fixture
def app(intuit: Intuit, instance: Path) -> Iterator[Flask]:
    """Make Grantlab with the keys of a provider of which it knows nothing else."""
    settings = Settings(
        instance=instance,
        sandbox_discovery_url=intuit.env.discovery_url,
        sandbox_client_id=intuit.env.client_id,
        sandbox_client_secret=SecretStr(intuit.env.client_secret),
    )
    intuit.app.add_redirect_uri(settings.redirect_uri)
    app = create_app(settings)
    app.testing = True
    yield app
    parts: Services = app.extensions[EXTENSION]
    parts.environments.profiles[Environment.SANDBOX].transport.close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def connect(app: Flask) -> Walker:
    """Walk in the sandbox; the user consents at the provider's own pages."""
    walker = Walker(app)
    walker.open("/walk/keys?environment=sandbox")
    walker.press("Begin")
    walker.press("Prepare the request")
    address = Reading(walker.page.text).link_to("Go to Intuit and ask")
    walker.open(consent(address)["redirect"])
    walker.follow("On to exchange")
    walker.press("Exchange the code")
    return walker


def test_a_company_is_walked_called_refreshed_and_revoked(app: Flask) -> None:
    walker = connect(app)

    walker.open("/connections/1")
    walker.press("Refresh")
    refreshed = walker.words
    walker.press("Call CompanyInfo")
    called = walker.words
    walker.press("Revoke in sandbox")

    assert "It was refreshed" in refreshed
    assert "The company answered" in called
    assert "It was revoked" in walker.words


def test_requests_by_hand_carry_a_connections_token_there(app: Flask) -> None:
    walker = connect(app)
    walker.open("/playground?environment=sandbox")

    walker.press("Send", url=API, environment="sandbox", auth="bearer", connection="1")

    assert "200 OK" in walker.words
    assert "Sandbox Company_US_1" in walker.words


def test_a_refresh_token_from_there_is_taken_for_one_of_the_sandbox(
    app: Flask, intuit: Intuit
) -> None:
    walker = Walker(app)
    walker.open("/connections/import")

    walker.press(
        "Seal it",
        environment="sandbox",
        realm_id=COMPANY,
        refresh_token=intuit.connect().refresh_token,
        sure="yes",
    )
    walker.press("Refresh")

    assert "It was refreshed" in walker.words


def test_a_pasted_pair_from_there_is_checked_there(app: Flask, intuit: Intuit) -> None:
    walker, tokens = Walker(app), intuit.connect()
    walker.open("/playground")

    walker.press(
        "Check the tokens",
        environment="sandbox",
        access_token=tokens.access_token,
        refresh_token=tokens.refresh_token,
        realm_id=COMPANY,
    )

    assert "Is the access token alive? yes" in walker.words


@pytest.mark.parametrize("environment", Environment)
def test_its_addresses_are_the_sandboxes_and_nobody_elses(
    app: Flask, intuit: Intuit, environment: Environment
) -> None:
    environments = app.extensions[EXTENSION].environments
    sender = environments.open_sender(environment)

    target = sender.read_target(intuit.env.token_endpoint)

    is_own = sender.territory.holds(target)
    assert is_own is (environment is Environment.SANDBOX)


@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param("http://127.0.0.1:1/v3", id="another port"),
        pytest.param("http://localhost:8484/v3", id="Grantlab itself"),
        pytest.param("https://127.0.0.1/v3", id="another scheme"),
        pytest.param("https://sandbox-quickbooks.api.intuit.com/v3", id="Intuit"),
    ],
)
def test_its_keys_go_nowhere_else(app: Flask, elsewhere: str) -> None:
    walker = Walker(app)
    walker.open("/playground")

    walker.press("Send", url=elsewhere, environment="sandbox", auth="basic")

    assert "It was not sent" in walker.words


def test_without_its_document_intuit_is_not_asked_instead(
    app: Flask, intuit: Intuit
) -> None:
    parts: Services = app.extensions[EXTENSION]
    profile = parts.environments.profiles[Environment.SANDBOX]

    assert profile.finder.source.fallback.token == intuit.env.token_endpoint
    assert not profile.finder.source.is_trusted("https://oauth.platform.intuit.com/x")
