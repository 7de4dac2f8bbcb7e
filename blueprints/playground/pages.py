"""The page of the quick form, before and after."""

from dataclasses import dataclass
from typing import ClassVar

from blueprints.playground.answers import Answer
from blueprints.playground.quick_form import FieldProblems
from blueprints.rendering import Page
from blueprints.wire_panel import RoundTripView
from grantlab.protocol.environment import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaygroundPage(Page):
    """A form, and once it was sent, its answers. It never holds a token."""

    template: ClassVar[str] = "playground/index.html"

    environment: Environment
    realm_id: str
    problems: FieldProblems

    answers: tuple[Answer, ...]
    """Empty before anything was sent."""

    wire: RoundTripView | None
