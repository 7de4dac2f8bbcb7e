"""A client library, and whether it can be pointed elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from grantlab.formats.pointing.target import Target


class Proof(StrEnum):
    """How we know that the lines are right."""

    RUN = "run"
    """The tests run these very lines through a whole lifecycle."""

    READ = "read"
    """They follow from the library's source; no test runs them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """One way to talk to Intuit, and the lines that point it at the provider."""

    id: str
    name: str
    language: str
    """What the lines are written in."""

    versions: str
    """What it was tried with, or read in."""

    proof: Proof
    install: str
    """The command that installs it; empty where there is nothing to install."""

    lines: Callable[[Target], str] | None
    """The lines, or ``None`` where it cannot be pointed elsewhere."""

    notes: tuple[str, ...]
    """What has to be known besides; or why it cannot be pointed elsewhere."""
