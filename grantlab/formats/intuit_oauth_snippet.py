"""A request as a call of Intuit's own Python library, ``intuit-oauth``."""

from typing import Final

from grantlab.formats.placeholders import told
from grantlab.formats.provider_base import provider_base
from grantlab.formats.python_source import environment_source, text_source
from grantlab.formats.request_parts import RequestParts, TextPairs, find, find_sent
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Purpose

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

_NO_API_CALLS: Final = (
    "intuit-oauth makes no API calls. Use requests, or python-quickbooks, with\n"
    "# auth_client.access_token and auth_client.realm_id."
)
_NO_CALL: Final = {
    Purpose.METADATA: "AuthClient fetches the metadata itself, when it is made.",
    Purpose.JWKS: "intuit-oauth fetches the keys itself, when an ID token arrives.",
    Purpose.AUTHORIZATION_RESPONSE: (
        "Here the browser comes back to you. intuit-oauth does not read the response:\n"
        "# compare state with the one you sent, then take code and realmId."
    ),
    Purpose.COMPANY_INFO: _NO_API_CALLS,
    None: _NO_API_CALLS,
}

_DISCOVERY_PATH: Final = "/.well-known/openid_sandbox_configuration"


def intuit_oauth_snippet(parts: RequestParts) -> str:
    """Return the equivalent call, or a comment that says why there is none."""
    if reason := _NO_CALL.get(parts.purpose):
        return f"# {reason}\n"
    return f"{_imports(parts)}\n\n{_client(parts)}\n{_call(parts)}\n"


def _imports(parts: RequestParts) -> str:
    lines = ["import os", "", "from intuitlib.client import AuthClient"]
    if parts.purpose is Purpose.AUTHORIZATION_REQUEST:
        lines.append("from intuitlib.enums import Scopes")
    return "\n".join(lines)


def _client(parts: RequestParts) -> str:
    return (
        "auth_client = AuthClient(\n"
        f"    client_id={environment_source('CLIENT_ID')},\n"
        f"    client_secret={environment_source('CLIENT_SECRET')},\n"
        f"    redirect_uri={_or_environment(parts.query + parts.form, 'redirect_uri')},\n"
        f"    environment={text_source((_environment(parts),))},\n"
        ")"
    )


def _environment(parts: RequestParts) -> str:
    """Return the name of the environment, or the address of the provider's metadata."""
    if parts.environment is not Environment.EMBEDDED:
        return parts.environment.value
    return f"{provider_base(parts)}{_DISCOVERY_PATH}"


def _call(parts: RequestParts) -> str:
    match parts.purpose:
        case Purpose.AUTHORIZATION_REQUEST:
            return _authorization_url(parts.query)
        case Purpose.EXCHANGE:
            code = _or_environment(parts.form, "code")
            note = "" if find(parts.form, "code_verifier") is None else _NO_VERIFIER
            return f"{note}auth_client.get_bearer_token({code})\n{_STORE_BOTH}"
        case Purpose.REFRESH:
            value = _or_environment(parts.form, "refresh_token")
            return f"auth_client.refresh(refresh_token={value})\n{_STORE_BOTH}"
        case Purpose.REVOCATION:
            token = find_sent(parts, "token")
            value = environment_source("TOKEN") if token is None else text_source(token)
            return f"auth_client.revoke(token={value})"
        case _:
            value = environment_source("ACCESS_TOKEN")
            return f"response = auth_client.get_user_info(access_token={value})"


_NO_VERIFIER: Final = (
    "# intuit-oauth sends no code_verifier: a service that looks at PKCE refuses this\n"
    "# code, because it was asked for with a code_challenge.\n"
)
_STORE_BOTH: Final = (
    "# Store both before anything else: auth_client.access_token, "
    "auth_client.refresh_token"
)


def _authorization_url(query: TextPairs) -> str:
    values = told(find(query, "scope") or ()).split()
    named = [f"Scopes.{SCOPE_NAMES[value]}" for value in values if value in SCOPE_NAMES]
    unnamed = [value for value in values if value not in SCOPE_NAMES]
    lines = [f"# Scopes has no member for {value}" for value in unnamed]
    lines += [
        "url = auth_client.get_authorization_url(",
        f"    [{', '.join(named)}],",
        f"    state_token={_or_environment(query, 'state')},",
        ")",
    ]
    if find(query, "code_challenge") is not None:
        lines.append("# intuit-oauth sends no code_challenge: it does not know PKCE.")
    return "\n".join(lines)


def _or_environment(pairs: TextPairs, name: str) -> str:
    value = find(pairs, name)
    return environment_source(name.upper()) if value is None else text_source(value)
