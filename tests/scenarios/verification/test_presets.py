"""All checks hold under every preset."""

import pytest

from grantlab.verification.results import Outcome
from tests.scenarios.verification.conftest import Verify


@pytest.mark.parametrize("preset", ["faq", "observed", "rfc-9700"])
def test_every_check_passes_or_says_why_it_was_not_run(
    preset: str, verify: Verify
) -> None:
    results = verify(preset)

    failed = {
        id_: result.because
        for id_, result in results.items()
        if result.outcome is Outcome.FAILED
    }
    assert failed == {}
    assert all(
        result.because
        for result in results.values()
        if result.outcome is not Outcome.PASSED
    )
