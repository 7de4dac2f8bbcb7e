"""A visitor to a fresh provider, and a witness who diagnoses what the visitor met."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grantlab.diagnosis.engine import judge_causes
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.readings.requests import has_failed, has_gone_wrong, kind_of
from tests.support.ledger_causes import cause_of, is_right
from tests.support.provider import Visitor, open_visitor
from tests.support.witness import Witness


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """Open a provider; whatever it refuses, the diagnosis confirms nothing false."""
    with open_visitor(tmp_path) as visitor:
        witness = Witness(visitor.app, visitor.clock)
        visitor.app.wsgi_app = witness  # type: ignore[method-assign]  # as Flask has it
        yield visitor
        assert list(false_confirmations(witness, visitor)) == []


def false_confirmations(witness: Witness, visitor: Visitor) -> Iterator[str]:
    """Tell what the diagnosis of each refusal confirms although the ledger knows better."""
    round_trips = witness.round_trips
    if not any(item.refused and not has_failed(item) for item in round_trips):
        return
    reasons = {one.intuit_tid: one.reason for one in visitor.provider.refusals()}
    for position, item in enumerate(round_trips):
        reason = reasons.get(item.intuit_tid or "")
        if reason is None or not has_gone_wrong(item):
            continue
        cause = cause_of(reason, kind_of(item))
        evidence = Evidence(
            now=item.started_at, round_trips=round_trips, refused_at=position
        )
        for one in judge_causes(evidence):
            is_confirmed = one.finding.verdict is Verdict.CONFIRMED
            if is_confirmed and not is_right(one.cause.id, cause):
                yield f"{item.purpose}: {one.cause.id}, and it was {reason}"
