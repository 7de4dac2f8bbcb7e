"""The pages of the drills."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import shorten
from typing import ClassVar

from blueprints.bench.drill_telling import refusals_of
from blueprints.naming import tags_untold
from blueprints.rendering import Frame, Page
from blueprints.tags import Tags
from blueprints.wire_panel import RoundTripView, view_round_trip
from grantlab.diagnosis.checklist import Checklist
from grantlab.drills.acts import TwoWorkers
from grantlab.drills.brief import brief
from grantlab.drills.catalogue import all_drills
from grantlab.drills.drill import Choice, Drill
from grantlab.drills.inquiry import examine, find_deviations
from grantlab.drills.names import ValueNames, name_values
from grantlab.drills.recording import Recording, Scene
from grantlab.protocol.round_trip import RoundTrip

MOST_SHOWN = 3
"""Of more requests in one act than this, all are folded away under one line."""

TEASER = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillLine:
    """One drill as the list shows it."""

    name: str
    title: str
    teaser: str
    preset: str
    solved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillsPage(Page):
    """Every drill, and which of them this browser has solved."""

    template: ClassVar[str] = "bench/drills.html"

    drills: tuple[DrillLine, ...]

    @property
    def solved(self) -> int:
        return sum(line.solved for line in self.drills)


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneView:
    """One act as it went, ready to be shown."""

    says: str
    at: datetime
    wire: tuple[RoundTripView, ...]
    folded: bool
    """Whether there are too many requests to show them at once."""

    log: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One refusal and its private reason."""

    request: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """What is told after an answer."""

    chosen: Choice
    is_right: bool
    right: Choice
    others: tuple[Choice, ...]
    """Neither chosen nor the right one, with why not."""

    ledger: tuple[LedgerLine, ...]
    checklist: Checklist


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillPage(Page):
    """One drill: the incident, what was played, the question, what it was."""

    template: ClassVar[str] = "bench/drill.html"

    drill: Drill
    scenes: tuple[SceneView, ...] = ()
    """Empty while it was not played."""

    tags: Tags
    deviations: tuple[str, ...] = ()
    revealed: Revealed | None = None
    """``None`` while no answer was given."""

    following: Drill | None
    """The next drill of the list; ``None`` after the last one."""


def build_drills_page(solved: Iterable[str], frame: Frame) -> DrillsPage:
    """Return the list."""
    known = set(solved)
    return DrillsPage(
        frame=frame,
        drills=tuple(
            DrillLine(
                name=drill.name,
                title=drill.title,
                teaser=shorten(drill.incident, TEASER, placeholder=" …"),
                preset=drill.stage.preset,
                solved=drill.name in known,
            )
            for drill in all_drills()
        ),
    )


def build_drill_page(
    drill: Drill, recording: Recording | None, answer: str, frame: Frame
) -> DrillPage:
    """Return the page of one drill, as far as it was played and answered."""
    if recording is None:
        return DrillPage(frame=frame, drill=drill, tags={}, following=_following(drill))
    names = name_values(recording.round_trips)
    tags = tags_untold(names)
    return DrillPage(
        frame=frame,
        drill=drill,
        scenes=tuple(
            _view_scene(number, scene, tags)
            for number, scene in enumerate(recording.scenes, 1)
        ),
        tags=tags,
        deviations=find_deviations(recording),
        revealed=_reveal(recording, answer, names),
        following=_following(drill),
    )


def _view_scene(number: int, scene: Scene, tags: Tags) -> SceneView:
    return SceneView(
        says=scene.act.says,
        at=scene.seen_at,
        wire=tuple(
            _view_request(scene, item, tags, anchor=f"act-{number}-{position}")
            for position, item in enumerate(scene.round_trips, 1)
        ),
        folded=len(scene.round_trips) > MOST_SHOWN,
        log=scene.log,
    )


def _view_request(
    scene: Scene, item: RoundTrip, tags: Tags, *, anchor: str
) -> RoundTripView:
    view = view_round_trip(item, tags=tags, anchor=anchor)
    if not isinstance(scene.act, TwoWorkers):
        return view
    worker = scene.round_trips.index(item) + 1
    return replace(view, title=f"{view.title}, worker {worker}")


def _reveal(recording: Recording, answer: str, names: ValueNames) -> Revealed | None:
    drill = recording.drill
    chosen, right = drill.choice(answer), drill.choice(drill.right)
    if chosen is None or right is None:
        return None
    return Revealed(
        chosen=chosen,
        is_right=drill.is_right(chosen.id),
        right=right,
        others=tuple(
            choice for choice in drill.choices_shown if choice not in {chosen, right}
        ),
        ledger=tuple(
            LedgerLine(str(brief(item, recording, names)), reason)
            for item, reason in refusals_of(recording)
        ),
        checklist=examine(recording),
    )


def _following(drill: Drill) -> Drill | None:
    drills = all_drills()
    position = drills.index(drill) + 1
    return drills[position] if position < len(drills) else None
