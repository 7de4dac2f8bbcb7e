"""What the page on the provider's fidelity must say."""

import re
from enum import StrEnum

import pytest

from grantlab.provider.faults.catalogue import FAULTS
from grantlab.provider.policy.knobs import KNOBS, Knob
from grantlab.provider.policy.presets import FAQ, PRESETS
from tests.conventions.sources import ROOT

FIDELITY = (ROOT / "docs" / "provider-fidelity.md").read_text(encoding="utf-8")
SUBJECTS = [
    "Published metadata and signing keys",
    "The authorization endpoint",
    "Scopes",
    "The token endpoint",
    "Refusals of the token endpoint",
    "Rotation and lifetimes",
    "Ending a connection",
    "UserInfo",
    "The ID token",
    "The company API",
    "Redirect URIs",
    "Client libraries",
    "Outages and support",
    "Where the descriptions disagree",
    "What nobody knows",
]


def row_of(name: str) -> list[str]:
    """Return the cells of the row that a table of the fidelity page begins with a name."""
    (row,) = re.findall(rf"^\| `{re.escape(name)}` \|.*$", FIDELITY, re.MULTILINE)
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_the_fidelity_page_goes_through_every_subject() -> None:
    headings = re.findall(r"^## (\d+) (.+)$", FIDELITY, re.MULTILINE)

    assert headings == [(str(n), name) for n, name in enumerate(SUBJECTS, start=1)]


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_a_knob_stands_on_the_fidelity_page_as_the_presets_set_it(knob: Knob) -> None:
    cells = row_of(knob.name)
    settings = [f"`{knob.show(policy)}`" for policy in PRESETS.values()]

    alike = len(set(settings)) == 1
    assert cells[2:5] == settings or (alike and cells[2] == settings[0])


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_the_fidelity_page_names_every_word_that_a_knob_takes(knob: Knob) -> None:
    value = knob.read(FAQ)
    words = [word.value for word in type(value)] if isinstance(value, StrEnum) else []

    assert [
        word for word in words if f"`{word}`" not in " ".join(row_of(knob.name))
    ] == []


@pytest.mark.parametrize("name", [*FAULTS, *PRESETS])
def test_the_fidelity_page_names_every_fault_and_every_preset(name: str) -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", FIDELITY, re.MULTILINE)

    assert any(f"`{name}`" in first for first in rows)


@pytest.mark.parametrize(
    ("mentioned", "known"),
    [
        pytest.param(r"\bknobs? `([^`]+)`", {knob.name for knob in KNOBS}, id="knob"),
        pytest.param(r"\bfaults? `([^`]+)`", {*FAULTS}, id="fault"),
    ],
)
def test_the_fidelity_page_speaks_of_nothing_that_is_not_there(
    mentioned: str, known: set[str]
) -> None:
    names = set(re.findall(mentioned, FIDELITY))

    assert len(names) > 5
    assert names - known == set()
