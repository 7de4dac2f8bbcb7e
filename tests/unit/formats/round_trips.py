"""Recorded requests to write snippets for."""

from datetime import UTC, datetime

from grantlab.protocol.environment import (
    INTUIT_SANDBOX,
    Environment,
    embedded_endpoints,
)
from grantlab.protocol.round_trip import Purpose, RoundTrip

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
EMBEDDED = embedded_endpoints("http://localhost:8484/intuit")
BASIC = ("Authorization", "Basic ‹hidden, 124 characters›")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
JSON = ("Content-Type", "application/json")
ACCEPT = ("Accept", "application/json")

REFRESH = RoundTrip(
    purpose=Purpose.REFRESH,
    environment=Environment.SANDBOX,
    method="POST",
    url=INTUIT_SANDBOX.token,
    request_headers=(("Host", "oauth.platform.intuit.com"), ACCEPT, BASIC, FORM),
    request_body="grant_type=refresh_token&refresh_token=‹refresh_token 3f9a21c0b7d2›",
    started_at=NOON,
)
EXCHANGE = RoundTrip(
    purpose=Purpose.EXCHANGE,
    environment=Environment.EMBEDDED,
    method="POST",
    url=EMBEDDED.token,
    request_headers=(ACCEPT, BASIC, FORM),
    request_body=(
        "grant_type=authorization_code&code=‹code c111c111c111›"
        "&redirect_uri=http%3A%2F%2Flocalhost%3A8484%2Fwalk%2Fcallback"
        "&code_verifier=‹code_verifier 0111c111c111›"
    ),
    started_at=NOON,
)
REVOCATION = RoundTrip(
    purpose=Purpose.REVOCATION,
    environment=Environment.PRODUCTION,
    method="POST",
    url=INTUIT_SANDBOX.revocation,
    request_headers=(ACCEPT, BASIC, JSON),
    request_body='{"token":"‹token 3f9a21c0b7d2›"}',
    started_at=NOON,
)
USERINFO = RoundTrip(
    purpose=Purpose.USERINFO,
    environment=Environment.EMBEDDED,
    method="GET",
    url=EMBEDDED.userinfo,
    request_headers=(("Authorization", "Bearer ‹access_token a111a111a111›"),),
    started_at=NOON,
)
COMPANY_INFO = RoundTrip(
    purpose=Purpose.COMPANY_INFO,
    environment=Environment.SANDBOX,
    method="GET",
    url=f"{INTUIT_SANDBOX.api}/v3/company/{{realmId}}/companyinfo/{{realmId}}?minorversion=75",
    request_headers=(ACCEPT, ("Authorization", "Bearer ‹access_token a111a111a111›")),
    started_at=NOON,
)
AUTHORIZATION_REQUEST = RoundTrip(
    purpose=Purpose.AUTHORIZATION_REQUEST,
    environment=Environment.EMBEDDED,
    method="GET",
    url=(
        f"{EMBEDDED.authorization}?client_id=ABx0&response_type=code"
        "&scope=com.intuit.quickbooks.accounting%20openid%20made.up"
        "&redirect_uri=http%3A%2F%2Flocalhost%3A8484%2Fwalk%2Fcallback"
        "&state=‹state 5111c111c111›&code_challenge=abc&code_challenge_method=S256"
    ),
    started_at=NOON,
)
AUTHORIZATION_RESPONSE = RoundTrip(
    purpose=Purpose.AUTHORIZATION_RESPONSE,
    environment=Environment.EMBEDDED,
    method="GET",
    url=(
        "http://localhost:8484/walk/callback?code=‹code c111c111c111›"
        "&state=‹state 5111c111c111›&realmId={realmId}"
    ),
    started_at=NOON,
)
METADATA = RoundTrip(
    purpose=Purpose.METADATA,
    environment=Environment.SANDBOX,
    method="GET",
    url="https://developer.api.intuit.com/.well-known/openid_sandbox_configuration",
    started_at=NOON,
)
ALL = (
    REFRESH,
    EXCHANGE,
    REVOCATION,
    USERINFO,
    COMPANY_INFO,
    AUTHORIZATION_REQUEST,
    AUTHORIZATION_RESPONSE,
    METADATA,
)
