"""Values that have the shape of Intuit's and are plainly invented."""

from datetime import datetime, timedelta

from grantlab.protocol.encoding import base64url
from tests.support.clocks import NOON

EPOCH = 1_790_000_000
"""The moment inside the invented values: 2026-09-21, 14:13:20 UTC."""

CODE = f"XAB1{EPOCH}inventedcode{'0' * 24}"
OLD_CODE = f"L31{EPOCH}inventedcode{'0' * 25}"
REFRESH_TOKEN = f"RT1-57-H0-{EPOCH}inventedrefresh00000"
OLD_REFRESH_TOKEN = f"AB1{EPOCH}inventedrefresh{'0' * 22}"
ACCESS_REFERENCE = f"AB0{EPOCH}inventedaccess{'0' * 23}"
ACCESS_TOKEN = ".".join(
    (
        base64url(b'{"alg":"dir","enc":"A128CBC-HS256","x.org":"H0"}'),
        "",
        base64url(b"invented iv 0000"),
        base64url(b"invented ciphertext of an access token" * 8),
        base64url(b"invented tag 000"),
    )
)
ID_TOKEN = ".".join(
    (
        base64url(b'{"alg":"RS256"}'),
        base64url(b'{"sub":"invented subject"}'),
        base64url(b"invented signature of an ID token" * 4),
    )
)
CLIENT_ID = f"ABinventedclientid{'0' * 32}"
CLIENT_SECRET = f"inventedclientsecret{'0' * 20}"
STATE = base64url(b"an invented state of 32 octets..")
REALM_ID = "9341450000000101"

EVERY_SECRET = {
    "code": CODE,
    "refresh_token": REFRESH_TOKEN,
    "access_token": ACCESS_TOKEN,
    "id_token": ID_TOKEN,
    "client_secret": CLIENT_SECRET,
    "state": STATE,
}


def refresh_token(number: int, *, expires_at: datetime | None = None) -> str:
    """Return the invented refresh token of this number, with its expiry inside."""
    moment = expires_at or NOON + timedelta(days=100)
    return f"RT1-{number}-H0-{int(moment.timestamp())}{number:020d}"
