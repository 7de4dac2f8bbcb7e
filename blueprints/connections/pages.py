"""The pages of the area: the list, one connection, wiping and forgetting one."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from blueprints.connections.debts import DebtView
from blueprints.connections.family import GenerationView
from blueprints.connections.import_form import ImportForm
from blueprints.connections.journal import AttemptView
from blueprints.connections.listing import Listing
from blueprints.connections.notices import Notice
from blueprints.connections.pictures import HorizonView, TreeView
from blueprints.connections.summary import ConnectionSummary
from blueprints.rendering import Page
from blueprints.stored_rows import StoredRow
from blueprints.timeline_panel import TimelineView
from blueprints.wire_panel import RoundTripView


@dataclass(frozen=True, slots=True)
class ConnectionsPage(Page):
    """Companies that have consented, first what ends first."""

    template: ClassVar[str] = "connections/index.html"
    partials: ClassVar = MappingProxyType({"found": "connections/_found.html"})

    listing: Listing
    debts: tuple[DebtView, ...]
    """What is owed, also of connections that were forgotten."""

    notice: Notice | None


class RoundTripLine(NamedTuple):
    """A round trip that is not unfolded: what it was, and where it unfolds."""

    words: str
    result: str
    refused: bool
    started_at: datetime
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortened:
    """How much of a long history is left out."""

    generations: int
    attempts: int
    round_trips: int
    href: str
    """Where nothing is left out."""

    @property
    def leaves_out(self) -> bool:
        return bool(self.generations or self.attempts or self.round_trips)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconnect:
    """How a company consents again."""

    label: str
    href: str
    explains: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionPage(Page):
    """One connection: how it stands, what it holds, what was said, what can be done."""

    template: ClassVar[str] = "connections/show.html"

    summary: ConnectionSummary
    notice: Notice | None
    has_tokens: bool
    is_revoked: bool
    timeline: TimelineView | None
    horizon: HorizonView | None
    tree: TreeView | None
    family: tuple[GenerationView, ...]
    journal: tuple[AttemptView, ...]
    rows: tuple[StoredRow, ...]
    wire: tuple[RoundTripView, ...]
    earlier: tuple[RoundTripLine, ...]
    shortened: Shortened
    debts: tuple[DebtView, ...]
    is_warm: bool
    has_access_token: bool
    """Whether its value is kept; an import may have brought none."""

    reconnect: Reconnect
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPage(Page):
    """The last look before a connection is forgotten."""

    template: ClassVar[str] = "connections/forget.html"

    summary: ConnectionSummary
    notice: Notice | None
    can_revoke: bool
    generations: int
    round_trips: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WipePage(Page):
    """The last look before values are wiped that the service still honours."""

    template: ClassVar[str] = "connections/wipe.html"

    summary: ConnectionSummary
    notice: Notice | None
    can_wipe: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage(Page):
    """The form that takes in a refresh token from elsewhere."""

    template: ClassVar[str] = "connections/import.html"

    form: ImportForm
    refused: str
    """Why nothing was imported although every field is right; empty if nothing was tried."""

    holder: int | None
    """The connection that has the company already."""

    wants_keys: bool
    """Whether entering keys is the way on."""
