"""Making values that have the shape of Intuit's.

Source: the wire facts on token and code formats, and their reference generators. One
thing differs on purpose: the number in a refresh token is its generation.
"""

import base64
import hashlib
import string
from datetime import datetime

from grantlab.protocol.secret import Secret
from grantlab.protocol.shapes import PROVIDER_REFRESH_PREFIX, Kind, recognise
from grantlab.runtime.entropy import Entropy

ALPHANUMERICS = string.ascii_letters + string.digits
LOWER_ALPHANUMERICS = string.ascii_lowercase + string.digits
CLIENT_ID_PREFIX = "AB"
REFRESH_TAIL = 20
BLOCK = 16
"""The block of AES-CBC: the ciphertext in an access token is a whole number of them."""

_HEADER = b'{"alg":"dir","enc":"A128CBC-HS256","x.org":"H0"}'


class Mint:
    """Makes codes, tokens and keys out of chance."""

    def __init__(self, entropy: Entropy) -> None:
        self._entropy = entropy

    def code(self, *, expires_at: datetime) -> Secret:
        epoch = int(expires_at.timestamp())
        return Secret(f"X{CLIENT_ID_PREFIX}1{epoch:010d}{self.text(36)}")

    def refresh_token(self, *, expires_at: datetime, tail: str | None = None) -> Secret:
        """Return a token of Intuit's shape, with a number that Intuit does not use.

        Whoever has one sees that it is the provider's, and works nowhere else. Its last
        characters are chance unless they are handed in.
        """
        epoch = int(expires_at.timestamp())
        tail = tail or self.text(REFRESH_TAIL, LOWER_ALPHANUMERICS)
        return Secret(f"{PROVIDER_REFRESH_PREFIX}{epoch:010d}{tail}")

    def access_token(self) -> Secret:
        """Return what looks like an encrypted JWT, and is chance in every part of it.

        A client must not look inside; here there is nothing to see.
        """
        size = self._entropy.octets(1)[0] % 13 + 25
        octets = self._entropy.octets(BLOCK * (size + 2))
        iv, body, tag = octets[:BLOCK], octets[BLOCK:-BLOCK], octets[-BLOCK:]
        parts = (_HEADER, b"", iv, body, tag)
        return Secret(".".join(_base64url(part) for part in parts))

    def client_id(self) -> str:
        return CLIENT_ID_PREFIX + self.text(48)

    def client_secret(self) -> Secret:
        value = self.text(40)
        # One in a thousand has no digit, and would not be known for what it is.
        while (shape := recognise(value)) is None or shape.kind != Kind.CLIENT_SECRET:
            value = self.text(40)
        return Secret(value)

    def text(self, length: int, alphabet: str = ALPHANUMERICS) -> str:
        """Return so many characters of the alphabet, each as likely as another."""
        characters = ""
        # Octets above the last whole multiple would favour the first letters.
        ceiling = 256 - 256 % len(alphabet)
        while len(characters) < length:
            characters += "".join(
                alphabet[octet % len(alphabet)]
                for octet in self._entropy.octets(length)
                if octet < ceiling
            )
        return characters[:length]


def access_reference(digest: str, *, expires_at: datetime) -> str:
    """Return the public name of an access token, as a 401 tells it.

    It is not the token and does not lead to it: it is drawn from a hash of its hash.
    Source: the wire facts on the 401 of the gateway, ``Token expired: AB0…``.
    """
    number = int.from_bytes(hashlib.sha256(f"reference {digest}".encode()).digest())
    characters = ""
    for _ in range(37):
        number, place = divmod(number, len(ALPHANUMERICS))
        characters += ALPHANUMERICS[place]
    return f"{CLIENT_ID_PREFIX}0{int(expires_at.timestamp()):010d}{characters}"


def digest_of(value: str) -> str:
    """Return the SHA-256 under which a code or a token is kept, as 64 hex digits."""
    # A JSON body can carry half of a surrogate pair, which has no UTF-8.
    return hashlib.sha256(value.encode(errors="surrogatepass")).hexdigest()


def _base64url(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
