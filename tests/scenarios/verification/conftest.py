"""Runs of all checks, for tests that look at what came of them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from blueprints.logs import quiet_logs
from blueprints.verification.world import open_embedded
from grantlab.verification.notes import Notes
from grantlab.verification.results import CheckResult
from grantlab.verification.running import Selection, run_checks
from grantlab.verification.stage import Stage

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
Verify = Callable[..., dict[str, CheckResult]]


def run_embedded(
    preset: str, *, statements: frozenset[str] | None = None
) -> dict[str, CheckResult]:
    """Run checks, all or some, before a provider of its own; return what came of each."""
    results: dict[str, CheckResult] = {}
    with quiet_logs(), open_embedded(preset, now=NOON) as stage:
        run_checks(
            stage,
            tell=lambda result: results.update({result.statement: result}),
            selection=Selection(statements=statements),
        )
    return results


def connect(stage: Stage) -> int:
    """Make a connection of our own client; return its number."""
    notes = Notes(stage.clock)
    stage.client.listen(notes)
    return stage.connect(notes).number


@pytest.fixture
def verify() -> Verify:
    return run_embedded
