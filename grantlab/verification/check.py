"""A check: one statement, and the function that shows it."""

from collections.abc import Callable
from dataclasses import dataclass

from grantlab.verification.notes import Notes
from grantlab.verification.stage import Stage

Show = Callable[[Stage, Notes], None]
"""Does what shows a statement, and writes down what it did, saw and expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How one statement is shown."""

    statement: str
    show: Show
    in_sandbox: bool
    """Whether it can be shown without a clock to move and without faults."""

    ends_connection: bool
    """Whether it costs a person a consent: such checks come last, and can be left out."""

    asks_for: str | None
    """What a person is asked for beside the connection that all share; the same words mean
    the same consent, and ``None`` that the shared one will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Advice: shown and explained elsewhere, and never said to have passed."""

    statement: str
    because: str
    """Why there is nothing to run, and where it can be looked at."""


class Registry:
    """Checks in the order in which they were made known."""

    def __init__(self) -> None:
        self.checks: dict[str, Check | Practice] = {}

    def check(
        self,
        statement: str,
        *,
        in_sandbox: bool = False,
        ends_connection: bool = False,
        asks_for: str | None = None,
    ) -> Callable[[Show], Show]:
        """Make a function known as the check of one statement."""

        def register(show: Show) -> Show:
            self._add(
                statement,
                Check(
                    statement=statement,
                    show=show,
                    in_sandbox=in_sandbox,
                    ends_connection=ends_connection,
                    asks_for=asks_for,
                ),
            )
            return show

        return register

    def practice(self, statement: str, because: str) -> None:
        """Say that a statement is advice."""
        self._add(statement, Practice(statement=statement, because=because))

    def _add(self, statement: str, check: Check | Practice) -> None:
        if statement in self.checks:
            raise ValueError(f"{statement} has two checks")
        self.checks[statement] = check


REGISTRY = Registry()
check = REGISTRY.check
practice = REGISTRY.practice
