"""Where a connection lives, and the endpoints that serve it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from grantlab.protocol.errors import MalformedResponseError

ISSUER = "https://oauth.platform.intuit.com/op/v1"
"""Intuit's issuer. The provider signs as this issuer too, because clients hard-code it."""


class Environment(StrEnum):
    """The three worlds a connection can belong to; keys and redirect URIs belong to one."""

    EMBEDDED = "embedded"
    SANDBOX = "sandbox"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """The addresses that one environment is reached at; absolute URLs."""

    issuer: str
    authorization: str
    token: str
    revocation: str
    jwks: str
    userinfo: str
    api: str
    """The base of the company API, without a trailing slash: paths begin with ``/v3``."""


_SHARED = {
    "issuer": ISSUER,
    "authorization": "https://appcenter.intuit.com/connect/oauth2",
    "token": "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
    "revocation": "https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
    "jwks": "https://oauth.platform.intuit.com/op/v1/jwks",
}

INTUIT_SANDBOX = Endpoints(
    **_SHARED,
    userinfo="https://sandbox-accounts.platform.intuit.com/v1/openid_connect/userinfo",
    api="https://sandbox-quickbooks.api.intuit.com",
)

INTUIT_PRODUCTION = Endpoints(
    **_SHARED,
    userinfo="https://accounts.platform.intuit.com/v1/openid_connect/userinfo",
    api="https://quickbooks.api.intuit.com",
)

SANDBOX_METADATA_URL = (
    "https://developer.api.intuit.com/.well-known/openid_sandbox_configuration"
)
PRODUCTION_METADATA_URL = (
    "https://developer.api.intuit.com/.well-known/openid_configuration"
)


def embedded_endpoints(base: str) -> Endpoints:
    """Return the endpoints of a provider mounted at ``base`` (no trailing slash).

    Intuit tells sandbox and production apart by host; the provider by prefix.
    """
    return Endpoints(
        issuer=ISSUER,
        authorization=f"{base}/connect/oauth2",
        token=f"{base}/oauth2/v1/tokens/bearer",
        revocation=f"{base}/v2/oauth2/tokens/revoke",
        jwks=f"{base}/op/v1/jwks",
        userinfo=f"{base}/sandbox-accounts/v1/openid_connect/userinfo",
        api=f"{base}/sandbox-quickbooks",
    )


def read_metadata(document: Mapping[str, object], *, api: str) -> Endpoints:
    """Read the published endpoints of an authorization server.

    The company API is not part of the document; ``api`` is its base.

    Raises:
        MalformedResponseError: a required member is missing or not text.

    Spec: RFC 8414 §2; OpenID Connect Discovery §3.
    """
    return Endpoints(
        issuer=_text(document, "issuer"),
        authorization=_text(document, "authorization_endpoint"),
        token=_text(document, "token_endpoint"),
        revocation=_text(document, "revocation_endpoint"),
        jwks=_text(document, "jwks_uri"),
        userinfo=_text(document, "userinfo_endpoint"),
        api=api,
    )


def _text(document: Mapping[str, object], member: str) -> str:
    value = document.get(member)
    if not isinstance(value, str) or not value:
        raise MalformedResponseError(member, "must be a text that is not empty")
    return value
