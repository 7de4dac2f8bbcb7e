"""What an action came to, where the page it leads to does not say it by itself."""

from dataclasses import dataclass

NOT_TOLD = "not-told-"
"""Before the slug of what kept the service from being told to end a connection."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence on what happened, one on what to make of it."""

    role: str
    title: str
    says: str
    offers_wipe: bool = False
    """Whether wiping here is a way on, although the service does not know."""


NOTICES = {
    "refreshed": Notice(
        "good",
        "It was refreshed",
        "Both tokens of the answer are stored; the newest pair heads the family.",
    ),
    "answered": Notice(
        "good",
        "The company answered",
        "Its name comes from that answer, and so does the proof that the company is the token’s.",
    ),
    "not-answered": Notice(
        "refused",
        "The company did not answer for itself",
        "The newest round trip shows what came instead.",
    ),
    "revoked": Notice(
        "good",
        "It was revoked",
        "The service was told, and both tokens are void. What is on record stays here until you forget it.",
    ),
    "unreachable": Notice(
        "caution",
        "No answer came",
        "What was asked may have been done or not. The tokens are kept; try again.",
    ),
    "malformed-response": Notice(
        "caution",
        "The answer could not be used",
        "Nothing of it was stored, and the tokens are kept. It is shown raw in the newest round trip.",
    ),
    "token-endpoint-error": Notice(
        "caution",
        "The token endpoint answered with an error",
        "It says nothing about the refresh token, which is kept. The newest round trip shows it.",
    ),
    "invalid-client": Notice(
        "refused",
        "The keys were not accepted",
        "The token was not looked at. Compare the keys with those in the first step of the walk.",
    ),
    "refresh-in-progress": Notice(
        "caution",
        "Somebody else is refreshing this connection",
        "Two refreshes at once would make each other’s tokens stale. Reload in a moment to see their result.",
    ),
    "retry-later": Notice(
        "caution",
        "It is too early to try again",
        "The service gave no usable answer a moment ago. The tokens are kept; below it says when the next try is.",
    ),
    "value-wiped": Notice(
        "caution",
        "There is no token to send",
        "The values were wiped when the connection ended; their fingerprints stay. Connect again.",
    ),
    "keys-missing": Notice(
        "caution",
        "The keys of this environment are not there",
        "Enter them in the first step of the walk.",
    ),
    "forbidden-address": Notice(
        "caution",
        "The address was refused before anything was sent",
        "It does not belong to this environment, or is not on the public internet.",
    ),
    f"{NOT_TOLD}unreachable": Notice(
        "caution",
        "No answer came",
        "The connection may have been ended or not. The tokens are kept: try again, or wipe them here now.",
        offers_wipe=True,
    ),
    f"{NOT_TOLD}revocation-error": Notice(
        "caution",
        "The revocation was refused",
        "The tokens are kept as they were, and the newest round trip shows the answer. Try again, or wipe them here now.",
        offers_wipe=True,
    ),
    f"{NOT_TOLD}keys-missing": Notice(
        "caution",
        "The keys of this environment are not there",
        "Without them the service cannot be told. Enter them in the first step of the walk, or wipe the tokens here now.",
        offers_wipe=True,
    ),
    f"{NOT_TOLD}forbidden-address": Notice(
        "caution",
        "The address was refused before anything was sent",
        "It does not belong to this environment, or is not on the public internet. The tokens are kept, or can be wiped here now.",
        offers_wipe=True,
    ),
    "wiped": Notice(
        "caution",
        "It was wiped here, and the service is owed word of it",
        "Until it is told, the token is still good there. It is kept sealed for that one purpose, and tried again by itself.",
    ),
    "not-wiped": Notice(
        "caution",
        "Nothing was wiped",
        "Tick the box to say that you mean it, or go back.",
    ),
    "debt-paid": Notice(
        "good",
        "The service was told",
        "What was owed is paid: the tokens are void there, and their last value is wiped here.",
    ),
    "debt-called-off": Notice(
        "unknown",
        "The debt was called off",
        "The company has consented again since. To end the old token would end the new consent, too.",
    ),
    "debt-owed": Notice(
        "caution",
        "The service still does not know",
        "Why is told below, and when it is tried again.",
    ),
    "debt-none": Notice(
        "unknown",
        "Nothing is owed",
        "Somebody else, or the renewal, has told the service meanwhile.",
    ),
    "forgotten": Notice(
        "unknown",
        "It was forgotten here",
        "Nothing is kept of it. The service was not told.",
    ),
    "forgotten-revoked": Notice(
        "good",
        "It was revoked and forgotten",
        "The service was told, both tokens are void, and nothing is kept here.",
    ),
    "forgotten-wiped": Notice(
        "caution",
        "It was forgotten, and the service is owed word of it",
        "The service could not be told. One token is kept sealed for that, and tried again by itself.",
    ),
    "forgotten-nothing-to-tell": Notice(
        "unknown",
        "It was forgotten here",
        "There was no token left that could have been revoked.",
    ),
    "kept-warm": Notice(
        "good",
        "It is kept warm",
        "The renewal refreshes it before each access token ends, so that a call never waits.",
    ),
    "let-cool": Notice(
        "unknown",
        "It may cool",
        "The renewal looks after the refresh token alone. A call that finds the access token over refreshes first.",
    ),
    "imported": Notice(
        "good",
        "It was imported, and nothing was sent",
        "Refresh it to see whether the token is good. That rotates it: whoever else holds it has a stale copy from then on.",
    ),
    "not-sure": Notice(
        "caution",
        "Nothing was forgotten",
        "Tick the box to say that you mean it, or go back.",
    ),
}
"""By the slug that stands in the address."""
