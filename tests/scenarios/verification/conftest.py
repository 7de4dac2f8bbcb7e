"""Runs of all checks, for tests that look at what came of them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from blueprints.logs import quiet_logs
from blueprints.verification.world import open_embedded
from grantlab.verification.results import CheckResult
from grantlab.verification.running import run_checks

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
Verify = Callable[[str], dict[str, CheckResult]]


def run_embedded(preset: str) -> dict[str, CheckResult]:
    """Run every check before a provider of its own; return what came, by statement."""
    results: dict[str, CheckResult] = {}
    with quiet_logs(), open_embedded(preset, now=NOON) as stage:
        run_checks(
            stage, tell=lambda result: results.update({result.statement: result})
        )
    return results


@pytest.fixture
def verify() -> Verify:
    return run_embedded
