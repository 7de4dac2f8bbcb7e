"""Every mutant is found by the checks that name it, and by no others."""

import pytest

from grantlab.verification.results import Outcome
from tests.scenarios.verification.conftest import Verify
from tests.support.mutants.mutant import Mutant
from tests.support.mutants.table import MUTANTS


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mistake_fails_the_checks_that_name_it_and_no_others(
    mutant: Mutant, verify: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant.apply(monkeypatch)

    results = verify(mutant.preset)

    failed = {
        id_ for id_, result in results.items() if result.outcome is Outcome.FAILED
    }
    assert failed == mutant.fails
