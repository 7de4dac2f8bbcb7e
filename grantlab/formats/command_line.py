"""The words of one command, wherever they were quoted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a command, its quotes undone, and where it began."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Command:
    """The words of the first command of a text."""

    words: tuple[Word, ...]
    left_out: str = ""
    """What came after it: a pipe, another command, a file that was to be written."""


def variable_of(name: str) -> str:
    """Return what stands for a variable of the shell: our own of the same name."""
    return f"{{{{{name.lower()}}}}}"
