"""The glossary, as docs/glossary.md has it."""

from dataclasses import dataclass
from functools import cache

from blueprints.learn.documents import plain, read_document, read_sections
from blueprints.learn.signposts import anchor_of

DOCUMENT = "glossary.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word and what it means here; texts are Markdown."""

    anchor: str
    word: str
    means: str
    origin: str
    avoided: str
    """What it is not to be called; often empty."""


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of one subject."""

    title: str
    words: tuple[Word, ...]


@cache
def all_word_lists() -> tuple[WordList, ...]:
    """Return the words, subject by subject."""
    taken: set[str] = set()
    return tuple(
        WordList(section.title, tuple(_read(row, taken) for row in section.rows))
        for section in read_sections(read_document(DOCUMENT))
        if section.rows
    )


def total() -> int:
    """Return how many words there are."""
    return sum(len(one.words) for one in all_word_lists())


def _read(row: tuple[str, ...], taken: set[str]) -> Word:
    word, means, origin, avoided = row
    anchor = anchor_of(plain(word))
    while anchor in taken:
        # One word may mean two things in two rooms.
        anchor += "-too"
    taken.add(anchor)
    return Word(anchor=anchor, word=word, means=means, origin=origin, avoided=avoided)
