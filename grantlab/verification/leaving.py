"""Leaving a service that is not ours as it was found."""

from grantlab.errors import GrantlabError
from grantlab.verification.running import Selection
from grantlab.verification.stage import Stage

ENDED = "The consent that was given for this run was ended with it."
STANDS = (
    "The consent that was given for this run stands, and nobody holds its tokens any"
    " more: to end it, disconnect the app in QuickBooks."
)


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
