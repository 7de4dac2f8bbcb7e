"""Every statement of the lifecycle has one check, and the page that explains it."""

import re
from dataclasses import dataclass

import pytest

from blueprints.verification.commands import ENVIRONMENTS, PRESETS, REPORTS
from blueprints.verification.report_forms import FORMS
from blueprints.verification.stages import OPENERS
from blueprints.walkthrough import stage
from grantlab.provider.policy import presets as provider
from grantlab.verification.catalogue import all_checks
from grantlab.verification.check import Check, Practice
from grantlab.verification.reports import wording
from tests.conventions.sources import ROOT
from tests.conventions.test_proofs import PRACTICES

DOCS = ROOT / "docs"
STATED = re.compile(r"^\| (?P<id>[LER]\d+) \| .+ \| (?P<source>[A-Z ]+) \| .+ \|$")
EXPLAINED = re.compile(
    r"^\| (?P<id>[LER]\d+) \| (?P<source>[A-Z ]+) \| (?P<sandbox>[a-z, ]+)"
    r" \| (?P<done>.+?) \| (?P<seen>.*)\|$"
)


@dataclass(frozen=True)
class Row:
    """What the page says of one check."""

    id: str
    source: str
    sandbox: str
    done: str
    seen: str


def explained() -> list[Row]:
    lines = (DOCS / "verification.md").read_text(encoding="utf-8").splitlines()
    rows = (EXPLAINED.match(line) for line in lines)
    return [Row(**row.groupdict()) for row in rows if row is not None]


def stated() -> dict[str, str]:
    """Return the statements with their sources, in the order of the lifecycle."""
    lines = (DOCS / "lifecycle.md").read_text(encoding="utf-8").splitlines()
    rows = (STATED.match(line) for line in lines)
    return {row["id"]: row["source"] for row in rows if row is not None}


def where(item: Check | Practice) -> str:
    """Return whether a check can be run against the sandbox, as the page says it."""
    match item:
        case Practice():
            return "not run"
        case Check(in_sandbox=False):
            return "no"
        case Check(ends_connection=True):
            return "yes, last"
        case _:
            return "yes"


def test_every_statement_has_one_check_in_the_order_of_the_lifecycle() -> None:
    assert [item.statement for item in all_checks()] == list(stated())


def test_advice_is_not_run_and_everything_else_is() -> None:
    practices = {item.statement for item in all_checks() if isinstance(item, Practice)}

    assert practices == PRACTICES


def test_the_command_knows_every_preset_environment_and_form() -> None:
    assert tuple(provider.PRESETS) == tuple(wording.PRESETS) == stage.PRESETS == PRESETS
    assert tuple(OPENERS) == ENVIRONMENTS
    assert tuple(FORMS) == REPORTS


def test_the_page_explains_every_statement_with_its_source() -> None:
    assert {row.id: row.source for row in explained()} == stated()
    assert [row.id for row in explained()] == list(stated())


@pytest.mark.parametrize("row", explained(), ids=lambda row: row.id)
def test_the_page_says_what_is_done_and_what_must_be_seen(row: Row) -> None:
    assert row.done.strip()
    assert bool(row.seen.strip()) is (row.sandbox != "not run")


@pytest.mark.parametrize("item", all_checks(), ids=lambda item: item.statement)
def test_the_page_says_where_a_check_can_be_run(item: Check | Practice) -> None:
    (told,) = (row.sandbox for row in explained() if row.id == item.statement)

    assert told == where(item)
