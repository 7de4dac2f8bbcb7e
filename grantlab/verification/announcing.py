"""What a run asks of a person, said before it begins."""

from collections.abc import Iterable
from dataclasses import dataclass

from grantlab.verification.catalogue import all_checks
from grantlab.verification.check import Check, Practice
from grantlab.verification.running import EVERYTHING, Selection

ONE_FOR_THIS = (
    "Take a company that these keys are connected to nowhere else: a new consent may end an"
    " older one, and to revoke one ends them all."
)
SHARED = "the connection that most checks share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One consent, and the statements that need it."""

    asked_for: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a person is asked for, in the order in which they are asked."""

    consents: tuple[Consent, ...]
    """At most: a check that fails early asks for nothing more."""

    endings: tuple[str, ...]
    """The statements whose checks end a connection."""


def if_an_error_is_shown(redirect_uri: str) -> str:
    """Return what it means when the service asks nothing."""
    return (
        f"If the service shows an error instead of a question, {redirect_uri} is not"
        " registered for these keys. Production keys do not take http://localhost."
    )


def announce(
    selection: Selection = EVERYTHING,
    *,
    checks: Iterable[Check | Practice] | None = None,
) -> Announcement:
    """Return what a run before a service that is not ours asks of a person."""
    chosen = [
        item
        for item in (all_checks() if checks is None else checks)
        if isinstance(item, Check)
        and item.in_sandbox
        and (selection.with_endings or not item.ends_connection)
        and (selection.statements is None or item.statement in selection.statements)
    ]
    asked: dict[str, list[str]] = {}
    for item in sorted(chosen, key=lambda item: item.asks_for is not None):
        asked.setdefault(item.asks_for or SHARED, []).append(item.statement)
    return Announcement(
        consents=tuple(
            Consent(asked_for=words, statements=tuple(statements))
            for words, statements in asked.items()
        ),
        endings=tuple(item.statement for item in chosen if item.ends_connection),
    )
