"""Leaving a service that is not ours as it was found."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

from grantlab.errors import GrantlabError
from grantlab.flows.hand import Hand
from grantlab.protocol.secret import Secret
from grantlab.verification.results import CheckResult
from grantlab.verification.running import Selection, run_checks
from grantlab.verification.stage import Stage

NOTHING_HELD = "No consent that was given for this run is left."
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

    It is empty where there is nothing to tell: at a service of ours, or if nothing was given
    that the checks have not ended themselves.
    """
    if stage.control is not None:
        return ""
    living, held = stage.client.living(), tuple(_held_by_hand(stage))
    if not living and not held:
        return ""
    if not selection.with_endings:
        return STANDS
    try:
        for connection in living:
            stage.client.revoke(connection)
        # To revoke one consent ends them all, so those that our client does not know
        # are ended only where it has none.
        is_ended = living or [
            hand for hand, token in held if hand.revoke(token) == HTTPStatus.OK
        ]
    except (GrantlabError, KeyboardInterrupt):
        return STANDS
    return ENDED if is_ended else ""


def _held_by_hand(stage: Stage) -> Iterator[tuple[Hand, Secret]]:
    for hand in stage.hands:
        if hand.brought is not None and hand.brought.refresh_token is not None:
            yield hand, hand.brought.refresh_token
