"""A form that comes back: what was typed, and what is wrong with it, a sentence a field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from grantlab.protocol.durations import DurationError, parse_duration

LONGEST_SHOWN = 200
"""Characters of what was typed that go back to the page."""

LENGTH = "Type a length of time such as 25h, 90m or 100d; a hundred years at most."
FORWARD = "The clock only moves forward: type a length of more than nothing."
SPAN = "A fault is armed for some time: type a length of more than nothing."
REQUESTS = "Type a whole number of requests, from 1 to 1000000."
_NUMBER = re.compile(r"[0-9]{1,7}")


class TypedError(Exception):
    """Something that was typed could not be read; the message is for its reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form as it is shown."""

    value: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The form that came back, by its name; every other form is as it was."""

    form: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def field(self, form: str, name: str, value: str = "") -> Field:
        """Return a field of some form, which begins with ``value``."""
        if form != self.form:
            return Field(value=value)
        return Field(
            value=self.values.get(name, "")[:LONGEST_SHOWN],
            problem=self.problems.get(name, ""),
        )


NOTHING_TYPED = Typed()


def read_length(text: str) -> timedelta:
    """Return the length that somebody typed; spaces and capitals do not matter.

    Raises:
        TypedError: it is none.
    """
    try:
        return parse_duration(re.sub(r"\s", "", text).lower())
    except DurationError as exc:
        raise TypedError(LENGTH) from exc


def read_step(text: str) -> timedelta:
    """Return by how much the clock is to be moved.

    Raises:
        TypedError: it is no length, or not forward.
    """
    length = read_length(text)
    if length <= timedelta():
        raise TypedError(FORWARD)
    return length


def read_span(text: str) -> timedelta | None:
    """Return for how long; ``None`` where nothing was typed.

    Raises:
        TypedError: it is no length, or none to speak of.
    """
    if not text.strip():
        return None
    length = read_length(text)
    if length <= timedelta():
        raise TypedError(SPAN)
    return length


def read_amount(text: str) -> timedelta | None:
    """Return how much; ``None`` where nothing was typed, for as much as is usual.

    Raises:
        TypedError: it is no length.
    """
    return read_length(text) if text.strip() else None


def read_requests(text: str) -> int | None:
    """Return for how many requests; ``None`` where nothing was typed.

    Raises:
        TypedError: it is no such number.
    """
    if not text.strip():
        return None
    if _NUMBER.fullmatch(text.strip()) is None:
        raise TypedError(REQUESTS)
    return int(text)
