"""A request as a call of Intuit's own library for Node, ``intuit-oauth``."""

from collections.abc import Mapping
from typing import Final

from grantlab.formats.javascript_source import (
    INDENT,
    environment_source,
    pairs_source,
    text_source,
    value_source,
)
from grantlab.formats.placeholders import told
from grantlab.formats.provider_base import provider_base
from grantlab.formats.request_parts import RequestParts, find, find_sent
from grantlab.protocol.environment import Environment, embedded_endpoints
from grantlab.protocol.round_trip import Purpose

_NO_CALL: Final[Mapping[Purpose | None, str]] = {
    Purpose.METADATA: "intuit-oauth reads no metadata: the addresses are written in it.",
    Purpose.JWKS: "intuit-oauth fetches the keys itself, in validateIdToken().",
    Purpose.AUTHORIZATION_RESPONSE: (
        "Here the browser comes back to you. createToken() reads code and realmId, and\n"
        "// compares no state: do that before you call it."
    ),
}


def intuit_oauth_node_snippet(parts: RequestParts) -> str:
    """Return the equivalent call, or a comment that says why there is none."""
    if reason := _NO_CALL.get(parts.purpose):
        return f"// {reason}\n"
    return f"{_client(parts)}\n{_call(parts)}\n"


def _client(parts: RequestParts) -> str:
    redirect_uri = find(parts.query + parts.form, "redirect_uri")
    uri = environment_source("REDIRECT_URI")
    name = "production" if parts.environment is Environment.PRODUCTION else "sandbox"
    return (
        'const OAuthClient = require("intuit-oauth");\n'
        "\n"
        "const oauthClient = new OAuthClient({\n"
        f"  clientId: {environment_source('CLIENT_ID')},\n"
        f"  clientSecret: {environment_source('CLIENT_SECRET')},\n"
        f"  environment: {text_source((name,))},\n"
        f"  redirectUri: {uri if redirect_uri is None else text_source(redirect_uri)},\n"
        "});\n"
        f"{_addresses(parts)}"
    )


def _addresses(parts: RequestParts) -> str:
    """Return the lines that lead to an embedded provider."""
    if parts.environment is not Environment.EMBEDDED:
        return ""
    endpoints = embedded_endpoints(provider_base(parts))
    return (
        "oauthClient.setAuthorizeURLs({\n"
        f"  authorizeEndpoint: {text_source((endpoints.authorization,))},\n"
        f"  tokenEndpoint: {text_source((endpoints.token,))},\n"
        f"  revokeEndpoint: {text_source((endpoints.revocation,))},\n"
        f"  userInfoEndpoint: {text_source((endpoints.userinfo,))},\n"
        "});\n"
    )


def _call(parts: RequestParts) -> str:
    match parts.purpose:
        case Purpose.AUTHORIZATION_REQUEST:
            return _authorization(parts)
        case Purpose.EXCHANGE:
            returned = (
                "`${oauthClient.redirectUri}?code=${process.env.CODE}"
                "&realmId=${process.env.REALM_ID}`"
            )
            verifier = find(parts.form, "code_verifier")
            return _told(
                _WHOLE_ADDRESS + ("" if verifier is None else _NO_VERIFIER),
                f"createToken({returned})",
                _STORE_BOTH,
            )
        case Purpose.REFRESH:
            token = find(parts.form, "refresh_token")
            value = environment_source("REFRESH_TOKEN")
            value = value if token is None else text_source(token)
            return _told("", f"refreshUsingToken({value})", _STORE_BOTH)
        case Purpose.REVOCATION:
            token = find_sent(parts, "token")
            value = environment_source("TOKEN") if token is None else text_source(token)
            return _told("", f"revoke({{ refresh_token: {value} }})")
        case Purpose.USERINFO:
            return _told(_SET_TOKEN, "getUserInfo()")
        case _:
            return _told(_SET_TOKEN, f"makeApiCall({_api_call(parts)})")


_WHOLE_ADDRESS: Final = (
    "// createToken() takes the whole address that the browser came back to.\n"
)
_NO_VERIFIER: Final = (
    "// It sends no code_verifier: a service that looks at PKCE refuses this code, because\n"
    "// it was asked for with a code_challenge.\n"
)
_STORE_BOTH: Final = (
    "  // Store both before anything else: access_token and refresh_token.\n"
)
_SET_TOKEN: Final = (
    f"oauthClient.setToken({{ access_token: {environment_source('ACCESS_TOKEN')} }});\n"
)


def _told(before: str, call: str, inside: str = "") -> str:
    return (
        f"{before}oauthClient.{call}.then((response) => {{\n{inside}"
        "  console.log(response.status, response.json);\n"
        "}, console.error);"
    )


def _authorization(parts: RequestParts) -> str:
    scopes = ", ".join(
        text_source((scope,))
        for scope in told(find(parts.query, "scope") or ()).split()
    )
    state = find(parts.query, "state")
    value = environment_source("STATE") if state is None else text_source(state)
    challenge = find(parts.query, "code_challenge")
    note = "" if challenge is None else "\n// intuit-oauth does not know PKCE."
    return (
        f"console.log(oauthClient.authorizeUri({{ scope: [{scopes}], state: {value} }}));"
        f"{note}"
    )


def _api_call(parts: RequestParts) -> str:
    members = [
        f"url: {text_source(parts.url)}",
        f"method: {text_source((parts.method,))}",
    ]
    own = tuple(pair for pair in parts.headers if pair[0] != ("Authorization",))
    if parts.content_type:
        own += ((("Content-Type",), (parts.content_type,)),)
    if own:
        members.append(f"headers: Object.fromEntries({pairs_source(own, depth=1)})")
    if parts.document is not None:
        members.append(f"body: {value_source(parts.document)}")
    elif parts.body:
        members.append(f"body: {text_source(parts.body)}")
    elif parts.form:
        form = f"new URLSearchParams({pairs_source(parts.form, depth=1)})"
        members.append(f"body: {form}.toString()")
    return "{\n" + "".join(f"{INDENT}{member},\n" for member in members) + "}"
