"""The page of a step."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from blueprints.rendering import Page
from blueprints.stored_rows import StoredRow
from blueprints.tags import Tags
from blueprints.timeline_panel import TimelineView
from blueprints.walkthrough.bodies import Body
from blueprints.walkthrough.breaks import BreakId
from blueprints.walkthrough.outcomes import Outcome
from blueprints.walkthrough.passing_time import TimeMove
from blueprints.walkthrough.problems import Problem
from blueprints.walkthrough.reconnecting import OtherCompany
from blueprints.walkthrough.stage import Stage
from blueprints.walkthrough.steps import Step
from blueprints.wire_panel import RoundTripView


class RailStep(NamedTuple):
    """A step as the rail shows it."""

    number: int
    label: str
    href: str
    progress: str


class Onward(NamedTuple):
    """Where the walk goes on."""

    label: str
    href: str
    ready: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakView:
    """A *Break it* button, or why it cannot be pressed now."""

    id: BreakId
    title: str
    does: str
    unavailable: str | None
    href: str | None
    """For a break that is a way for the browser, and not something we send."""

    moves_time: bool


@dataclass(frozen=True, slots=True)
class StepPage(Page):
    """One step of the walk: the rail, the step, the wire, the store, the time-line."""

    template: ClassVar[str] = "walkthrough/step.html"

    step: Step
    details: tuple[str, ...]
    """What is worth knowing beyond its two sentences, as it is here and now."""

    number: int
    rail: tuple[RailStep, ...]
    stage: Stage
    asked_preset: str | None
    """The preset that the address was made under, where another one is in force."""

    body: Body
    problem: Problem | None
    outcome: Outcome | None
    breaks: tuple[BreakView, ...]
    wire: tuple[RoundTripView, ...]
    earlier: int
    """How many round trips of this step are not shown."""

    rows: tuple[StoredRow, ...]
    timeline: TimelineView | None
    time_moves: tuple[TimeMove, ...]
    """How far the clock can be moved from here; empty where it is nobody's to move."""

    clock_seen: str
    """Where the clock stood as this page was made; forms that move it say so."""

    onward: Onward | None
    checklist_href: str
    connection_href: str | None
    has_walk: bool
    other_company: OtherCompany | None
    """Who came instead of the company that was to consent again."""

    was_replaced: bool
    """Whether a newer consent for the same company has taken the walk's place."""

    tags: Tags
