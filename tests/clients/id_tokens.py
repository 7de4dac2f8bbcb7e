"""Checking an ID token as an integration has to whose library does not do it."""

from typing import Any

import requests
from joserfc import jwt
from joserfc.jwk import KeySet

from grantlab.formats.pointing.target import Target

PATIENCE = 30.0


def verified_claims(id_token: str, target: Target) -> dict[str, Any]:
    """Return the claims, after signature, issuer and audience were found good."""
    published = requests.get(target.endpoints.jwks, timeout=PATIENCE).json()
    keys = KeySet.import_key_set(published)
    claims = jwt.decode(id_token, keys, algorithms=["RS256"]).claims
    jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": target.endpoints.issuer},
        aud={"essential": True, "value": target.client_id},
        exp={"essential": True},
    ).validate(claims)
    return claims
