"""What changed between two runs."""

import pytest

from grantlab.verification.comparing import Change, compare
from grantlab.verification.results import Outcome
from tests.unit.verification.builders import result, run


def test_a_statement_is_told_by_what_became_of_it() -> None:
    before = run(
        result("L301", Outcome.PASSED),
        result("L302", Outcome.FAILED),
        result("L303", Outcome.PASSED),
        result("L304", Outcome.NEEDS_PERSON),
        result("L305", Outcome.FAILED),
    )
    after = run(
        result("L301", Outcome.FAILED),
        result("L302", Outcome.PASSED),
        result("L303", Outcome.NOT_RUN),
        result("L304", Outcome.PASSED),
        result("L305", Outcome.FAILED),
    )

    first, *others = compare(before, after)

    assert first == Change(
        statement="L301", before=Outcome.PASSED, after=Outcome.FAILED
    )
    assert [one.statement for one in others] == ["L302", "L303", "L304"]


def test_only_what_both_runs_have_is_compared() -> None:
    before = run(result("L301", Outcome.PASSED), result("L302", Outcome.PASSED))
    after = run(result("L302", Outcome.PASSED), result("L303", Outcome.FAILED))

    assert compare(before, after) == ()


def test_runs_under_two_presets_are_not_compared() -> None:
    with pytest.raises(ValueError, match="two services"):
        compare(run(preset="faq"), run(preset="observed"))
