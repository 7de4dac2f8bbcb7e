"""``requests-oauthlib``, unmodified, pointed at the provider by the page's own lines."""

import pytest
from oauthlib.oauth2 import InvalidGrantError
from pytest_grantlab import Intuit

from grantlab.formats.pointing.in_python import REQUESTS_OAUTHLIB
from grantlab.formats.pointing.target import Target
from tests.clients.consenting import consent
from tests.clients.id_tokens import verified_claims
from tests.clients.pointed import run_lines
from tests.support.provider import COMPANY

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_it_walks_a_whole_connection(intuit: Intuit, target: Target) -> None:
    names = run_lines(REQUESTS_OAUTHLIB, target)
    session, keys = names["session"], (names["CLIENT_ID"], names["CLIENT_SECRET"])

    address, state = session.authorization_url(names["AUTHORIZATION_URL"])
    response = consent(address)
    assert response["state"] == state
    first = session.fetch_token(
        names["TOKEN_URL"], code=response["code"], client_secret=keys[1]
    )
    assert first["x_refresh_token_expires_in"] == 8_640_000
    assert verified_claims(first["id_token"], target)["realmid"] == COMPANY

    user = session.get(names["USERINFO_URL"]).json()
    assert user["email"] == "owner@example.com"
    company = f"{names['API']}/v3/company/{COMPANY}/companyinfo/{COMPANY}"
    info = session.get(company, headers={"Accept": "application/json"})
    assert info.json()["CompanyInfo"]["CompanyName"] == "Sandbox Company_US_1"

    second = session.refresh_token(
        names["TOKEN_URL"],
        auth=keys,
        headers={"x-include-refresh-token-hard-expires-in": "true"},
    )
    assert second["refresh_token"] != first["refresh_token"]
    assert 0 < second["x_refresh_token_hard_expires_in"] <= 157_680_000

    intuit.clock.advance("24h")
    with pytest.raises(InvalidGrantError, match="Incorrect or invalid refresh token"):
        session.refresh_token(
            names["TOKEN_URL"], refresh_token=first["refresh_token"], auth=keys
        )
    assert intuit.refusals()[-1]["reason"] == "superseded"

    revoked = session.post(
        names["REVOCATION_URL"],
        json={"token": second["refresh_token"]},
        auth=keys,
        withhold_token=True,
    )
    assert revoked.status_code == 200
    with pytest.raises(InvalidGrantError):
        session.refresh_token(names["TOKEN_URL"], auth=keys)
    assert intuit.refusals()[-1]["reason"] == "revoked_by_app"
