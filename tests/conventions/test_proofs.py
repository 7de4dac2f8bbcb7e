"""Every statement of the lifecycle has a test that can fail, or says why not."""

import re
from dataclasses import dataclass

from tests.conventions.proofs import PAGE, ROW, proofs, with_proofs

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
    assert {item.id for item in statements() if not item.proofs} == PRACTICES


def test_every_proof_is_of_a_statement() -> None:
    assert set(proofs()) <= {item.id for item in statements()}


def test_the_page_names_the_modules_that_carry_each_statement_and_no_others() -> None:
    page = PAGE.read_text(encoding="utf-8")

    stale = [
        item.id for item in statements() if item.proofs != proofs().get(item.id, ())
    ]

    assert stale == [], "make proofs writes the column anew"
    assert with_proofs(page) == page
