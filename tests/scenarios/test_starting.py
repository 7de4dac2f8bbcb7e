"""Stories about starting: with the right keys, with the wrong ones, and with none."""

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from app import create_app
from blueprints.services import EXTENSION, Services
from grantlab.errors import GrantlabError
from grantlab.protocol.environment import Environment
from grantlab.provider.database import FilesUnusableError
from grantlab.settings import Settings, SettingsError
from grantlab.store.database import db
from grantlab.vault.errors import KeyRingError
from grantlab.vault.key_file import open_key_file
from tests.support.builders import KEYS, token_set
from tests.support.clocks import NOON, StandingClock
from tests.support.entropy import CountedEntropy
from tests.support.patience import NoPatience

REALM_ID = "9341450000000101"
FRESH_KEY, INDEX_KEY = (
    base64.b64encode(bytes([number]) * 32).decode() for number in (7, 8)
)


@contextmanager
def started(instance: Path, *, vault_keys: str | None = None) -> Iterator[Services]:
    """Start the application, and let it go afterwards."""
    app: Flask = create_app(
        Settings(
            instance=instance,
            vault_keys=None if vault_keys is None else SecretStr(vault_keys),
        ),
        clock=StandingClock(),
        entropy=CountedEntropy(vault_keys or "start"),
        patience=NoPatience(),
    )
    with app.app_context():
        yield app.extensions[EXTENSION]
        db.session.remove()
        db.engine.dispose()


def store_a_connection(parts: Services, realm_id: str = REALM_ID) -> None:
    connection = parts.connections.open_for(
        environment=Environment.EMBEDDED,
        realm_id=realm_id,
        client_id="AB",
        scopes=(),
        now=NOON,
    )
    parts.generations.commit_consent(
        connection, token_set(), walk_id=None, asked_by="test", keep_values=True
    )


def test_a_restart_finds_everything_again(instance: Path) -> None:
    with started(instance) as parts:
        store_a_connection(parts)

    with started(instance) as parts:
        (connection,) = parts.connections.all()
        current = parts.generations.current(connection)
        assert current is not None
        assert parts.generations.refresh_token(current) == token_set().refresh_token


@pytest.mark.proves("L701")
def test_a_wrong_vault_key_stops_the_start_and_names_the_missing_ids(
    instance: Path,
) -> None:
    with started(instance) as parts:
        store_a_connection(parts)
    (needed,) = open_key_file(instance / "vault.key", entropy=CountedEntropy()).ids

    with (
        pytest.raises(KeyRingError, match=f"missing key ids: {needed}"),
        started(instance, vault_keys=f"index:{INDEX_KEY},{FRESH_KEY}"),
    ):
        pass


@pytest.mark.proves("L701")
def test_a_lost_key_file_stops_the_start_and_costs_nothing(instance: Path) -> None:
    with started(instance) as parts:
        store_a_connection(parts)
    kept = shutil.move(instance / "vault.key", instance.with_name("kept"))

    with pytest.raises(KeyRingError, match="missing key ids"), started(instance):
        pass

    shutil.move(kept, instance / "vault.key")
    with started(instance) as parts:
        assert parts.connections.count() == 1


def test_a_new_key_in_front_of_the_old_one_opens_what_is_stored(instance: Path) -> None:
    with started(instance) as parts:
        store_a_connection(parts)
    index, old = (instance / "vault.key").read_text().split()

    with started(instance, vault_keys=f"{index},{FRESH_KEY},{old}") as parts:
        (connection,) = parts.connections.all()
        assert parts.connections.realm_id(connection) == REALM_ID
        store_a_connection(parts)
        assert parts.connections.count() == 1


def test_without_a_vault_key_that_can_be_read_nothing_starts(instance: Path) -> None:
    (instance / "vault.key").write_text("garbage")

    with (
        pytest.raises(KeyRingError, match="openssl rand -base64 32"),
        started(instance),
    ):
        pass

    assert (instance / "vault.key").read_text() == "garbage"


def test_a_first_run_makes_its_own_keys_for_its_owner_alone(tmp_path: Path) -> None:
    instance = tmp_path / "fresh"

    with started(instance) as parts:
        assert parts.connections.count() == 0
        kept = ("vault.key", "app.key", "provider.sqlite", "provider.sqlite-wal")
        modes = {name: (instance / name).stat().st_mode & 0o077 for name in kept}

    assert modes == dict.fromkeys(kept, 0)


@pytest.mark.parametrize("embedded_url", [None, "http://127.0.0.1:9"])
def test_a_directory_that_cannot_be_made_stops_the_start_and_names_its_variable(
    tmp_path: Path, embedded_url: str | None
) -> None:
    (tmp_path / "file").touch()
    settings = Settings(instance=tmp_path / "file", embedded_url=embedded_url)

    with pytest.raises(GrantlabError, match="GRANTLAB_INSTANCE"):
        create_app(settings)


def test_a_provider_whose_file_is_no_database_stops_the_start_in_words(
    instance: Path,
) -> None:
    for left in instance.glob("provider.sqlite-*"):
        left.unlink()
    (instance / "provider.sqlite").write_text("nothing of a database" * 99)

    with (
        pytest.raises(FilesUnusableError, match="file is not a database"),
        started(instance),
    ):
        pytest.fail("it started")


def test_entered_keys_are_there_after_a_restart(instance: Path) -> None:
    with started(instance) as parts:
        parts.key_pairs.put(Environment.SANDBOX, KEYS, now=NOON)

    with started(instance) as parts:
        assert parts.environments.keys_of(Environment.SANDBOX) == KEYS
        assert parts.environments.keys_of(Environment.PRODUCTION) is None


def test_starting_leaves_no_secret_in_the_environment(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRANTLAB_INSTANCE", str(instance))
    monkeypatch.setenv("GRANTLAB_VAULT_KEYS", f"index:{INDEX_KEY},{FRESH_KEY}")

    app = create_app(clock=StandingClock(), entropy=CountedEntropy())

    assert FRESH_KEY not in str(dict(os.environ))
    assert FRESH_KEY not in str(app.config)
    with app.app_context():
        db.engine.dispose()


def test_another_index_key_stops_the_start(instance: Path) -> None:
    with started(instance) as parts:
        store_a_connection(parts)
    _, key = (instance / "vault.key").read_text().split()

    with (
        pytest.raises(KeyRingError, match="index key"),
        started(instance, vault_keys=f"index:{INDEX_KEY},{key}"),
    ):
        pytest.fail("it started")


@pytest.mark.proves("L705")
def test_what_is_no_database_address_stops_the_start_and_is_not_repeated(
    instance: Path,
) -> None:
    settings = Settings(instance=instance, database_url=SecretStr("no address: s3cret"))

    with pytest.raises(SettingsError, match="GRANTLAB_DATABASE_URL") as caught:
        create_app(settings, clock=StandingClock(), entropy=CountedEntropy("start"))

    assert "s3cret" not in str(caught.value)


@pytest.mark.proves("L704")
def test_one_altered_company_does_not_keep_the_others_from_starting(
    instance: Path,
) -> None:
    with started(instance) as parts:
        store_a_connection(parts)
        store_a_connection(parts, realm_id="9341450000000102")
        first, second = parts.connections.all()
        first.sealed_realm_id = second.sealed_realm_id
        db.session.commit()

    with started(instance) as parts:
        assert parts.connections.count() == 2
