"""Who asked for a pair of tokens, in words within a sentence."""

from typing import Final

from blueprints.walkthrough.breaks import break_words

_CALLED: Final = {
    "401": "a call that was answered 401",
    "connection page": "the connection’s page",
}
_KNOWN: Final = (
    "command line",
    "drill",
    "import",
    "playground",
    "renewal",
    "verification",
    "walk",
)
_BEFORE: Final = "break: "
"""How rows of before named the break that a walk had sent, by its slug."""


def asker_words(asked_by: str) -> str:
    """Return who asked, as a row has it, in words; what is not known stays as it is."""
    if asked_by.startswith(_BEFORE):
        return f"the walk ({break_words(asked_by.removeprefix(_BEFORE))})"
    if asked_by in _CALLED:
        return _CALLED[asked_by]
    is_known = any(asked_by == one or asked_by.startswith(f"{one} ") for one in _KNOWN)
    return f"the {asked_by}" if is_known else asked_by
