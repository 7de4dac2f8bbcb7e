"""Every statement of the lifecycle has a test that can fail, or says why not."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from tests.conventions.sources import ROOT, name_of, python_files, tree_of

PAGE = ROOT / "docs" / "lifecycle.md"
ROW = re.compile(
    r"^\| (?P<id>[LER]\d+) \| (?P<says>.+) \| [A-Z ]+ \| (?P<proofs>.+) \|$"
)
PRACTICES = {"L202", "L308", "L702"}
"""Advice: it is shown and explained, and no test can prove it."""

NOT_YET_PROVED: set[str] = set()
"""Renewal comes later. Only ever shorter."""


@dataclass(frozen=True)
class Statement:
    """One row of the page."""

    id: str
    proofs: tuple[str, ...]
    """The modules that are said to prove it, from ``tests`` on."""


def statements() -> list[Statement]:
    rows = (ROW.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return [
        Statement(row["id"], tuple(re.findall(r"`([a-z_0-9/]+)`", row["proofs"])))
        for row in rows
        if row is not None
    ]


def marked_in(tree: ast.Module) -> Iterator[str]:
    """Return the ids that a module's tests carry in ``pytest.mark.proves``."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "proves"
        ):
            yield from (ast.literal_eval(argument) for argument in node.args)


@cache
def proofs() -> dict[str, set[str]]:
    """Return the modules that carry each id."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in python_files("tests"):
        for id_ in marked_in(tree_of(path)):
            module = name_of(path).removeprefix("tests/").removesuffix(".py")
            found[id_].add(module)
    return found


STATEMENTS = [pytest.param(item, id=item.id) for item in statements()]


def test_the_page_has_all_the_statements() -> None:
    ids = [item.id for item in statements()]

    assert len(ids) == len(set(ids))
    assert {"L101", "L208", "L310", "L406", "L513", "L605", "L705", "E1", "R6"} <= set(
        ids
    )


def test_every_statement_is_proved_but_for_those_that_are_named() -> None:
    unproved = {item.id for item in statements()} - set(proofs()) - PRACTICES

    assert unproved == NOT_YET_PROVED, f"not yet proved: {sorted(unproved)}"


def test_advice_is_not_said_to_be_proved() -> None:
    assert not PRACTICES & set(proofs())


def test_every_proof_is_of_a_statement() -> None:
    assert set(proofs()) <= {item.id for item in statements()}


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_page_names_only_modules_that_carry_the_statement(
    statement: Statement,
) -> None:
    carrying = proofs().get(statement.id, set())

    assert set(statement.proofs) <= carrying
    assert bool(statement.proofs) == bool(carrying)
