"""Sealing and opening."""

from cryptography.exceptions import InvalidTag

from grantlab.protocol.secret import Secret
from grantlab.runtime.entropy import Entropy
from grantlab.vault.errors import KeyRingError, UnsealError
from grantlab.vault.key_ring import KEY_ID_LENGTH, KeyRing

NONCE_LENGTH = 12
TAG_LENGTH = 16
OVERHEAD = KEY_ID_LENGTH + NONCE_LENGTH + TAG_LENGTH
"""Octets that a sealed value is longer than what it holds."""


class Vault:
    """Seals under the newest key; opens under any key of the ring.

    AES-256-GCM. A sealed value is bound to its ``place``
    ("connection/7/sealed_realm_id": table, row and column) as associated data, so a
    ciphertext that is copied onto another row or column will not open.

    Layout: key id (4 octets), nonce (12 octets), ciphertext and tag.
    Spec: NIST SP 800-38D §8.2.2 (random 96-bit nonces, at most 2^32 per key).
    """

    def __init__(self, ring: KeyRing, *, entropy: Entropy) -> None:
        self._ring = ring
        self._entropy = entropy

    def seal(self, secret: Secret, *, place: str) -> bytes:
        """Return the secret sealed for this place and no other."""
        key = self._ring.newest
        nonce = self._entropy.octets(NONCE_LENGTH)
        body = key.cipher.encrypt(nonce, secret.reveal().encode(), place.encode())
        return key.id + nonce + body

    def unseal(self, sealed: bytes, *, place: str) -> Secret:
        """Open a value that was sealed for this place.

        Raises:
            UnsealError: no key of the ring sealed it, it was altered, or it was sealed
                for another place.
        """
        if len(sealed) < OVERHEAD:
            raise UnsealError(f"{place}: too short to be a sealed value")
        key = self._ring.find(sealed[:KEY_ID_LENGTH])
        if key is None:
            key_id = sealed[:KEY_ID_LENGTH].hex()
            raise UnsealError(
                f"{place}: sealed under key {key_id}, which the ring lacks"
            )
        nonce, body = (
            sealed[KEY_ID_LENGTH:][:NONCE_LENGTH],
            sealed[KEY_ID_LENGTH + NONCE_LENGTH :],
        )
        try:
            value = key.cipher.decrypt(nonce, body, place.encode())
        except InvalidTag as exc:
            raise UnsealError(f"{place}: altered, or sealed for another place") from exc
        return Secret(value.decode())

    def index(self, value: str) -> str:
        """Return what a value can be found by without opening any."""
        return self._ring.index(value)

    def check_key_ids(self, used: frozenset[str]) -> None:
        """Check that the ring can open whatever is stored.

        Raises:
            KeyRingError: stored values were sealed under keys that the ring lacks; the
                message names their ids.
        """
        missing = sorted(used - set(self._ring.ids))
        if missing:
            raise KeyRingError(
                "the key ring lacks the keys that stored values were sealed with; "
                f"missing key ids: {', '.join(missing)}; "
                f"key ids in the ring: {', '.join(self._ring.ids)}"
            )
