"""The pages of the area, and what stands on each."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from markupsafe import Markup

from blueprints.learn.causes import LookAlike
from blueprints.rendering import Page
from blueprints.walkthrough.steps import Step
from grantlab.diagnosis.verdicts import Cause
from grantlab.drills.drill import Drill


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A statement with everything that belongs to it."""

    id: str
    says: Markup
    sources: str
    proofs: tuple[str, ...]
    unproved_because: str
    steps: tuple[Step, ...]
    unshown: Markup | None
    """Where it can be seen if no step shows it."""

    drills: tuple[Drill, ...]
    causes: tuple[Cause, ...]
    disagreements: tuple["DisagreementView", ...]

    @property
    def beside(self) -> str:
        """What its own page has, in one line."""
        counted = (
            (len(self.drills), "drill"),
            (len(self.causes), "cause"),
            (len(self.disagreements), "disagreement"),
            (len(self.proofs), "test file"),
        )
        return " · ".join(
            [
                *(step.label for step in self.steps),
                *(f"{n} {what}{'s' if n > 1 else ''}" for n, what in counted if n),
            ]
        )


@dataclass(frozen=True, slots=True)
class ChapterView:
    """Statements about one part of a connection's life."""

    title: str
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementView:
    """One subject about which the documents say different things."""

    anchor: str
    subject: Markup
    sides: tuple[Markup, ...]
    seen: Markup


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Something a document says that is not so."""

    anchor: str
    text: Markup


@dataclass(frozen=True, slots=True)
class CauseView:
    """A cause as the list shows it: what happened, in the first words of its page."""

    cause: Cause
    happened: Markup
    drills: tuple[Drill, ...]


@dataclass(frozen=True, slots=True)
class StageView:
    """The causes of one stage."""

    title: str
    causes: tuple[CauseView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordView:
    """One word of the glossary."""

    anchor: str
    word: Markup
    means: Markup
    origin: Markup
    avoided: Markup


@dataclass(frozen=True, slots=True)
class WordListView:
    """The words of one subject."""

    title: str
    words: tuple[WordView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that has the words that were typed."""

    kind: str
    title: str
    says: Markup
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnPage(Page):
    """The ways in, or what was found behind any of them."""

    template: ClassVar[str] = "learn/index.html"
    partials: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"found": "learn/_hits.html"}
    )

    query: str
    hits: tuple[Hit, ...]
    hit_count: int
    """How many there are; the first of them are shown."""

    statement_count: int
    cause_count: int
    disagreement_count: int
    word_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsPage(Page):
    """The statements, chapter by chapter."""

    template: ClassVar[str] = "learn/statements.html"
    partials: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"found": "learn/_statements.html"}
    )

    query: str
    chapters: tuple[ChapterView, ...]
    total: int

    @property
    def count(self) -> int:
        return sum(len(chapter.statements) for chapter in self.chapters)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage(Page):
    """One statement, and everything that belongs to it."""

    template: ClassVar[str] = "learn/statement.html"

    statement: StatementView
    chapter: str
    before: str
    """The id of the one before it; empty for the first."""

    after: str
    """The id of the one after it; empty for the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CausesPage(Page):
    """The causes, stage by stage."""

    template: ClassVar[str] = "learn/causes.html"
    partials: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"found": "learn/_causes.html"}
    )

    query: str
    stages: tuple[StageView, ...]
    total: int

    @property
    def count(self) -> int:
        return sum(len(stage.causes) for stage in self.stages)


@dataclass(frozen=True, slots=True, kw_only=True)
class CausePage(Page):
    """One cause: its page of the docs, and what belongs to it."""

    template: ClassVar[str] = "learn/cause.html"

    cause: Cause
    text: Markup
    statements: tuple[StatementView, ...]
    unstated_because: str
    step: Step
    drills: tuple[Drill, ...]
    look_alikes: tuple[LookAlike, ...]
    looked_for_in: str
    """In which kind of evidence a diagnosis looks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementsPage(Page):
    """Where the documents disagree, and where they are wrong."""

    template: ClassVar[str] = "learn/disagreements.html"
    partials: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"found": "learn/_disagreements.html"}
    )

    query: str
    sources: tuple[tuple[str, str], ...]
    by_preset: tuple[DisagreementView, ...]
    by_detail: tuple[DisagreementView, ...]
    claims: tuple[ClaimView, ...]
    total: int

    @property
    def count(self) -> int:
        return len(self.by_preset) + len(self.by_detail) + len(self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPage(Page):
    """The words, subject by subject."""

    template: ClassVar[str] = "learn/glossary.html"
    partials: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"found": "learn/_glossary.html"}
    )

    query: str
    lists: tuple[WordListView, ...]
    total: int

    @property
    def count(self) -> int:
        return sum(len(one.words) for one in self.lists)
