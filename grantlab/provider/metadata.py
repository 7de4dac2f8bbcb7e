"""The published metadata, and the facts about a user that a scope gives.

Source: the wire facts on discovery and UserInfo. Spec: OpenID Connect Discovery §3,
OpenID Connect Core §5.3.
"""

from grantlab.protocol.environment import ISSUER
from grantlab.provider.companies import Person
from grantlab.provider.registry import Keys

ACCOUNTS_PREFIX = {
    Keys.DEVELOPMENT: "sandbox-accounts",
    Keys.PRODUCTION: "accounts",
}
"""Intuit tells the environments apart by host; here a prefix stands for the host."""


def metadata_document(base: str, keys: Keys) -> dict[str, object]:
    """Return the metadata of one environment, member by member in Intuit's order.

    The issuer is Intuit's to the letter, whatever the address, because two client
    libraries compare with the constant.
    """
    userinfo = f"{base}/{ACCOUNTS_PREFIX[keys]}/v1/openid_connect/userinfo"
    return {
        "issuer": ISSUER,
        "authorization_endpoint": f"{base}/connect/oauth2",
        "token_endpoint": f"{base}/oauth2/v1/tokens/bearer",
        "userinfo_endpoint": userinfo,
        "revocation_endpoint": f"{base}/v2/oauth2/tokens/revoke",
        "jwks_uri": f"{base}/op/v1/jwks",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "email", "profile", "address", "phone"],
        "token_endpoint_auth_methods_supported": [
            "client_secret_post",
            "client_secret_basic",
        ],
        "claims_supported": ["aud", "exp", "iat", "iss", "realmid", "sub"],
    }


def userinfo_document(person: Person, scopes: tuple[str, ...]) -> dict[str, object]:
    """Return what the granted scopes tell about a user, in Intuit's own spelling."""
    document: dict[str, object] = {"sub": person.sub}
    if "email" in scopes:
        document |= {"email": person.email, "emailVerified": True}
    if "profile" in scopes:
        document |= {"givenName": person.given_name, "familyName": person.family_name}
    if "phone" in scopes:
        document |= {"phoneNumber": person.phone_number, "phoneNumberVerified": False}
    if "address" in scopes:
        document["address"] = {
            "streetAddress": person.line,
            "locality": person.city,
            "region": "CA",
            "postalCode": person.postal_code,
            "country": "US",
        }
    return document
