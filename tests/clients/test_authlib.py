"""Authlib's own client, unmodified, pointed at the provider by the page's own lines."""

from importlib import import_module
from typing import Any

import pytest
from authlib.integrations.base_client import OAuthError
from pytest_grantlab import Intuit

from grantlab.formats.pointing.in_python import AUTHLIB
from grantlab.formats.pointing.target import Target
from tests.clients.consenting import consent
from tests.clients.id_tokens import verified_claims
from tests.clients.pointed import run_lines
from tests.support.provider import COMPANY

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def over_httpx(session: Any) -> Any:
    """Return Authlib's other client, made with the same arguments."""
    kind = import_module("authlib.integrations.httpx_client").OAuth2Client
    return kind(
        session.client_id,
        session.client_secret,
        redirect_uri=session.redirect_uri,
        scope=session.scope,
        **session.metadata,
    )


@pytest.mark.parametrize("over", ["requests", "httpx"])
def test_it_walks_a_whole_connection(over: str, intuit: Intuit, target: Target) -> None:
    names = run_lines(AUTHLIB, target)
    session = names["session"] if over == "requests" else over_httpx(names["session"])

    with session:
        address, state = session.create_authorization_url(names["AUTHORIZATION_URL"])
        response = consent(address)
        first = session.fetch_token(
            authorization_response=response["redirect"], state=state
        )
        assert first["x_refresh_token_expires_in"] == 8_640_000
        assert verified_claims(first["id_token"], target)["realmid"] == COMPANY

        user = session.get(names["USERINFO_URL"]).json()
        assert user["email"] == "owner@example.com"
        company = f"{names['API']}/v3/company/{COMPANY}/companyinfo/{COMPANY}"
        info = session.get(company, headers={"Accept": "application/json"})
        assert info.json()["CompanyInfo"]["CompanyName"] == "Sandbox Company_US_1"

        hard = {"x-include-refresh-token-hard-expires-in": "true"}
        second = session.refresh_token(
            refresh_token=first["refresh_token"],
            headers={**hard, "Content-Type": "application/x-www-form-urlencoded"},
        )
        assert second["refresh_token"] != first["refresh_token"]
        assert 0 < second["x_refresh_token_hard_expires_in"] <= 157_680_000

        intuit.clock.advance("24h")
        with pytest.raises(OAuthError, match="Incorrect or invalid refresh token"):
            session.refresh_token(refresh_token=first["refresh_token"])
        assert intuit.refusals()[-1]["reason"] == "superseded"

        revoked = session.revoke_token(
            names["REVOCATION_URL"], token=second["refresh_token"]
        )
        assert revoked.status_code == 200
        with pytest.raises(OAuthError, match="invalid_grant"):
            session.refresh_token(refresh_token=second["refresh_token"])
        assert intuit.refusals()[-1]["reason"] == "revoked_by_app"
