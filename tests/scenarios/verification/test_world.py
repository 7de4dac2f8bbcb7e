"""The stage of a run, which touches nothing of anybody's."""

from pathlib import Path

import pytest
from flask import Flask

from blueprints.logs import quiet_logs
from blueprints.services import EXTENSION, Services
from blueprints.verification.sandbox import SandboxNotReadyError, open_own_sandbox
from blueprints.verification.world import open_embedded
from grantlab.protocol.environment import Environment
from grantlab.store.database import db
from grantlab.verification.person import NoWay, Person
from tests.scenarios.verification.conftest import NOON, connect

NOBODY = Person(NoWay("It is night."))


def test_what_is_set_for_ones_own_application_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GRANTLAB_DATABASE_URL", f"sqlite:///{tmp_path}/own.sqlite")
    monkeypatch.setenv("GRANTLAB_VAULT_KEYS", "none of the form")
    monkeypatch.setenv("GRANTLAB_EMBEDDED_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("GRANTLAB_INSTANCE", str(tmp_path))

    with quiet_logs(), open_embedded("faq", now=NOON) as stage:
        connect(stage)

    assert stage.environment is Environment.EMBEDDED
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_ours_is_held_open_while_the_sandbox_is_verified(app: Flask) -> None:
    parts: Services = app.extensions[EXTENSION]
    with app.app_context():
        with pytest.raises(SandboxNotReadyError), open_own_sandbox(parts, user=NOBODY):
            pytest.fail("there are no keys")

        assert not db.session().in_transaction()
