"""Hundreds of incidents, made up at random: the diagnosis is held against the ledger.

What reaches the diagnosis is what the client stored. The ledger is asked afterwards, for
the one refusal that the diagnosis explains.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from blueprints.services import services
from grantlab.diagnosis.engine import diagnose_evidence
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.evidence_file.file import open_evidence, write_evidence
from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.readings.requests import RequestKind, kind_of
from grantlab.diagnosis.verdicts import Diagnosis
from tests.scenarios.conftest import Stage
from tests.scenarios.diagnosis.every_kind import every_kind
from tests.scenarios.diagnosis.playing import Played, Script, World
from tests.scenarios.story import Story
from tests.support.chance import Chance
from tests.support.databases import SQLITE
from tests.support.effort import repetitions
from tests.support.figures import figures_of
from tests.support.ledger_causes import cause_of, is_right
from tests.support.provider import Visitor
from tests.unit.diagnosis.evidence_files import stored_file

INCIDENTS = repetitions(full=600, short=60)
WANTED = 0.98
pytestmark = [
    pytest.mark.slow,
    # What is stored where does not change what it means.
    pytest.mark.parametrize("database", [SQLITE], indirect=True, scope="session"),
]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One incident, what it came to, and what it was in truth."""

    name: str
    is_decided: bool
    cause: str
    diagnosis: Diagnosis
    from_file: Diagnosis
    """What the evidence file of the same connection comes to."""

    @property
    def verdict(self) -> str | None:
        return self.diagnosis.verdict.id if self.diagnosis.verdict else None

    @property
    def is_named(self) -> bool:
        return self.verdict is not None and is_right(self.verdict, self.cause)

    @property
    def is_among_candidates(self) -> bool:
        return any(is_right(one.id, self.cause) for one in self.diagnosis.candidates)

    @property
    def falsely_confirmed(self) -> list[str]:
        return [
            one.cause.id
            for one in self.diagnosis.findings
            if one.finding.verdict is Verdict.CONFIRMED
            and not is_right(one.cause.id, self.cause)
        ]

    def __str__(self) -> str:
        return f"{self.name} is {self.cause}: {self.verdict} was named"


@pytest.fixture(scope="module")
def judged(
    stage: Stage, first_run: Path, pytestconfig: pytest.Config
) -> tuple[Judged, ...]:
    """Play every incident once for all tests."""
    found = tuple(play_all(stage, first_run))
    decided = [one for one in found if one.is_decided]
    open_ = [one for one in found if not one.is_decided]
    false = sum(bool(one.falsely_confirmed) for one in found)
    figures_of(pytestconfig).extend(
        (
            f"{len(found)} incidents of {len(every_kind())} kinds",
            f"decided: {sum(one.is_named for one in decided)} of {len(decided)} named",
            f"open: {sum(one.verdict is None for one in open_)} of {len(open_)} left open",
            f"open: among the candidates {sum(one.is_among_candidates for one in open_)}",
            f"confirmed falsely: {false}",
        )
    )
    return found


def play_all(stage: Stage, first_run: Path) -> Iterator[Judged]:
    kinds = every_kind()
    for number in range(INCIDENTS):
        chance = Chance(f"incident {number}")
        script = kinds[number % len(kinds)]
        with stage.app.app_context():
            stage.set_anew(services(), first_run)
            yield play(script, chance, stage, name=f"{script.name} {number}")
            stage.close()


def play(script: Script, chance: Chance, stage: Stage, *, name: str) -> Judged:
    story = Story(
        parts=services(),
        user=Visitor(stage.provider_app, stage.bench_clock),
        machine_clock=stage.machine_clock,
        patience=stage.patience,
        app=stage.app,
        octets_on_disk=stage.place.octets_on_disk,
    )
    preset = chance.choice(script.presets)
    story.user.set_policy(preset)
    played = script.play(World(story=story, chance=chance, preset=preset))
    return Judged(
        name=f"{name} under {preset}",
        is_decided=played.is_decided,
        cause=truth_of(played, story, script),
        diagnosis=diagnose_evidence(played.evidence),
        from_file=diagnose_evidence(sent_along(played.evidence)),
    )


def outcome_of(diagnosis: Diagnosis) -> tuple[object, ...]:
    """Return what a diagnosis came to; the words for it may name more or less."""
    verdicts = [(one.cause, one.finding.verdict) for one in diagnosis.findings]
    return diagnosis.verdict, diagnosis.candidates, diagnosis.question, verdicts


def sent_along(evidence: Evidence) -> Evidence:
    """Write evidence as a file, and open it elsewhere at the same refusal."""
    opened = open_evidence(json.dumps(write_evidence(stored_file(evidence))))
    assert opened is not None
    return replace(opened.evidence, refused_at=evidence.refused_at)


def truth_of(played: Played, story: Story, script: Script) -> str:
    """Return the cause that the ledger has for the refusal that is to be explained.

    Where the client itself disregarded a response, the service refused nothing.
    """
    refused = played.evidence.refusal
    if kind_of(refused) is RequestKind.STATE:
        return script.shows
    *_, reason = [
        refusal.reason
        for refusal in story.provider.refusals()
        if refusal.at == refused.started_at and refused.status in {refusal.status, None}
    ]
    return cause_of(reason, kind_of(refused))


def test_the_cause_is_named_where_the_evidence_decides_it(
    judged: tuple[Judged, ...],
) -> None:
    decided = [one for one in judged if one.is_decided]

    missed = [str(one) for one in decided if not one.is_named]

    assert len(missed) <= (1 - WANTED) * len(decided), missed


def test_no_cause_is_named_where_the_evidence_does_not_decide_it(
    judged: tuple[Judged, ...],
) -> None:
    open_ = [one for one in judged if not one.is_decided]

    assert open_
    assert [str(one) for one in open_ if one.verdict is not None] == []


def test_where_nothing_is_named_a_question_is_asked_between_a_few(
    judged: tuple[Judged, ...],
) -> None:
    silent = [one for one in judged if one.verdict is None]

    assert [str(one) for one in silent if one.diagnosis.question is None] == []
    assert all(1 <= len(one.diagnosis.candidates) <= 4 for one in silent)


def test_nothing_false_is_ever_confirmed(judged: tuple[Judged, ...]) -> None:
    assert [
        f"{one}: {one.falsely_confirmed}" for one in judged if one.falsely_confirmed
    ] == []


def test_an_evidence_file_comes_to_the_same(judged: tuple[Judged, ...]) -> None:
    differing = [
        one for one in judged if outcome_of(one.from_file) != outcome_of(one.diagnosis)
    ]

    assert [str(one) for one in differing] == []


def test_every_kind_of_incident_is_played(judged: tuple[Judged, ...]) -> None:
    assert len({one.name.split()[0] for one in judged}) == len(every_kind())
    assert [
        one for one in judged if any(f.broken for f in one.diagnosis.findings)
    ] == []
