"""The pages of the verification, and what stands on each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from markupsafe import Markup

from blueprints.rendering import Page
from blueprints.verification.changes import Changes
from blueprints.verification.outcomes import WAITING, Look
from blueprints.verification.start_form import StartForm
from blueprints.wire_panel import RoundTripView
from grantlab.protocol.environment import Environment
from grantlab.store.models import RunEnding


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a statement stands as it does, said once for all presets of which it is so."""

    under: str
    """The presets, where it is not all of them; else empty."""

    look: Look
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Why several statements stand as they do, said once for all of them."""

    look: Look
    words: str
    """Of how many it is so."""

    says: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A statement under one preset."""

    column: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A statement, and how it stands in every column."""

    id: str
    says: Markup
    sources: str
    cells: tuple[Cell, ...]
    reasons: tuple[Reason, ...]
    href: str
    """Where what belongs to the statement stands."""

    evidence_href: str
    """Where what was done and seen stands; empty where nothing was."""

    @property
    def is_begun(self) -> bool:
        """Whether something has come of it under any preset."""
        return any(cell.look is not WAITING for cell in self.cells)


@dataclass(frozen=True, slots=True)
class ChapterRows:
    """The statements of a chapter that were sought."""

    number: int
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many results there are of one outcome."""

    look: Look
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run as a whole."""

    handle: str
    environment: Environment
    columns: tuple[str, ...]
    """What the checks were run under, in order: presets, or the environment alone."""

    began_at: datetime
    took: str
    """How long it took, or has been taking, in words."""

    ending: RunEnding | None
    trouble: str
    left: str
    """What is left of it at a service that is not ours."""

    done: int
    planned: int
    counts: tuple[Count, ...]
    failing: int
    """How many statements fail, under whatever preset."""

    unattended: int
    """How many statements would have needed a person."""

    consent_address: str | None
    """Where somebody has to consent before the run goes on."""

    @property
    def is_under_way(self) -> bool:
        return self.ending is None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One run as the list shows it."""

    handle: str
    environment: Environment
    under: str
    began_at: datetime
    ending: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What of the results is shown."""

    outcome: str = ""
    chapter: int = 0
    """Counted from one; none for all of them."""

    query: str = ""

    @property
    def is_all(self) -> bool:
        return not (self.outcome or self.chapter or self.query)


@dataclass(frozen=True, slots=True)
class ChapterChoice:
    """A chapter that can be sought."""

    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationPage(Page):
    """A run with all its results, the form that begins another, and the runs before."""

    template: ClassVar[str] = "verification/index.html"
    partials: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "found": "verification/_found.html",
            "progress": "verification/_polled.html",
        }
    )

    now: datetime
    form: StartForm
    run: RunView | None
    """``None`` while there has been no run."""

    was_under_way: bool
    """Whether somebody wanted to begin a run while this one was under way."""

    changes: Changes | None
    """``None`` while there is nothing to hold it against."""

    sought: Sought
    outcomes: tuple[str, ...]
    chapter_choices: tuple[ChapterChoice, ...]
    shared: tuple[Shared, ...]
    """What is said above the table, and not with each statement."""

    chapters: tuple[ChapterRows, ...]
    total: int
    runs: tuple[RunLine, ...]

    @property
    def count(self) -> int:
        return sum(len(chapter.rows) for chapter in self.chapters)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line of a record."""

    manner: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedView:
    """What passed on the wire between two lines."""

    brief: str
    outcome: str
    refused: bool
    round_trip: RoundTripView


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was done and seen under one preset."""

    column: str
    look: Look
    because: str
    elapsed: str
    entries: tuple[LineView | PassedView, ...]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage(Page):
    """One statement in one run: everything that was done and seen."""

    template: ClassVar[str] = "verification/evidence.html"

    handle: str
    statement: str
    says: Markup
    sources: str
    chapter: str
    began_at: datetime
    evidence: tuple[Evidence, ...]
