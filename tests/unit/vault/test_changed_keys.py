"""Keys that change while somebody serves: taken up, or left with a reason."""

import stat
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from grantlab.protocol.secret import Secret
from grantlab.vault.errors import KeyMissingError, KeyRingError
from grantlab.vault.key_file import KeyFile
from grantlab.vault.key_ring import KEY_LENGTH, Key, format_key_ring, split_ring
from grantlab.vault.key_source import EnvironmentKeys, Plain
from grantlab.vault.owned_file import GROUP_READS, replace
from grantlab.vault.vault import Vault
from tests.support import invented
from tests.support.entropy import CountedEntropy

PLACE = "token_generation/7/sealed_refresh_token"
TOKEN = Secret(invented.REFRESH_TOKEN)
OTHER, INDEX = (Key(bytes([number]) * KEY_LENGTH) for number in (8, 9))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.key"


def source_of(path: Path, name: str) -> KeyFile:
    return KeyFile(path, Plain(CountedEntropy(name)))


def serving(path: Path, name: str) -> Vault:
    """Return a vault over a key file, as one process has it."""
    source = source_of(path, name)
    return Vault(source.read(), entropy=CountedEntropy(f"{name}’s"), source=source)


def add_key(path: Path) -> str:
    """Put a new key first, as a command in another process does; return its id."""
    source = source_of(path, "command")
    source.put(source.with_new_key())
    return source.read().ids[0]


def test_keys_that_are_not_of_the_form_are_named_by_where_they_are(path: Path) -> None:
    path.write_text("garbage")
    path.chmod(0o600)

    with pytest.raises(KeyRingError, match=r"vault\.key: a key ring is written"):
        source_of(path, "server").read()
    with pytest.raises(
        KeyRingError, match="GRANTLAB_VAULT_KEYS: a key ring is written"
    ):
        EnvironmentKeys("garbage", entropy=CountedEntropy()).read()


@pytest.mark.proves("L703")
def test_a_new_key_seals_in_a_process_that_was_started_before_it(path: Path) -> None:
    vault = serving(path, "server")
    newest = add_key(path)

    sealed = vault.seal(TOKEN, place=PLACE)

    assert sealed[:4].hex() == newest


@pytest.mark.proves("L703")
def test_what_another_process_sealed_under_a_new_key_opens_here(path: Path) -> None:
    vault = serving(path, "server")
    add_key(path)
    sealed = serving(path, "another").seal(TOKEN, place=PLACE)

    assert vault.unseal(sealed, place=PLACE) == TOKEN


def test_a_key_that_has_left_the_file_still_opens_until_the_end(path: Path) -> None:
    vault = serving(path, "server")
    sealed = vault.seal(TOKEN, place=PLACE)
    path.write_text(format_key_ring((OTHER,), index_key=source_of(path, "").read().index_key))  # fmt: skip

    again = vault.seal(TOKEN, place=PLACE)

    assert again[:4] == OTHER.id
    assert vault.unseal(sealed, place=PLACE) == TOKEN


def test_another_index_key_is_not_taken_up(path: Path) -> None:
    vault = serving(path, "server")
    before = vault.index(invented.REALM_ID), vault.key_ids
    path.write_text(format_key_ring((OTHER,), index_key=INDEX))

    with capture_logs() as logged:
        vault.seal(TOKEN, place=PLACE)

    assert (vault.index(invented.REALM_ID), vault.key_ids) == before
    assert "index key" in logged[0]["event"]


def test_a_file_that_was_spoilt_leaves_the_keys_in_hand(path: Path) -> None:
    vault = serving(path, "server")
    sealed = vault.seal(TOKEN, place=PLACE)
    path.write_text("garbage")

    with capture_logs() as logged:
        vault.seal(TOKEN, place=PLACE)
        vault.seal(TOKEN, place=PLACE)

    assert vault.unseal(sealed, place=PLACE) == TOKEN
    assert len(logged) == 1
    assert path.read_text() == "garbage"


def test_a_file_that_is_gone_is_not_made_anew_while_serving(path: Path) -> None:
    vault = serving(path, "server")
    path.unlink()

    vault.seal(TOKEN, place=PLACE)

    assert not path.exists()


def test_an_unknown_key_id_is_looked_for_again_after_a_failed_reading(
    path: Path,
) -> None:
    vault = serving(path, "server")
    add_key(path)
    sealed = serving(path, "another").seal(TOKEN, place=PLACE)
    path.chmod(0o644)
    with pytest.raises(KeyMissingError):
        vault.unseal(sealed, place=PLACE)

    path.chmod(0o600)

    assert vault.unseal(sealed, place=PLACE) == TOKEN


def test_a_key_that_nobody_has_is_missing_by_its_id(path: Path) -> None:
    vault = serving(path, "server")

    with pytest.raises(KeyMissingError, match="00000000"):
        vault.unseal(bytes(64), place=PLACE)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_key_file_that_others_can_read_is_refused_in_words(
    path: Path, mode: int
) -> None:
    source_of(path, "first").read()
    path.chmod(mode)

    with pytest.raises(KeyRingError, match=f"mode {mode:03o}.*chmod 600"):
        source_of(path, "second").read()


def test_a_file_from_elsewhere_may_be_its_groups_and_nobody_elses(path: Path) -> None:
    source_of(path, "first").read()
    mounted = KeyFile(path, Plain(CountedEntropy()), forbidden_mode=GROUP_READS)
    path.chmod(0o440)

    assert mounted.read().ids

    path.chmod(0o444)
    with pytest.raises(KeyRingError, match="mode 444"):
        mounted.read()


def test_a_file_from_elsewhere_that_is_missing_is_not_made(path: Path) -> None:
    mounted = KeyFile(path, Plain(CountedEntropy()), may_be_made=False)

    with pytest.raises(KeyRingError, match=r"vault\.key is not there"):
        mounted.read()

    assert not path.exists()


def test_a_new_key_leaves_the_index_key_and_the_older_ones(path: Path) -> None:
    before = source_of(path, "first").read()

    add_key(path)

    after = source_of(path, "second").read()
    assert after.ids[1:] == before.ids
    assert after.index_key == before.index_key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_two_changes_at_once_do_not_lose_one_of_them(path: Path) -> None:
    source_of(path, "first").read()
    before = path.read_text()
    path.with_name("vault.key.new").write_text("another command's draft")

    with pytest.raises(KeyRingError, match="another change of the keys"):
        add_key(path)

    assert path.read_text() == before


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyRingError, match=r"vault\.key cannot be changed"):
        replace(tmp_path / "gone" / "vault.key", "text")


def test_keys_of_the_environment_are_printed_for_it_and_not_changed() -> None:
    text = format_key_ring((OTHER,), index_key=INDEX)
    source = EnvironmentKeys(text, entropy=CountedEntropy())

    written = split_ring(source.with_new_key())

    assert written.keys[1:] == split_ring(text).keys
    assert written.index == split_ring(text).index
    assert "\n" not in written.in_one_line
    with pytest.raises(KeyRingError, match="GRANTLAB_VAULT_KEYS"):
        source.put(written.text)
