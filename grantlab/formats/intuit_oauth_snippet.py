"""A recorded request as a call of Intuit's own Python library, ``intuit-oauth``."""

from typing import Final
from urllib.parse import urlsplit

from grantlab.formats.placeholders import variable_name
from grantlab.formats.python_source import environment_source, text_source
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Pairs, Purpose, RoundTrip

SCOPE_NAMES: Final = {
    "com.intuit.quickbooks.accounting": "ACCOUNTING",
    "com.intuit.quickbooks.payment": "PAYMENT",
    "openid": "OPENID",
    "profile": "PROFILE",
    "email": "EMAIL",
    "phone": "PHONE",
    "address": "ADDRESS",
}
"""Members of ``intuitlib.enums.Scopes`` by the scope they stand for."""

_NO_CALL: Final = {
    Purpose.METADATA: "AuthClient fetches the metadata itself, when it is made.",
    Purpose.JWKS: "intuit-oauth fetches the keys itself, when an ID token arrives.",
    Purpose.AUTHORIZATION_RESPONSE: (
        "Here the browser comes back to you. intuit-oauth does not read the response:\n"
        "# compare state with the one you sent, then take code and realmId."
    ),
    Purpose.COMPANY_INFO: (
        "intuit-oauth makes no API calls. Use requests, or python-quickbooks, with\n"
        "# auth_client.access_token and auth_client.realm_id."
    ),
}

_DISCOVERY_PATH: Final = "/.well-known/openid_sandbox_configuration"
_PATHS: Final = (
    "/connect/oauth2",
    "/oauth2/v1/tokens/bearer",
    "/v2/oauth2/tokens/revoke",
    "/sandbox-accounts/",
    "/accounts/",
)
"""Where an embedded provider's own path begins, after the prefix it is mounted under."""


def intuit_oauth_snippet(round_trip: RoundTrip) -> str:
    """Return the equivalent call, or a comment that says why there is none."""
    if reason := _NO_CALL.get(round_trip.purpose):
        return f"# {reason}\n"
    return f"{_imports(round_trip)}\n\n{_client(round_trip)}\n{_call(round_trip)}\n"


def _imports(round_trip: RoundTrip) -> str:
    lines = ["import os", "", "from intuitlib.client import AuthClient"]
    if round_trip.purpose is Purpose.AUTHORIZATION_REQUEST:
        lines.append("from intuitlib.enums import Scopes")
    return "\n".join(lines)


def _client(round_trip: RoundTrip) -> str:
    redirect_uri = _find(round_trip.query + round_trip.form, "redirect_uri")
    return (
        "auth_client = AuthClient(\n"
        f"    client_id={environment_source('CLIENT_ID')},\n"
        f"    client_secret={environment_source('CLIENT_SECRET')},\n"
        f"    redirect_uri={_or_environment(redirect_uri, 'REDIRECT_URI')},\n"
        f"    environment={text_source(_environment(round_trip))},\n"
        ")"
    )


def _environment(round_trip: RoundTrip) -> str:
    """Return the name of the environment, or the address of the provider's metadata."""
    if round_trip.environment is not Environment.EMBEDDED:
        return round_trip.environment.value
    parts = urlsplit(round_trip.url)
    starts = (parts.path.find(path) for path in _PATHS)
    start = next((start for start in starts if start >= 0), 0)
    return f"{parts.scheme}://{parts.netloc}{parts.path[:start]}{_DISCOVERY_PATH}"


def _call(round_trip: RoundTrip) -> str:
    match round_trip.purpose:
        case Purpose.AUTHORIZATION_REQUEST:
            return _authorization_url(round_trip.query)
        case Purpose.EXCHANGE:
            code = _or_environment(_find(round_trip.form, "code"), "CODE")
            return f"auth_client.get_bearer_token({code})\n{_STORE_BOTH}"
        case Purpose.REFRESH:
            token = _find(round_trip.form, "refresh_token")
            value = _or_environment(token, "REFRESH_TOKEN")
            return f"auth_client.refresh(refresh_token={value})\n{_STORE_BOTH}"
        case Purpose.REVOCATION:
            return f"auth_client.revoke(token={environment_source('TOKEN')})"
        case _:
            token = environment_source("ACCESS_TOKEN")
            return f"response = auth_client.get_user_info(access_token={token})"


_STORE_BOTH: Final = (
    "# Store both before anything else: auth_client.access_token, "
    "auth_client.refresh_token"
)


def _authorization_url(query: Pairs) -> str:
    values = (_find(query, "scope") or "").split()
    named = [f"Scopes.{SCOPE_NAMES[value]}" for value in values if value in SCOPE_NAMES]
    unnamed = [value for value in values if value not in SCOPE_NAMES]
    lines = [f"# Scopes has no member for {value}" for value in unnamed]
    state = _or_environment(_find(query, "state"), "STATE")
    lines += [
        "url = auth_client.get_authorization_url(",
        f"    [{', '.join(named)}],",
        f"    state_token={state},",
        ")",
    ]
    if _find(query, "code_challenge") is not None:
        lines.append("# intuit-oauth sends no code_challenge: it does not know PKCE.")
    return "\n".join(lines)


def _or_environment(value: str | None, name: str) -> str:
    if value is None:
        return environment_source(name)
    return text_source(value, hidden=variable_name(name))


def _find(pairs: Pairs, name: str) -> str | None:
    return next((value for key, value in pairs if key == name), None)
