"""Running the checks, one after the other; none hides another."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import assert_never

from grantlab.verification.catalogue import all_checks
from grantlab.verification.check import Check, Practice
from grantlab.verification.errors import (
    NobodyThereError,
    NotApplicableError,
    NotAsStatedError,
)
from grantlab.verification.notes import Notes
from grantlab.verification.results import CheckResult, Outcome
from grantlab.verification.stage import Stage
from grantlab.verification.sweeping import Broom
from grantlab.wire.redaction import scrub

ELSEWHERE = (
    "It needs time to pass, a fault, or the app registered another way: only Grantlab's own"
    " service can do that."
)
LEFT_OUT = "It ends a connection, and such checks were to be left out."


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which checks are run."""

    statements: frozenset[str] | None = None
    """Only these; ``None`` for all."""

    with_endings: bool = True
    """Whether checks are run that end a connection of somebody who had to consent."""


EVERYTHING = Selection()


def run_checks(
    stage: Stage,
    *,
    tell: Callable[[CheckResult], None],
    selection: Selection = EVERYTHING,
    checks: Iterable[Check | Practice] | None = None,
) -> None:
    """Run the checks and tell what came of each.

    Where a person has to consent, checks that end a connection come last: first those
    that end the one that all share, then those that ask for a consent of their own. By
    then it does not matter whether a service lets older consents of a company stand.
    """
    broom = None if stage.control is None else Broom(stage.control, stage.preset)
    for item in _in_order(all_checks() if checks is None else checks, stage):
        if selection.statements is None or item.statement in selection.statements:
            if broom is not None:
                broom.sweep()
            tell(_run(item, stage, selection))


def count_checks(selection: Selection) -> int:
    """Return of how many statements a run will tell."""
    if selection.statements is None:
        return len(all_checks())
    return sum(item.statement in selection.statements for item in all_checks())


def _in_order(
    checks: Iterable[Check | Practice], stage: Stage
) -> list[Check | Practice]:
    if stage.control is not None:
        return list(checks)
    return sorted(checks, key=_cost)


def _cost(item: Check | Practice) -> tuple[bool, bool]:
    if isinstance(item, Practice):
        return False, False
    return item.ends_connection, item.asks_for is not None


def _run(item: Check | Practice, stage: Stage, selection: Selection) -> CheckResult:
    match item:
        case Practice():
            return CheckResult(
                statement=item.statement, outcome=Outcome.NOT_RUN, because=item.because
            )
        case Check():
            is_real = stage.control is None
            if is_real and not item.in_sandbox:
                return CheckResult(
                    statement=item.statement,
                    outcome=Outcome.NOT_APPLICABLE,
                    because=ELSEWHERE,
                )
            if is_real and item.ends_connection and not selection.with_endings:
                return CheckResult(
                    statement=item.statement, outcome=Outcome.NOT_RUN, because=LEFT_OUT
                )
            return _show(item, stage)
        case _:
            assert_never(item)


def _show(item: Check, stage: Stage) -> CheckResult:
    notes, began = Notes(stage.clock), monotonic()
    stage.client.listen(notes)
    outcome, because = _judge(item, stage, notes)
    return CheckResult(
        statement=item.statement,
        outcome=outcome,
        because=because,
        record=notes.entries,
        elapsed_ms=ceil((monotonic() - began) * 1000),
    )


def _judge(item: Check, stage: Stage, notes: Notes) -> tuple[Outcome, str]:
    try:
        item.show(stage, notes)
    except NotAsStatedError as exc:
        return Outcome.FAILED, f"This was expected and is not so: {exc}"
    except NotApplicableError as exc:
        return Outcome.NOT_APPLICABLE, str(exc)
    except NobodyThereError as exc:
        return Outcome.NEEDS_PERSON, str(exc)
    except Exception as exc:  # noqa: BLE001 -- a check that breaks off hides no other
        return Outcome.FAILED, scrub(
            f"The check broke off: {type(exc).__name__}: {exc}"
        )
    return Outcome.PASSED, ""
