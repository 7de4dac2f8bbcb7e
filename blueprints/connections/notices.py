"""What an action came to, where the page it leads to does not say it by itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence on what happened, one on what to make of it."""

    role: str
    title: str
    says: str


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
        "The token was not looked at. Hold the keys against those in the first step of the walk.",
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
    "revocation-error": Notice(
        "caution",
        "The revocation was refused",
        "The tokens are kept as they were. The newest round trip shows the answer.",
    ),
    "not-sure": Notice(
        "caution",
        "Nothing was forgotten",
        "Tick the box to say that you mean it, or go back.",
    ),
}
"""By the slug that stands in the address."""
