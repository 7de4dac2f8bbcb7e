"""Every mutant is found by the checks that name it, and by no others.

In the short form only checks of the chapters that it belongs to are run with it.
"""

import pytest

from grantlab.verification.catalogue import all_checks
from grantlab.verification.results import Outcome
from tests.scenarios.verification.conftest import Verify
from tests.support.effort import FULL
from tests.support.mutants.mutant import Mutant
from tests.support.mutants.table import MUTANTS


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mistake_fails_the_checks_that_name_it_and_no_others(
    mutant: Mutant, verify: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant.apply(monkeypatch)

    results = verify(mutant.preset, statements=None if FULL else _near(mutant))

    failed = {
        id_ for id_, result in results.items() if result.outcome is Outcome.FAILED
    }
    assert failed == mutant.fails


def _near(mutant: Mutant) -> frozenset[str]:
    """Return the checks of the chapters to which those that fail belong."""
    chapters = {_chapter(id_) for id_ in mutant.fails}
    return frozenset(
        item.statement for item in all_checks() if _chapter(item.statement) in chapters
    )


def _chapter(statement: str) -> str:
    """Return ``L3`` of L303, and ``E`` of E4."""
    return statement[:-2] or statement[0]
