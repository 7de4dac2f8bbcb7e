"""The pages of what the playground keeps."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from blueprints.playground.kept_notices import Notice
from blueprints.playground.kept_panel import KeptPanel
from blueprints.playground.tree import Target, TreeItem
from blueprints.rendering import Page
from grantlab.protocol.round_trip import Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionsPage(Page):
    """Every collection, and the column that looks into them."""

    template: ClassVar[str] = "playground/collections.html"
    partials: ClassVar = MappingProxyType({"kept": "playground/_kept.html"})

    kept: KeptPanel
    now: datetime
    notice: Notice | None
    problem: str
    """What is wrong with the name of a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPage(Page):
    """One collection, with what changes it."""

    template: ClassVar[str] = "playground/collection.html"

    handle: str
    version: int
    name: str
    description: str
    is_shipped: bool
    items: tuple[TreeItem, ...]
    request_count: int
    variables: tuple[tuple[str, str], ...]
    """Names, and values that are no secret."""

    targets: tuple[Target, ...]
    changed_at: datetime | None
    revealed_at: datetime | None
    now: datetime
    notice: Notice | None
    left_out: Pairs
    """What its import could not take: paths, and why."""

    focus: str
    """The button on which the reader was, after something moved: ``up 0.1``."""

    typed_name: str
    typed: str
    problem: str
    """What is wrong with a request that was typed to be added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage(Page):
    """One folder or request of a collection."""

    template: ClassVar[str] = "playground/item.html"

    handle: str
    version: int
    collection: str
    is_shipped: bool
    item: TreeItem
    description: str
    lines: tuple[tuple[str, str], ...]
    """Of a request: what it carries, without secrets."""

    folder: str
    """Where it is now, as a target."""

    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletePage(Page):
    """The last question before something is deleted."""

    template: ClassVar[str] = "playground/delete.html"

    what: str
    """As in ``this collection``."""

    name: str
    says: str
    action: str
    version: int
    back: str
    notice: Notice | None
