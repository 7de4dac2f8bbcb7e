"""The pages of what was sent."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from markupsafe import Markup

from blueprints.playground.kept_notices import Notice
from blueprints.playground.tree import Target
from blueprints.rendering import Page
from grantlab.playground.comparing import Side
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLine:
    """One request that was sent, as the list has it."""

    id: int
    environment: Environment
    method: str
    url: str
    came_to: str
    """The status, or that no answer came."""

    refused: bool
    elapsed: str
    may_have_been_carried_out: bool
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage(Page):
    """What was sent, newest first."""

    template: ClassVar[str] = "playground/history.html"
    partials: ClassVar = MappingProxyType({"found": "playground/_history.html"})

    lines: tuple[SentLine, ...]
    query: str
    count: int
    """How many there are without the query."""

    now: datetime
    notice: Notice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPage(Page):
    """One request that was sent, and its answer."""

    template: ClassVar[str] = "playground/sent.html"

    line: SentLine
    now: datetime
    connection: int | None
    meaning: str
    failure: str
    request: Pairs
    timing: Pairs
    headers: Pairs
    body: Markup | None
    size: str
    is_cut: bool
    ended_early: str
    """Why the body is not whole; empty where it is, or there is none."""

    resend_href: str
    earlier: SentLine | None
    """The one before it to the same address, to be compared with."""

    targets: tuple[Target, ...]
    """Folders of people's own collections, to save it into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    """One line of a comparison, in colour."""

    side: Side
    sign: str
    word: str
    """What the sign says, to be heard."""

    text: Markup
    left: int | None
    right: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage(Page):
    """Two answers beside each other."""

    template: ClassVar[str] = "playground/compare.html"

    left: SentLine
    right: SentLine
    now: datetime
    headers: tuple[DiffLine, ...]
    body: tuple[DiffLine, ...]
    cut_after: int | None
    unanswered: bool
    """Whether one of them has no answer to be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPage(Page):
    """The last question before the whole history goes."""

    template: ClassVar[str] = "playground/forget.html"

    count: int
    notice: Notice | None
