"""The stage of a run, which touches nothing of anybody's."""

from pathlib import Path

import pytest

from blueprints.logs import quiet_logs
from blueprints.verification.world import open_embedded
from grantlab.protocol.environment import Environment
from tests.scenarios.verification.conftest import NOON, connect


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
