"""The page of the area: the quick form, and the builder with what came of a request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from blueprints.playground.answer_view import AnswerView
from blueprints.playground.answers import Answer
from blueprints.playground.builder_view import BuilderView, Choice, CodeView
from blueprints.playground.kept_panel import KeptPanel
from blueprints.playground.quick_form import FieldProblems
from blueprints.playground.tree import Target
from blueprints.rendering import Page
from blueprints.wire_panel import RoundTripView
from grantlab.protocol.environment import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickView:
    """The quick form, and once it was sent, its answers. It never holds a token."""

    environment: Environment = Environment.EMBEDDED
    realm_id: str = ""
    problems: FieldProblems = field(default_factory=FieldProblems)

    answers: tuple[Answer, ...] = ()
    """Empty before anything was sent."""

    wire: RoundTripView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaygroundPage(Page):
    """First of all the quick form; then a request to build, and its answer."""

    template: ClassVar[str] = "playground/index.html"
    partials: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "builder": "playground/_builder.html",
            "look": "playground/_look.html",
            "response": "playground/_response.html",
            "code": "playground/_code.html",
            "kept": "playground/_kept.html",
        }
    )

    quick: QuickView
    builder: BuilderView | None
    """``None`` where an answer alone is asked for."""

    kept: KeptPanel | None
    """``None`` where the column is not asked for."""

    targets: tuple[Target, ...]
    """Places of one's own collections, to save the request in; none where the form is not
    asked for."""

    answer: AnswerView | None = None
    asked_with: Choice | None = None
    """The connection of an answer, as the form's list has to call it by now: the answer may
    have named its company."""

    code: tuple[CodeView, ...] = ()
    """Empty until it is asked for."""

    refusal: str = ""
    """Why nothing was sent, in a sentence; empty where something was, or was not to be."""

    ended_connection: int | None = None
    """The connection whose refresh was refused, which is why nothing was sent."""

    notes: tuple[str, ...] = ()
    """What was left out of a command that was read; sentences."""
