"""Every drill goes as its file says, and the diagnosis is never misled by it."""

import re
from dataclasses import replace
from functools import cache

import pytest

from blueprints.bench.drill_world import open_world
from grantlab.diagnosis.engine import judge_causes
from grantlab.diagnosis.findings import Verdict
from grantlab.drills.acts import Lock, TwoWorkers
from grantlab.drills.catalogue import all_drills, find_drill
from grantlab.drills.drill import Drill
from grantlab.drills.expectation import read_expected
from grantlab.drills.inquiry import evidence_of, examine, find_deviations
from grantlab.drills.names import name_values
from grantlab.drills.player import play
from grantlab.drills.recording import Recording
from grantlab.wire.redaction import scrub

VALUE_NAME = re.compile(r"\b[ACKRSV]\d+\b")
CHALLENGE = re.compile(r"code_challenge=[\w-]{43}")
EVERY_DRILL = [pytest.param(drill, id=drill.name) for drill in all_drills()]


@cache
def played(name: str) -> Recording:
    """Play a drill once for all tests; a recording does not change."""
    return play(find_drill(name), open_world=open_world)


@pytest.mark.proves("E1", "E2", "E3", "E4", "R1", "R2", "R3", "R4", "R5", "R6")
@pytest.mark.parametrize("drill", EVERY_DRILL)
def test_a_drill_goes_as_its_file_says(drill: Drill) -> None:
    assert find_deviations(played(drill.name)) == ()


@pytest.mark.parametrize("drill", EVERY_DRILL)
def test_the_checklist_finds_what_the_file_says(drill: Drill) -> None:
    recording = played(drill.name)

    named = examine(recording).diagnosis.named
    verdicts = {
        one.cause.id: one.finding.verdict
        for one in judge_causes(evidence_of(recording))
    }

    assert (None if named is None else named.cause.id) == drill.checklist.names
    assert drill.checklist.verdicts.items() <= verdicts.items()


@pytest.mark.parametrize("drill", EVERY_DRILL)
def test_the_diagnosis_confirms_nothing_that_is_not_right(drill: Drill) -> None:
    conclusions = judge_causes(evidence_of(played(drill.name)))

    confirmed = {
        one.cause.id for one in conclusions if one.finding.verdict is Verdict.CONFIRMED
    }
    assert confirmed <= {drill.right, *drill.also_right}
    assert [one.broken for one in conclusions if one.broken] == []


@pytest.mark.parametrize("drill", EVERY_DRILL)
def test_a_value_that_the_prose_names_was_on_the_wire(drill: Drill) -> None:
    names = {
        value.name for value in name_values(played(drill.name).round_trips).values()
    }
    told = [act.says for act in drill.acts] + [choice.why for choice in drill.choices]
    told += [drill.incident, drill.reveal.gave_away, drill.reveal.remedy]

    named = {name for text in told for name in VALUE_NAME.findall(text)}

    assert named <= names


@pytest.mark.proves("L705")
@pytest.mark.parametrize("drill", EVERY_DRILL)
def test_a_recording_holds_no_secret(drill: Drill) -> None:
    texts = [
        text
        for item in played(drill.name).round_trips
        for text in (
            item.url,
            item.request_body,
            item.response_body,
            *(value for _, value in (*item.request_headers, *item.response_headers)),
        )
    ]

    # The hash of a verifier may be shown, and looks like one.
    shown = [CHALLENGE.sub("", text) for text in texts]
    assert [text for text in shown if scrub(text) != text] == []


def test_two_plays_know_nothing_of_one_another() -> None:
    drill = find_drill("a-trailing-slash")

    first, second = (play(drill, open_world=open_world) for _ in range(2))

    assert not set(name_values(first.round_trips)) & set(
        name_values(second.round_trips)
    )
    assert first.ended_at == second.ended_at


def test_a_play_that_goes_another_way_is_told_in_words() -> None:
    drill = find_drill("the-closed-laptop")
    recording = play(
        replace_expectation(drill, act=1, expect="400 invalid_grant code_expired"),
        open_world=open_world,
    )

    assert find_deviations(recording) == (
        "act 2: the answer was “200”, not “400 invalid_grant code_expired”",
    )


def test_a_request_too_many_is_told_in_words() -> None:
    drill = find_drill("two-workers-one-claim")
    claimed = drill.acts[3]
    assert isinstance(claimed, TwoWorkers)
    acts = (*drill.acts[:3], replace(claimed, lock=Lock.NONE), *drill.acts[4:])

    recording = play(replace(drill, acts=acts), open_world=open_world)

    deviations = find_deviations(recording)

    assert deviations[0] == "act 4: 2 requests were sent, not 1"


def replace_expectation(drill: Drill, *, act: int, expect: str) -> Drill:
    """Return a drill in which one act expects something else."""
    acts = list(drill.acts)
    acts[act] = replace(acts[act], expect=(read_expected(expect),))
    return replace(drill, acts=tuple(acts))
