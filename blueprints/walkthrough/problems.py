"""What kept something from being done, where no round trip tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence on what happened, one on what to do."""

    title: str
    says: str


PROBLEMS = {
    "code-already-taken": Problem(
        "The code was taken out before",
        "It works once, so it was not sent again. What the first exchange gave is below.",
    ),
    "refresh-in-progress": Problem(
        "Somebody else is refreshing this connection",
        "Two refreshes at once would make each other’s tokens stale. Reload in a moment to see the other’s result.",
    ),
    "value-wiped": Problem(
        "The value is no longer kept",
        "Values of older tokens are wiped as soon as newer ones are stored; only their fingerprints stay.",
    ),
    "keys-missing": Problem(
        "The keys of this environment are not there yet",
        "Enter them in step 1.",
    ),
    "keys-not-stored": Problem(
        "These keys were not stored",
        "Both are needed, and each is up to 128 letters, digits and signs, without accents, blanks or quotation marks. What was stored before is unchanged.",
    ),
    "forbidden-address": Problem(
        "The address was refused before anything was sent",
        "It does not belong to this environment, or is not on the public internet.",
    ),
    "break-unavailable": Problem(
        "That cannot be broken now",
        "The walk has moved on since this page was made. Nothing was sent; why it cannot be done is beside the button.",
    ),
    "time-not-moved": Problem(
        "The clock was not moved",
        "It moves in the embedded environment only, forward only, and a hundred years at most; and what is waited for must not be over. Nothing was sent.",
    ),
    "clock-moved": Problem(
        "The clock has been moved meanwhile",
        "It was not moved once more. Look at what came of it, and press again if you still want to.",
    ),
    "preset-not-taken": Problem(
        "The preset was not taken",
        "The provider runs elsewhere, and did not answer or wants GRANTLAB_BENCH_TOKEN. It acts as before.",
    ),
    "no-such-walk": Problem(
        "That walk is not one of this browser’s",
        "The address sets the same stage here: begin a walk, and follow it.",
    ),
    "no-walk-for-response": Problem(
        "That response belongs to no walk of this browser",
        "It was disregarded whole: nothing in it was looked at, and nothing was exchanged.",
    ),
    "revocation-error": Problem(
        "The revocation was refused",
        "The tokens are kept as they were. The answer is beside this.",
    ),
}
"""By the slug that stands in the address."""
