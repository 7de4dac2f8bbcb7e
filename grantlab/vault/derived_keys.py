"""Keys for other uses, derived so that none of them is the key itself."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive_key(key: bytes, *, purpose: str) -> bytes:
    """Return 32 octets for one purpose; two purposes never share a key.

    Spec: RFC 5869.
    """
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(
        key
    )
