"""The pages of the area: what was refused, and the checklist of one refusal."""

from dataclasses import dataclass
from typing import ClassVar

from blueprints.diagnosis.refusals import Refusal
from blueprints.rendering import Page
from blueprints.tags import Tags
from blueprints.wire_panel import RoundTripView
from grantlab.diagnosis.checklist import Checklist


@dataclass(frozen=True, slots=True)
class DiagnosisPage(Page):
    """Every refusal that was recorded."""

    template: ClassVar[str] = "diagnosis/index.html"

    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistPage(Page):
    """The checklist for one refused request of one connection."""

    template: ClassVar[str] = "diagnosis/checklist.html"

    connection: int
    company: str
    shown: Refusal | None
    """``None`` when nothing was refused."""

    others: tuple[Refusal, ...]
    """The other refusals of the same connection, newest first."""

    checklist: Checklist
    tags: Tags
    wire: RoundTripView | None
