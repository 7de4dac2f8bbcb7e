"""What the documents must name."""

import pytest

from grantlab.settings import PREFIX, Settings
from tests.conventions.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"`{PREFIX}{name.upper()}`" in README


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_the_two_commands_are_in_the_readme(command: str) -> None:
    assert command in README
