"""What holds for every drill."""

import pytest

from blueprints.walkthrough.steps import StepId
from grantlab.diagnosis.checklist import ITEMS
from grantlab.drills.acts import TimePasses, Verb
from grantlab.drills.catalogue import all_drills
from grantlab.drills.drill import Drill
from tests.conventions.sources import ROOT

LIFECYCLE = (ROOT / "docs" / "lifecycle.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "drills.md").read_text(encoding="utf-8")
EVERY_DRILL = [pytest.param(drill, id=drill.name) for drill in all_drills()]
MANDATED = {
    "the-lost-answer",
    "two-workers-no-lock",
    "two-machines-one-lock-each",
    "two-workers-one-claim",
    "the-double-callback",
    "the-library-behind-your-back",
    "the-token-in-the-environment",
    "the-ten-minute-window",
    "fifty-and-sixty",
    "a-column-called-token",
}
"""Incidents that are too instructive to be dropped."""


def test_every_cause_of_the_faq_has_a_drill() -> None:
    told = {id_ for drill in all_drills() for id_ in drill.reveal.statements}

    assert {id_ for id_, _ in ITEMS} <= told


def test_there_are_enough_drills_and_the_famous_ones_are_among_them() -> None:
    names = {drill.name for drill in all_drills()}

    assert len(names) == len(all_drills()) >= 18
    assert names >= MANDATED


def test_every_verb_is_played_somewhere() -> None:
    played = {act.act for drill in all_drills() for act in drill.acts}

    assert played == set(Verb)


@pytest.mark.parametrize("drill", EVERY_DRILL)
def test_a_drill_points_at_statements_and_a_step_that_are_there(drill: Drill) -> None:
    assert [
        id_ for id_ in drill.reveal.statements if f"| {id_} |" not in LIFECYCLE
    ] == []
    assert drill.reveal.step in set(StepId)


@pytest.mark.parametrize("drill", EVERY_DRILL)
def test_a_refusal_is_expected_with_the_reason_that_only_the_ledger_knows(
    drill: Drill,
) -> None:
    refusals = [
        answer for act in drill.acts for answer in act.expect if answer.status == 400
    ]

    assert [answer for answer in refusals if answer.reason is None] == []


@pytest.mark.parametrize("drill", EVERY_DRILL)
def test_a_drill_ends_with_something_that_happens(drill: Drill) -> None:
    assert not isinstance(drill.acts[-1], TimePasses)
    assert len({choice.why for choice in drill.choices}) == len(drill.choices)


@pytest.mark.parametrize("drill", EVERY_DRILL)
def test_a_drill_is_in_the_list_of_the_guide(drill: Drill) -> None:
    assert f"| `{drill.name}` | {drill.title} |" in GUIDE


@pytest.mark.parametrize("verb", list(Verb))
def test_a_verb_is_explained_in_the_guide(verb: Verb) -> None:
    assert f"| `{verb}` |" in GUIDE
