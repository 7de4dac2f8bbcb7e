"""What a change of something kept came to, where the page does not say it by itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence on what happened, one on what to make of it."""

    role: str
    title: str
    says: str


NOTICES = {
    "made": Notice(
        "good", "The collection is there", "Add folders and requests below."
    ),
    "copied": Notice("good", "This is the copy", "It is yours: change it as you like."),
    "saved": Notice("good", "The request was saved", "It stands where you put it."),
    "renamed": Notice(
        "good", "It is kept", "The list shows the collection by this name."
    ),
    "deleted": Notice("unknown", "It was deleted", "Nothing of it is kept."),
    "not-sure": Notice(
        "caution",
        "Nothing was deleted",
        "Tick the box to say that you mean it, or go back.",
    ),
    "nothing-revealed": Notice(
        "caution",
        "Nothing was exported",
        "Tick the box to say that the secrets shall be in the file.",
    ),
    "kept": Notice(
        "good", "The variables are kept", "Requests find them by their names."
    ),
    "forgotten": Notice("unknown", "It was forgotten", "Nothing of it is kept."),
    "two-needed": Notice(
        "caution", "Nothing was compared", "Tick two of the requests, and press again."
    ),
    "imported": Notice("good", "The file was imported", "All of it is here."),
    "imported-in-part": Notice(
        "caution",
        "The file was imported in part",
        "What was whole is here; what was not is listed below.",
    ),
}
"""By the slug that stands in the address."""
