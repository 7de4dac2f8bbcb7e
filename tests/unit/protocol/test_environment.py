"""The endpoints of an environment, published or built in."""

import pytest

from grantlab.protocol.environment import (
    INTUIT_PRODUCTION,
    INTUIT_SANDBOX,
    ISSUER,
    Endpoints,
    embedded_endpoints,
    read_metadata,
)
from grantlab.protocol.errors import MalformedResponseError

DOCUMENT: dict[str, object] = {
    "issuer": ISSUER,
    "authorization_endpoint": "https://appcenter.intuit.com/connect/oauth2",
    "token_endpoint": "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
    "userinfo_endpoint": (
        "https://sandbox-accounts.platform.intuit.com/v1/openid_connect/userinfo"
    ),
    "revocation_endpoint": "https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
    "jwks_uri": "https://oauth.platform.intuit.com/op/v1/jwks",
}


def test_intuits_sandbox_document_says_what_the_constants_say() -> None:
    assert read_metadata(DOCUMENT, api=INTUIT_SANDBOX.api) == INTUIT_SANDBOX


@pytest.mark.parametrize("member", sorted(DOCUMENT))
@pytest.mark.parametrize(
    "value",
    [
        pytest.param(None, id="null"),
        pytest.param("", id="empty"),
        pytest.param(["https://a.example"], id="a list"),
    ],
)
def test_a_member_that_is_no_text_is_named(member: str, value: object) -> None:
    with pytest.raises(MalformedResponseError) as caught:
        read_metadata(DOCUMENT | {member: value}, api="")

    assert caught.value.member == member


@pytest.mark.proves("L102")
def test_sandbox_and_production_differ_in_the_hosts_of_their_data_only() -> None:
    differing = {
        name
        for name in Endpoints.__slots__
        if getattr(INTUIT_SANDBOX, name) != getattr(INTUIT_PRODUCTION, name)
    }

    assert differing == {"userinfo", "api"}


def test_the_embedded_service_is_under_one_base() -> None:
    endpoints = embedded_endpoints("http://localhost:8484/intuit")

    assert endpoints.token == "http://localhost:8484/intuit/oauth2/v1/tokens/bearer"
    assert endpoints.api == "http://localhost:8484/intuit/sandbox-quickbooks"
    assert endpoints.issuer == ISSUER
