"""Sealing and opening."""

import structlog
from cryptography.exceptions import InvalidTag

from grantlab.protocol.secret import Secret
from grantlab.runtime.entropy import Entropy
from grantlab.vault.errors import KeyMissingError, KeyRingError, UnsealError
from grantlab.vault.key_ring import KEY_ID_LENGTH, KeyRing, RingKey
from grantlab.vault.key_source import KeySource

log = structlog.get_logger()

NONCE_LENGTH = 12
TAG_LENGTH = 16
OVERHEAD = KEY_ID_LENGTH + NONCE_LENGTH + TAG_LENGTH
"""Octets that a sealed value is longer than what it holds."""


class Vault:
    """Seals under the newest key; opens under any key of the ring.

    AES-256-GCM. A sealed value is bound to its ``place``
    ("connection/7/sealed_realm_id": table, row and column) as associated data, so a
    ciphertext that is copied onto another row or column will not open.

    With a ``source`` it looks for changed keys before it seals and when a value has
    the id of a key that it lacks. So a new key comes into use in every process that
    serves, without a restart, and keys that have left the source still open here.

    Layout: key id (4 octets), nonce (12 octets), ciphertext and tag.
    Spec: NIST SP 800-38D §8.2.2 (random 96-bit nonces, at most 2^32 per key).
    """

    def __init__(
        self, ring: KeyRing, *, entropy: Entropy, source: KeySource | None = None
    ) -> None:
        self._ring = ring
        self._entropy = entropy
        self._source = source

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The ids of the keys in hexadecimal, newest first."""
        return self._ring.ids

    def seal(self, secret: Secret, *, place: str) -> bytes:
        """Return the secret sealed for this place and no other."""
        self._look_again()
        return self._seal(secret.reveal().encode(), place.encode())

    def unseal(self, sealed: bytes, *, place: str) -> Secret:
        """Open a value that was sealed for this place.

        Raises:
            KeyMissingError: no key of the ring sealed it.
            UnsealError: it was altered, or it was sealed for another place.
        """
        return Secret(self._open(sealed, place).decode())

    def reseal(self, sealed: bytes, *, place: str) -> bytes:
        """Return what a sealed value holds, sealed under the newest key for its place.

        Raises:
            UnsealError: it does not open.
        """
        return self._seal(self._open(sealed, place), place.encode())

    @property
    def newest_key_id(self) -> bytes:
        """The id of the key that seals."""
        return self._ring.newest.id

    def look_again(self) -> None:
        """Take up keys that have changed since they were read."""
        self._look_again(insist=True)

    def index(self, value: str) -> str:
        """Return what a value can be found by without opening any."""
        return self._ring.index(value)

    def check_key_ids(self, used: frozenset[str]) -> None:
        """Check that the ring can open whatever is stored.

        Raises:
            KeyRingError: stored values were sealed under keys that the ring lacks; the
                message names their ids.
        """
        missing = sorted(key for key in used if self._find(bytes.fromhex(key)) is None)
        if missing:
            raise KeyRingError(
                "the key ring lacks the keys that stored values were sealed with; "
                f"missing key ids: {', '.join(missing)}; "
                f"key ids in the ring: {', '.join(self._ring.ids)}"
            )

    def _seal(self, value: bytes, place: bytes) -> bytes:
        key = self._ring.newest
        nonce = self._entropy.octets(NONCE_LENGTH)
        return key.id + nonce + key.cipher.encrypt(nonce, value, place)

    def _open(self, sealed: bytes, place: str) -> bytes:
        if len(sealed) < OVERHEAD:
            raise UnsealError(f"the value at {place} is too short to be sealed")
        key = self._find(sealed[:KEY_ID_LENGTH])
        if key is None:
            key_id = sealed[:KEY_ID_LENGTH].hex()
            raise KeyMissingError(
                f"the value at {place} was sealed under key {key_id}, which the ring lacks"
            )
        nonce, body = (
            sealed[KEY_ID_LENGTH:][:NONCE_LENGTH],
            sealed[KEY_ID_LENGTH + NONCE_LENGTH :],
        )
        try:
            return key.cipher.decrypt(nonce, body, place.encode())
        except InvalidTag as exc:
            raise UnsealError(
                f"the value at {place} was altered, or sealed for another place"
            ) from exc

    def _find(self, key_id: bytes) -> RingKey | None:
        found = self._ring.find(key_id)
        if found is None:
            self._look_again(insist=True)
            found = self._ring.find(key_id)
        return found

    def _look_again(self, *, insist: bool = False) -> None:
        changed = None if self._source is None else self._source.changed(insist=insist)
        if changed is None:
            return
        if changed.index_key != self._ring.index_key:
            # Companies would no longer be found. The next start says so in words.
            log.warning("changed keys have another index key and are not taken up")
            return
        self._ring = changed.followed_by(self._ring)
