"""Which source the vault's keys come from, as it was set."""

from pathlib import Path

from sqlalchemy import make_url

from grantlab.runtime.entropy import Entropy
from grantlab.settings import Settings, SettingsError
from grantlab.vault.errors import KeyRingError
from grantlab.vault.key_file import KeyFile, open_key_file
from grantlab.vault.key_ring import KeyRing, parse_key_ring
from grantlab.vault.key_source import EnvironmentKeys, KeySource, Plain
from grantlab.vault.owned_file import GROUP_READS, NOBODY_ELSE

KEY_FILE = "vault.key"
KMS_FILE = "vault.kms"


def key_source(settings: Settings, entropy: Entropy) -> KeySource:
    """Return where the keys are: wrapped by AWS KMS, a variable, or a file.

    Raises:
        KeyServiceError: AWS KMS is to be asked, and its library is not installed.
        SettingsError: there are two rings, and it is not plain which is meant.
    """
    if settings.vault_kms_key_id is not None:
        return _wrapped_by_kms(settings, settings.vault_kms_key_id, entropy)
    if settings.vault_keys is not None:
        return EnvironmentKeys(settings.vault_keys.get_secret_value(), entropy=entropy)
    elsewhere = settings.vault_key_file
    return KeyFile(
        elsewhere or settings.instance / KEY_FILE,
        Plain(entropy),
        forbidden_mode=NOBODY_ELSE if elsewhere is None else GROUP_READS,
        # A mount that failed must not look like a first run.
        may_be_made=elsewhere is None,
    )


def key_beside_data(settings: Settings, key_ids: tuple[str, ...]) -> Path | None:
    """Return the file in which a key of the ring lies where the data lies, else ``None``.

    That may be a file which was left behind when its keys were taken elsewhere. Keys that
    AWS KMS wrapped may lie there: without the service they open nothing.
    """
    data = _data_directory(settings)
    files = (settings.instance / KEY_FILE, settings.vault_key_file)
    beside = (
        file.resolve()
        for file in filter(None, files)
        if data is not None and data in file.resolve().parents
    )
    return next((file for file in beside if _ids_in(file) & set(key_ids)), None)


def _ids_in(file: Path) -> set[str]:
    """Return the ids of the keys that lie open in a file, if it is a key ring at all."""
    try:
        return set(parse_key_ring(file.read_text()).ids)
    except (KeyRingError, OSError, UnicodeDecodeError):
        return set()


def _data_directory(settings: Settings) -> Path | None:
    """Return the directory of the database, or ``None`` if a server has it."""
    if settings.database_url is None:
        return settings.instance.resolve()
    url = make_url(settings.database_url.get_secret_value())
    if url.get_backend_name() != "sqlite":
        return None
    return Path(url.database or "").resolve().parent


def _wrapped_by_kms(settings: Settings, kms_key_id: str, entropy: Entropy) -> KeySource:
    from grantlab.vault.key_service import KmsKeys, check_library

    check_library()
    path = settings.vault_key_file or settings.instance / KMS_FILE
    if path.exists() and settings.vault_keys is not None:
        raise SettingsError(
            f"GRANTLAB_VAULT_KEYS: is not used any more, because its keys are in {path}, "
            "wrapped by AWS KMS; take it away"
        )
    return KeyFile(
        path, KmsKeys(kms_key_id), taken_along=_ring_so_far(settings, entropy, path)
    )


def _ring_so_far(settings: Settings, entropy: Entropy, path: Path) -> KeyRing | None:
    """Return the ring that was in use before AWS KMS was, so that it goes on opening."""
    if path.exists():
        return None
    if settings.vault_keys is not None:
        return parse_key_ring(settings.vault_keys.get_secret_value())
    before = settings.instance / KEY_FILE
    return open_key_file(before, entropy=entropy) if before.exists() else None
