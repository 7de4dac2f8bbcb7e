"""The signing key, and the ID tokens signed with it.

The members are ASCII without ``>``, ``?`` and ``~``: Intuit's Python client decodes the
parts with the standard alphabet of base64, and fails on ``-`` and ``_``. joserfc is
imported where a key is first needed: it took a fifth of the start.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from grantlab.protocol.environment import ISSUER

if TYPE_CHECKING:
    from joserfc.jwk import KeyParameters

ALGORITHM = "RS256"
KEY_SIZE = 2048
KID_LENGTH = 20
LIFETIME = timedelta(seconds=3600)


def make_signing_key(kid: str) -> str:
    """Return a new private key as a JSON Web Key.

    Spec: RFC 7517 §4; RFC 7518 §6.3.
    """
    from joserfc.jwk import RSAKey

    parameters: KeyParameters = {"kid": kid, "use": "sig", "alg": ALGORITHM}
    key = RSAKey.generate_key(KEY_SIZE, parameters)
    return json.dumps(key.as_dict(private=True))


def public_half(key: str) -> dict[str, object]:
    """Return what is published of a private key, in the members and the order of Intuit's.

    Spec: RFC 7517 §4.
    """
    members = json.loads(key)
    return {name: members[name] for name in ("kty", "e", "use", "kid", "alg", "n")}


@dataclass(frozen=True, slots=True, kw_only=True)
class IdTokenClaims:
    """Who consented, for which client, and when they had signed in."""

    sub: str
    client_id: str
    realm_id: str | None
    """The company; ``None`` leaves the claim out."""

    signed_in_at: datetime


class Signer:
    """Signs ID tokens, and publishes the key that they are checked with."""

    def __init__(self, key: str) -> None:
        from joserfc.jwk import RSAKey

        self._key = RSAKey.import_key(json.loads(key))
        self._public = public_half(key)

    def sign(self, claims: IdTokenClaims, *, now: datetime) -> str:
        """Return a signed ID token.

        ``aud`` is a list, because five of Intuit's clients read its first item.
        Source: the wire facts on the ID token. Spec: OpenID Connect Core §2.
        """
        members: dict[str, object] = {"sub": claims.sub, "aud": [claims.client_id]}
        if claims.realm_id is not None:
            members["realmid"] = claims.realm_id
        members |= {
            "auth_time": int(claims.signed_in_at.timestamp()),
            "iss": ISSUER,
            "exp": int((now + LIFETIME).timestamp()),
            "iat": int(now.timestamp()),
        }
        from joserfc import jws

        payload = json.dumps(members, separators=(",", ":"))
        header = {"kid": self._key.kid, "alg": ALGORITHM}
        return jws.serialize_compact(header, payload, self._key)

    def published(
        self, former: Iterable[Mapping[str, object]] = ()
    ) -> dict[str, object]:
        """Return the JSON Web Key Set, in which keys of former times may stand last.

        Spec: RFC 7517 §5.
        """
        return {"keys": [self._public, *former]}
