"""Lengths of time as people type them (``25h``, ``90m``, ``2h30m``) and as they read them."""

import re
from datetime import timedelta
from typing import ClassVar

from grantlab.errors import GrantlabError

_UNITS = {
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
}
_WORDS = (
    (timedelta(days=365), "year"),
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
    (timedelta(seconds=1), "second"),
)
_FORM = re.compile(r"(?P<sign>[+-]?)(?P<parts>(?:[0-9]{1,9}[dhms])+)")
_PART = re.compile(r"([0-9]+)([dhms])")
LONGEST = timedelta(days=36_500)
"""A hundred years: longer than any deadline here, and still inside the calendar."""


class DurationError(GrantlabError):
    """A length of time was not of its form."""

    slug: ClassVar[str] = "duration"

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text[:40]!r} is not a length of time such as 25h, 90m or 100d"
        )


def parse_duration(text: str) -> timedelta:
    """Return the length that a text names; ``0`` needs no unit.

    Raises:
        DurationError: it names none, or one of more than a hundred years.
    """
    if text == "0":
        return timedelta()
    found = _FORM.fullmatch(text)
    if found is None:
        raise DurationError(text)
    length = timedelta()
    for number, unit in _PART.findall(found["parts"]):
        if int(number) > LONGEST // _UNITS[unit]:
            raise DurationError(text)
        length += int(number) * _UNITS[unit]
    if length > LONGEST:
        raise DurationError(text)
    return -length if found["sign"] == "-" else length


def format_duration(length: timedelta) -> str:
    """Return the shortest text for a length in whole seconds; ``0`` for none."""
    sign, left = ("-", -length) if length < timedelta() else ("", length)
    text = ""
    for unit, size in _UNITS.items():
        number, left = divmod(left, size)
        text += f"{number}{unit}" if number else ""
    return f"{sign}{text}" if text else "0"


def span_words(span: timedelta) -> str:
    """Return a length of time in its largest whole units, at most two of them."""
    words: list[str] = []
    rest = abs(span)
    for unit, name in _WORDS:
        count, left = divmod(rest, unit)
        if count:
            words.append(f"{count} {name}{'' if count == 1 else 's'}")
            rest = left
        elif words:
            break
        if len(words) == 2:  # noqa: PLR2004 -- two units say enough
            break
    return " ".join(words) or "less than a second"
