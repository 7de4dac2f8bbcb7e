"""Believing an ID token: signature first, then its claims."""

import json

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from grantlab.protocol.errors import IdTokenError
from grantlab.protocol.id_token import IdTokenClaims, check_claims
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.secret import Secret
from grantlab.wire.line import Line


class IdTokens:
    """Verifies ID tokens against the published keys of the environment."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def verify(self, id_token: Secret, *, client_id: str) -> IdTokenClaims:
        """Check signature, issuer, audience and expiry, in that order.

        Raises:
            IdTokenError: a check failed; the token is not to be believed.
            UnreachableError: the published keys could not be fetched.

        Spec: OpenID Connect Core §3.1.3.7. Source: L310.
        """
        answer = self._line.get(
            self._line.endpoints.jwks, purpose=Purpose.JWKS, headers={}
        )
        payload = _verified_payload(id_token, answer.body)
        return check_claims(
            payload,
            issuer=self._line.endpoints.issuer,
            client_id=client_id,
            now=answer.received_at,
        )


def _verified_payload(id_token: Secret, published: bytes) -> dict[str, object]:
    try:
        keys = KeySet.import_key_set(json.loads(published))
    except (ValueError, TypeError, KeyError, RecursionError, JoseError) as exc:
        raise IdTokenError("signature", "cannot be checked: no published keys") from exc
    try:
        # Only RS256: an algorithm chosen by the token is an algorithm chosen by its forger.
        signed = jws.deserialize_compact(id_token.reveal(), keys, algorithms=["RS256"])
        payload = json.loads(signed.payload or b"")
    except (ValueError, RecursionError, JoseError) as exc:
        raise IdTokenError("signature", "does not match any published key") from exc
    if not isinstance(payload, dict):
        raise IdTokenError("payload", "is not a JSON object")
    return payload
