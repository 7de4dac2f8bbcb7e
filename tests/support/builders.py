"""Builders: a whole value from the few parts that matter to a test."""

from datetime import datetime, timedelta
from typing import Any

from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from tests.support import invented
from tests.support.clocks import NOON

KEYS = KeyPair(invented.CLIENT_ID, Secret(invented.CLIENT_SECRET))


def token_set(
    number: int = 1,
    *,
    received_at: datetime = NOON,
    issued_at: datetime | None = None,
    **changes: Any,
) -> TokenSet:
    """Return the pair of this number, as an answer received now brings it.

    ``issued_at`` is when the service made it, if its answer was long on the way.
    """
    expires_at = (issued_at or received_at) + timedelta(days=100)
    whole: dict[str, Any] = {
        "access_token": Secret(f"{invented.ACCESS_TOKEN[:-4]}{number:04d}"),
        "refresh_token": Secret(invented.refresh_token(number, expires_at=expires_at)),
        "id_token": None,
        "access_expires_at": received_at + timedelta(hours=1),
        "refresh_expires_at": received_at + timedelta(days=100),
        "hard_expires_at": received_at + timedelta(days=5 * 365),
        "received_at": received_at,
    }
    return TokenSet(**(whole | changes))


def round_trip(**changes: Any) -> RoundTrip:
    """Return a round trip that went well, unless told otherwise."""
    whole: dict[str, Any] = {
        "purpose": Purpose.REFRESH,
        "environment": Environment.EMBEDDED,
        "method": "POST",
        "url": "http://localhost:8484/intuit/oauth2/v1/tokens/bearer",
        "status": 200,
        "started_at": NOON,
    }
    return RoundTrip(**(whole | changes))
