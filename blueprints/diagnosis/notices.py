"""What an action at the desk came to, where the page does not say it by itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence on what happened, one on what to make of it."""

    role: str
    title: str
    says: str
    offers_second: bool = False
    """Whether another case with the same text is a way on."""


NOTICES = {
    "same-text": Notice(
        "caution",
        "This text was pasted before",
        "It is the same case, with its title and with what was answered. If another customer sent the same words, "
        "begin a case of its own.",
        offers_second=True,
    ),
    "renamed": Notice("good", "It has a new title", "The list names it so, too."),
    "deleted": Notice("unknown", "The case was deleted", "Nothing of it is kept."),
    "not-sure": Notice(
        "caution",
        "Nothing was deleted",
        "Tick the box to say that you mean it, or go back.",
    ),
}
"""By the slug that stands in the address."""
