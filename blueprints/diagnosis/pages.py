"""The pages of the area: the desk, its cases, and the checklist of one refusal."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from blueprints.answering import Answering
from blueprints.diagnosis.notices import Notice
from blueprints.diagnosis.paste_panel import PastePanel
from blueprints.diagnosis.refusals import Refusal
from blueprints.diagnosis.take_away import TakeAway
from blueprints.diagnosis.understanding import Understanding
from blueprints.diagnosis.verdict_view import PlacedFinding, VerdictView
from blueprints.diagnosis.zone_choices import ZoneChoice
from blueprints.rendering import Page
from blueprints.tags import Tags
from blueprints.wire_panel import RoundTripView
from grantlab.diagnosis.checklist import Checklist
from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.foresight.expected import Foresight
from grantlab.diagnosis.verdicts import Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One kept case, as a list tells of it."""

    handle: str
    title: str
    verdict: Verdict
    cause: str
    """What was named; empty when nothing was."""

    changed_at: datetime
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage(Page):
    """The box to paste into, the newest cases, and the newest refusals on record."""

    template: ClassVar[str] = "diagnosis/index.html"

    typed: str
    """What stood in the box and was refused, with its secrets taken out."""

    problem: str
    """What is wrong with it; empty when nothing was refused."""

    cases: tuple[CaseLine, ...]
    """The newest."""

    case_count: int
    refusals: tuple[Refusal, ...]
    notice: Notice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesPage(Page):
    """Every kept case."""

    template: ClassVar[str] = "diagnosis/cases.html"

    cases: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item of the FAQ, over a paste."""

    id: str
    says: str
    verdict: Verdict
    because: str
    findings: tuple[PlacedFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage(Page):
    """One case: what was understood, the verdict, the checklist."""

    template: ClassVar[str] = "diagnosis/case.html"

    handle: str
    title: str
    pasted_at: datetime
    kept_until: datetime
    now: datetime
    notice: Notice | None
    tags: Tags
    understanding: Understanding
    answering: Answering
    verdict: VerdictView
    paste: PastePanel
    items: tuple[ItemView, ...]
    others: tuple[PlacedFinding, ...]
    silent: tuple[Cause, ...]
    zone: ZoneChoice
    zones: tuple[ZoneChoice, ...]
    take_away: TakeAway


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteCasePage(Page):
    """The last question before a case is deleted."""

    template: ClassVar[str] = "diagnosis/delete_case.html"

    handle: str
    title: str
    pasted_at: datetime
    now: datetime
    notice: Notice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistPage(Page):
    """The checklist for one refused request of one connection."""

    template: ClassVar[str] = "diagnosis/checklist.html"
    foresees: ClassVar[str] = "If it were refreshed now"

    connection: int
    called: str
    """Its company, or its number, as a sentence has it."""

    shown: Refusal | None
    """``None`` when nothing was refused."""

    others: tuple[Refusal, ...]
    """The other refusals of the same connection, newest first."""

    checklist: Checklist
    answering: Answering
    tags: Tags
    wire: RoundTripView | None
    foresight: Foresight
    """What a refresh would come to now."""

    take_away: TakeAway | None
    """``None`` when nothing was refused."""
