"""The page *Point your integration here*, as its template is given it."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from blueprints.rendering import Page
from grantlab.formats.pointing.library import Library


class Address(NamedTuple):
    """An address of Intuit's, and what stands here in its place."""

    role: str
    theirs: str
    ours: str


class LibraryView(NamedTuple):
    """A library with its lines for this provider; empty where it cannot be pointed."""

    library: Library
    lines: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointingPage(Page):
    """What other people's clients have to be told of the provider."""

    template: ClassVar[str] = "bench/clients.html"

    client_id: str
    secret_variable: str
    keys_page: str
    """Where the secret is shown."""

    redirect_uri: str
    """The one that stands in the lines."""

    redirect_uris: tuple[str, ...] | None
    """What is registered; ``None`` where that cannot be known from here."""

    typed: str
    """What was entered to be registered, and was not."""

    problem: str
    addresses: tuple[Address, ...]
    libraries: tuple[LibraryView, ...]
    runs_alone: bool
    """Whether the provider is a process of its own."""
