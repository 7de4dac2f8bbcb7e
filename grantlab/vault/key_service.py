"""Keys that AWS KMS alone can open: envelope encryption.

What is kept here is each key as KMS encrypted it. It is of no use without the service,
which is asked when the keys are read, and never for a single value.

Source: AWS KMS Developer Guide, "Data keys" and "Encryption context".
"""

import base64
from typing import Any, NoReturn, cast
from urllib.parse import urlsplit

from grantlab.vault.errors import KeyServiceError
from grantlab.vault.key_ring import Key

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
CONNECT_SECONDS, READ_SECONDS, TRIES = 5, 10, 3


class KmsKeys:
    """A wrapping whose keys AWS KMS makes, wraps and opens.

    The encryption context says whose key it is and what for, so that neither another
    application's key nor our index key can be put in the place of one that seals. The
    KMS key is named when one is opened, too: a key that somebody else's KMS key wrapped
    does not get in.
    """

    def __init__(self, kms_key_id: str) -> None:
        self._kms_key_id = kms_key_id
        self._client: Any = None
        self._opened: dict[tuple[str, str], Key] = {}

    def make(self, use: str) -> str:
        answer = self._ask(
            "generate_data_key_without_plaintext", use, KeySpec="AES_256"
        )
        return _base64(answer["CiphertextBlob"])

    def wrap(self, key: Key, use: str) -> str:
        answer = self._ask("encrypt", use, Plaintext=key.octets)
        return _base64(answer["CiphertextBlob"])

    def unwrap(self, written: str, use: str) -> Key:
        # Read again after a change, a ring is mostly keys that were opened before.
        known = self._opened.get((written, use))
        if known is None:
            answer = self._ask("decrypt", use, CiphertextBlob=_octets(written))
            known = self._opened[written, use] = Key(answer["Plaintext"])
        return known

    def _ask(self, operation: str, use: str, **members: Any) -> dict[str, Any]:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            if self._client is None:
                self._client = _connect()
            answer = getattr(self._client, operation)(
                KeyId=self._kms_key_id, EncryptionContext=_context(use), **members
            )
        except ClientError as exc:
            code = exc.response["Error"]["Code"]
            self._refuse(operation, f"{code}", exc)
        except BotoCoreError as exc:
            self._refuse(operation, str(exc), exc)
        return cast("dict[str, Any]", answer)

    def _refuse(self, operation: str, said: str, cause: Exception) -> NoReturn:
        raise KeyServiceError(
            f"AWS KMS did not {operation.replace('_', ' ')} under the key "
            f"{self._kms_key_id}: {said}"
        ) from cause


def check_library() -> None:
    """Check that AWS can be spoken to.

    Raises:
        KeyServiceError: boto3 is not installed; the message says how it is.
    """
    try:
        import boto3  # noqa: F401 -- that it is there is all that is asked
    except ImportError:
        raise KeyServiceError(
            "GRANTLAB_VAULT_KMS_KEY_ID is set and boto3 is not installed: "
            "pip install 'grantlab[kms]'"
        ) from None


def _connect() -> Any:
    import boto3
    from botocore.config import Config

    client = boto3.client(
        "kms",
        config=Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": TRIES},
            # As everywhere in Grantlab: no proxy of the environment sees a key.
            proxies={},
        ),
    )
    address = urlsplit(client.meta.endpoint_url)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise KeyServiceError(
            f"the address of AWS KMS is not https: {address.scheme}://{address.hostname}"
        )
    return client


def _context(use: str) -> dict[str, str]:
    return {"application": "grantlab", "use": use}


def _base64(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


def _octets(written: str) -> bytes:
    try:
        return base64.b64decode(written, validate=True)
    except ValueError:
        raise KeyServiceError(
            "a key of the ring is not in base64, as AWS KMS gave it"
        ) from None
