"""Leaving a service that is not ours as it was found."""

from collections.abc import Callable

from grantlab.errors import GrantlabError
from grantlab.verification.results import CheckResult
from grantlab.verification.running import Selection, run_checks
from grantlab.verification.stage import Stage

ENDED = "The consent that was given for this run was ended with it."
STANDS = (
    "The consent that was given for this run stands, and nobody holds its tokens any"
    " more: to end it, disconnect the app in QuickBooks."
)


def run_and_leave(
    stage: Stage,
    *,
    selection: Selection,
    tell: Callable[[CheckResult], None],
    tell_left: Callable[[str], None],
) -> None:
    """Run the checks and leave, whatever ends them; tell what is left, if that is anything."""
    try:
        run_checks(stage, selection=selection, tell=tell)
    finally:
        # Also if somebody ends it from outside: nobody else holds its tokens.
        left = leave(stage, selection)
        if left:
            tell_left(left)


def leave(stage: Stage, selection: Selection) -> str:
    """End what a run has been given, if it may; return what is left, in a sentence.

    It is empty where there is nothing to tell: at a service of ours, or if nobody consented.
    """
    if stage.control is not None:
        return ""
    living = stage.client.living()
    if not living:
        return ""
    if not selection.with_endings:
        return STANDS
    try:
        for connection in living:
            stage.client.revoke(connection)
    except GrantlabError:
        return STANDS
    return ENDED
