"""Runs and their results, from the few parts that matter to a test."""

from datetime import timedelta
from typing import Any

from grantlab.protocol.environment import Environment
from grantlab.verification.results import (
    CheckResult,
    Entry,
    Line,
    Manner,
    Outcome,
    Run,
)
from tests.support.clocks import NOON


def line(manner: Manner, words: str) -> Line:
    return Line(manner=manner, words=words, at=NOON)


def result(
    statement: str = "L303",
    outcome: Outcome = Outcome.PASSED,
    *record: Entry,
    because: str = "",
) -> CheckResult:
    return CheckResult(
        statement=statement,
        outcome=outcome,
        because=because,
        record=record,
        elapsed_ms=7,
    )


def run(*results: CheckResult, **changes: Any) -> Run:
    """Return a run of the embedded service that took two seconds, unless told otherwise."""
    whole: dict[str, Any] = {
        "environment": Environment.EMBEDDED,
        "preset": "faq",
        "began_at": NOON,
        "ended_at": NOON + timedelta(seconds=2),
        "results": results,
        "version": "0.1.0",
        "token_endpoint": "http://localhost:8484/intuit/oauth2/v1/tokens/bearer",
    }
    return Run(**(whole | changes))
