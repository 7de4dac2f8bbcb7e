"""One drill, as its file tells it."""

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, Field, model_validator
from pydantic.dataclasses import dataclass

from grantlab.diagnosis.catalogue import all_rules
from grantlab.diagnosis.findings import Verdict
from grantlab.drills.acts import Act
from grantlab.drills.fields import STRICT, CauseId, Prose, Slug, StatementId
from grantlab.protocol.scope import ACCOUNTING

MOST_ACTS = 24
TITLE_BY_CAUSE = {rule.cause.id: rule.cause.title for rule in all_rules()}
"""What the diagnosis calls each cause."""

NO_KNOBS: dict[str, str] = {}


class Preset(StrEnum):
    """The published description that the service follows."""

    FAQ = "faq"
    OBSERVED = "observed"
    RFC_9700 = "rfc-9700"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Stage:
    """How things are when the curtain rises."""

    opens_at: AwareDatetime
    preset: Preset = Preset.FAQ
    knobs: dict[str, str] = Field(default_factory=NO_KNOBS.copy)
    """What of the preset is turned, by the names of the bench."""

    redirect_uri: str = "https://app.example.com/quickbooks/callback"
    """What is registered for the development keys, and asked for."""

    scopes: tuple[str, ...] = (ACCOUNTING,)
    uses_pkce: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Choice:
    """One possible answer, and why it is right or not."""

    id: CauseId
    """A cause that the diagnosis knows, or a name of the drill's own."""

    title: Prose | None = None
    """``None`` for a cause: it is called as the diagnosis calls it."""

    why: Prose

    @property
    def shown_title(self) -> str:
        return TITLE_BY_CAUSE.get(self.id) or self.title or self.id


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Verdicts:
    """What the checklist must find over the same facts."""

    explains: Literal["last", "first"] = "last"
    """Which refused token request is looked at."""

    names: CauseId | None = None
    """The cause that it names first; ``None`` when it can name none."""

    verdicts: dict[CauseId, Verdict] = Field(default_factory=dict)
    """How it stands towards single causes."""


NOTHING_REFUSED = Verdicts()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Reveal:
    """What is told after the answer."""

    gave_away: Prose
    remedy: Prose
    statements: tuple[StatementId, ...] = Field(min_length=1)
    step: Slug
    """The step of the walk where it can be tried by hand."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Drill:
    """A named incident: what is heard, what is played, what is asked, what it was."""

    name: Slug
    title: Prose
    incident: Prose
    """What somebody in support hears first."""

    stage: Stage
    acts: tuple[Act, ...] = Field(min_length=1, max_length=MOST_ACTS)
    asks: Prose = "What is the cause?"
    choices: tuple[Choice, ...] = Field(min_length=4, max_length=6)
    right: CauseId
    also_right: tuple[CauseId, ...] = ()
    """Other answers that are true of the same facts, if less to the point."""

    reveal: Reveal
    checklist: Verdicts = NOTHING_REFUSED

    @model_validator(mode="after")
    def _can_be_answered(self) -> "Drill":
        ids = [choice.id for choice in self.choices]
        if len(ids) != len(set(ids)):
            raise ValueError("two choices have one id")
        missing = sorted({self.right, *self.also_right} - set(ids))
        if missing:
            raise ValueError(f"{missing[0]} is right, and not among the choices")
        return self

    @property
    def choices_shown(self) -> tuple[Choice, ...]:
        """The choices in the order of their titles, which gives nothing away."""
        return tuple(sorted(self.choices, key=lambda choice: choice.shown_title))

    def choice(self, id_: str) -> Choice | None:
        """Return the choice of that id, or ``None`` if there is none."""
        return next((choice for choice in self.choices if choice.id == id_), None)

    def is_right(self, id_: str) -> bool:
        """Whether an answer is true of what happened."""
        return id_ in {self.right, *self.also_right}
