"""A provider for tests, and someone who uses it as a browser and a client would."""

import atexit
import base64
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from app import create_provider_app
from blueprints.provider.context import provider_of
from grantlab.protocol.scope import ACCOUNTING
from grantlab.provider.provider import DATABASE_NAME, Provider
from grantlab.provider.registry import KeyPair, Keys
from grantlab.runtime.clock import BenchClock
from grantlab.runtime.entropy import SystemEntropy
from tests.support.patience import NoPatience

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
REDIRECT_URI = "http://localhost:8484/walk/callback"
COMPANY = "9341450000000101"
OTHER_COMPANY = "9341450000000102"
TOKEN_PATH = "/oauth2/v1/tokens/bearer"
REVOCATION_PATH = "/v2/oauth2/tokens/revoke"
_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


class StandingClock:
    """A clock that stands still at noon."""

    def now(self) -> datetime:
        return NOON


@dataclass
class Visitor:
    """A browser and a client in one, against a provider in this process."""

    app: Flask
    clock: BenchClock
    keys: Keys = Keys.DEVELOPMENT
    redirect_uri: str = REDIRECT_URI
    scope: str = ACCOUNTING
    company: str | None = COMPANY
    patience: NoPatience = field(default_factory=NoPatience)

    def __post_init__(self) -> None:
        self.browser = self.app.test_client()

    @property
    def provider(self) -> Provider:
        return provider_of(self.app)

    @property
    def pair(self) -> KeyPair:
        return self.provider.key_pair(self.keys)

    def query(self, **changes: str | None) -> str:
        """Return an authorization request; a change to ``None`` leaves a parameter out."""
        parameters = {
            "client_id": self.pair.client_id,
            "response_type": "code",
            "scope": self.scope,
            "redirect_uri": self.redirect_uri,
            "state": "S1",
            **changes,
        }
        return urlencode(
            [(name, value) for name, value in parameters.items() if value is not None]
        )

    def ask(self, query: str | None = None) -> TestResponse:
        """Open the authorization endpoint."""
        return self.browser.get(f"/connect/oauth2?{query or self.query()}")

    def sign_in(self, query: str | None = None) -> None:
        """Press the button, unless the browser is signed in from before."""
        query = query or self.query()
        page = self.ask(query)
        if "Sign in as" in page.text:
            self.press_on(page, f"/connect/sign-in?{query}")

    def decide(self, decision: str, query: str | None = None) -> TestResponse:
        """Sign in, choose the company, and press a button of the consent page."""
        query = query or self.query()
        self.sign_in(query)
        path = "" if self.company is None else f"/{self.company}"
        page = (
            self.ask(query)
            if self.company is None
            else self.browser.get(f"/connect/oauth2/company{path}?{query}")
        )
        where = f"/connect/decision{path}?{query}"
        return self.press_on(page, where, decision=decision)

    def consent(self, **changes: str | None) -> dict[str, str]:
        """Connect, and return the parameters of the redirect back."""
        answer = self.decide("connect", self.query(**changes))
        assert answer.status_code == 302, answer.text
        return dict(parse_qsl(urlsplit(answer.location).query))

    def code(self, **changes: str | None) -> str:
        return self.consent(**changes)["code"]

    def token(
        self, *, headers: Mapping[str, str] | None = None, **form: str
    ) -> TestResponse:
        """Post to the token endpoint with the credentials as Basic."""
        basic = basic_header(self.pair)
        return self.browser.post(
            TOKEN_PATH, data=form, headers={**basic, **(headers or {})}
        )

    def exchange(
        self,
        code: str,
        *,
        redirect_uri: str | None = None,
        headers: Mapping[str, str] | None = None,
        **form: str,
    ) -> TestResponse:
        return self.token(
            headers=headers,
            grant_type="authorization_code",
            code=code,
            redirect_uri=redirect_uri or self.redirect_uri,
            **form,
        )

    def connect(self, **changes: str | None) -> dict[str, Any]:
        """Consent and exchange; return the body of the token response."""
        answer = self.exchange(self.code(**changes))
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json())

    def refresh(self, refresh_token: str, **headers: str) -> TestResponse:
        return self.token(
            headers=headers, grant_type="refresh_token", refresh_token=refresh_token
        )

    def revoke(self, token: str) -> TestResponse:
        headers = basic_header(self.pair)
        return self.browser.post(
            REVOCATION_PATH, json={"token": token}, headers=headers
        )

    def set_policy(self, preset: str | None = None, **knobs: str) -> None:
        """Take a preset on the bench, or turn single knobs of the one in force."""
        self.provider.bench.set_policy(preset, knobs)

    def arm(self, name: str, times: int | None = None) -> None:
        """Arm a fault for the next request, or for so many."""
        self.provider.faults.arm(name, times=times)

    def company_info(
        self,
        access_token: str,
        *,
        realm_id: str = COMPANY,
        prefix: str = "sandbox-quickbooks",
        accept: str = "application/json",
    ) -> TestResponse:
        return self.browser.get(
            f"/{prefix}/v3/company/{realm_id}/companyinfo/{realm_id}",
            headers={"Authorization": f"Bearer {access_token}", "Accept": accept},
        )

    def userinfo(
        self, access_token: str, prefix: str = "sandbox-accounts"
    ) -> TestResponse:
        return self.browser.get(
            f"/{prefix}/v1/openid_connect/userinfo",
            headers={"Authorization": f"Bearer {access_token}"},
        )

    def reasons(self) -> list[str]:
        """Return the private reasons of the refusals so far."""
        return [refusal.reason for refusal in self.provider.refusals()]

    def press(self, page: str, where: str, **form: str) -> TestResponse:
        """Open a page and post a form of it."""
        return self.press_on(self.browser.get(page), where, **form)

    def press_on(self, page: TestResponse, where: str, **form: str) -> TestResponse:
        """Post a form of a page that was opened before."""
        found = _CSRF.search(page.text)
        assert found is not None, page.text
        return self.browser.post(where, data={"csrf_token": found[1], **form})


def basic_header(pair: KeyPair, *, secret: str | None = None) -> dict[str, str]:
    """Return the Authorization header of a key pair."""
    shown = pair.client_secret.reveal() if secret is None else secret
    credentials = f"{quote(pair.client_id)}:{quote(shown)}"
    return {"Authorization": f"Basic {base64.b64encode(credentials.encode()).decode()}"}


def parameters_of(location: str) -> dict[str, list[str]]:
    """Return the query of a redirect, every value of every name."""
    return parse_qs(urlsplit(location).query, keep_blank_values=True)


def make_visitor(instance: Path) -> Visitor:
    """Return a visitor to the provider of a directory, whose clock stands at noon."""
    patience = NoPatience()
    app = create_provider_app(
        instance, clock=StandingClock(), entropy=SystemEntropy(), patience=patience
    )
    return Visitor(app, provider_of(app).clock, patience=patience)


@contextmanager
def open_visitor(instance: Path) -> Iterator[Visitor]:
    """Give a visitor to a fresh provider, and close it afterwards.

    Making a signing key takes a tenth of a second, so all fresh providers are copies of
    one.
    """
    shutil.copy(_seeded_database(), instance / DATABASE_NAME)
    visitor = make_visitor(instance)
    yield visitor
    visitor.provider.close()


@cache
def _seeded_database() -> Path:
    directory = Path(tempfile.mkdtemp(prefix="grantlab-provider-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    make_visitor(directory).provider.close()
    return directory / DATABASE_NAME
