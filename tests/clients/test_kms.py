"""The vault's keys by AWS KMS, against moto's server on loopback."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from click.testing import CliRunner
from flask import Flask
from moto.server import ThreadedMotoServer

from app import create_app
from blueprints.services import EXTENSION
from blueprints.vault.commands import vault
from grantlab.protocol.environment import Environment
from grantlab.settings import Settings
from grantlab.store.database import db
from grantlab.vault.errors import KeyServiceError
from grantlab.vault.key_ring import Key
from grantlab.vault.key_service import KmsKeys
from grantlab.vault.key_source import INDEXING, SEALING
from tests.pages.connections.stored import add_connection
from tests.support.clocks import StandingClock
from tests.support.entropy import CountedEntropy
from tests.support.patience import NoPatience

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def kms(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Run the service, point AWS's own variables at it, and give a client of it."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "invented")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "invented")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    client = boto3.client("kms")
    yield client
    client.close()
    server.stop()


@pytest.fixture
def key_id(kms: Any) -> str:
    """Return a KMS key of this test's own."""
    made: str = kms.create_key()["KeyMetadata"]["KeyId"]
    return made


def companies(settings: Settings) -> list[str | None]:
    """Start the application, and read the names of the companies that are stored."""
    app = create_app(
        settings,
        clock=StandingClock(),
        entropy=CountedEntropy("start"),
        patience=NoPatience(),
    )
    parts = app.extensions[EXTENSION]
    with app.app_context():
        names = [
            parts.connections.company_name(item) for item in parts.connections.all()
        ]
        if not names:
            add_connection(app, Environment.PRODUCTION, name="Real Ltd")
        db.session.remove()
        db.engine.dispose()
    return names


def test_a_key_that_only_the_service_opens_may_lie_beside_production(
    tmp_path: Path, key_id: str
) -> None:
    settings = Settings(instance=tmp_path, vault_kms_key_id=key_id)

    first, second = companies(settings), companies(settings)

    assert (first, second) == ([], ["Real Ltd"])
    assert not (tmp_path / "vault.key").exists()
    written = (tmp_path / "vault.kms").read_text().split()
    assert all(len(item.removeprefix("index:")) > 60 for item in written)


@pytest.mark.proves("L703")
def test_keys_that_were_in_a_file_are_taken_along_and_then_replaced(
    instance: Path, guarded_app: Flask, key_id: str, tmp_path: Path
) -> None:
    add_connection(guarded_app, Environment.SANDBOX, name="Fresh Ltd")
    (tmp_path / "vault.key").rename(instance / "vault.key")
    variables = {
        "GRANTLAB_INSTANCE": str(instance),
        "GRANTLAB_VAULT_KMS_KEY_ID": key_id,
    }

    made, sealed, left_behind = (
        CliRunner().invoke(vault, [command], env=variables)
        for command in ("new-key", "rekey", "check")
    )
    (instance / "vault.key").unlink()
    checked = CliRunner().invoke(vault, ["check"], env=variables)

    assert (made.exit_code, sealed.exit_code, checked.exit_code) == (0, 0, 0)
    assert "4 values sealed again" in sealed.output
    assert "keys lie\tbeside the data" in left_behind.output
    assert "keys lie\tapart from the data, in vault.kms" in checked.output
    settings = Settings(instance=instance, vault_kms_key_id=key_id)
    assert companies(settings) == ["Fresh Ltd"]


def test_a_key_of_one_use_does_not_open_for_another(key_id: str, kms: Any) -> None:
    keys = KmsKeys(key_id)
    written = keys.make(INDEXING)

    with pytest.raises(KeyServiceError, match="decrypt"):
        keys.unwrap(written, SEALING)

    assert keys.unwrap(written, INDEXING) == KmsKeys(key_id).unwrap(written, INDEXING)
    assert kms.meta.region_name == "eu-west-1"


@pytest.mark.proves("L701")
def test_a_key_that_the_service_does_not_know_stops_the_start_in_words(
    tmp_path: Path, key_id: str
) -> None:
    companies(Settings(instance=tmp_path, vault_kms_key_id=key_id))

    with pytest.raises(KeyServiceError, match="AWS KMS did not decrypt"):
        companies(Settings(instance=tmp_path, vault_kms_key_id="unknown"))


def test_a_service_that_does_not_answer_stops_the_start_in_words(
    tmp_path: Path, key_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")

    with pytest.raises(KeyServiceError, match="Could not connect"):
        companies(Settings(instance=tmp_path, vault_kms_key_id=key_id))


def test_a_service_without_tls_is_spoken_to_on_this_machine_only(
    key_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", "http://kms.example")

    with pytest.raises(KeyServiceError, match="not https"):
        KmsKeys(key_id).wrap(Key(bytes(32)), SEALING)
