"""Where the documents disagree, and where they are wrong, as docs/lifecycle.md has it."""

from dataclasses import dataclass
from functools import cache

from blueprints.learn.documents import Section, plain
from blueprints.learn.signposts import anchor_of
from blueprints.learn.statements import lifecycle

BY_PRESET = "Where the sources disagree"
BY_DETAIL = "Where they disagree about a detail"
NOT_SO = "What some sources say, and is not so"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One subject about which the documents say different things; texts are Markdown."""

    anchor: str
    subject: str
    sides: tuple[str, ...]
    """By preset; or one side, the other, and what Grantlab does."""

    seen: str
    """The knob that turns it, and where it can be seen."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a document says that is not so."""

    anchor: str
    text: str


def by_preset() -> tuple[Disagreement, ...]:
    """Return the disagreements that became presets."""
    return _read(BY_PRESET)


def by_detail() -> tuple[Disagreement, ...]:
    """Return those on which no preset hangs."""
    return _read(BY_DETAIL)


def claims() -> tuple[Claim, ...]:
    """Return what is wrong."""
    return tuple(
        Claim(f"claim-{number}", text)
        for number, text in enumerate(_section(NOT_SO).items, start=1)
    )


def total() -> int:
    """Return how many there are, of all three kinds."""
    return sum(map(len, (by_preset(), by_detail(), claims())))


def about(statement_id: str) -> tuple[Disagreement, ...]:
    """Return the disagreements that a statement is about."""
    return tuple(
        one for one in (*by_preset(), *by_detail()) if statement_id in one.seen
    )


def _section(title: str) -> Section:
    return next(section for section in lifecycle() if section.title == title)


@cache
def _read(title: str) -> tuple[Disagreement, ...]:
    return tuple(
        Disagreement(
            anchor=anchor_of(plain(subject)),
            subject=subject,
            sides=tuple(sides),
            seen=seen,
        )
        for subject, *sides, seen in _section(title).rows
    )
