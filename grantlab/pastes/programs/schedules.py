"""Schedules that let more time pass between two runs than a refresh token lives unused."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from grantlab.pastes.moments import MONTH_NAMES
from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_LEAST_DAYS = 101
"""How many days a refresh token of Intuit's lives unused, and one more."""

_MONTHS = tuple(month.lower() for month in MONTH_NAMES)
_MONTH = rf"(?:\d{{1,2}}|{'|'.join(_MONTHS)})"
_DAY = r"(?:[0-7]|sun|mon|tue|wed|thu|fri|sat)"
_CRON = re.compile(
    r"(?<![\w*/?,-])(?:[\d*][\d*,/-]{0,12} )?[\d*][\d*,/-]{0,12} [\d*][\d*,/-]{0,12} (?P<day>[\d*?l][\d*,/?l-]{0,12}) "
    rf"(?P<month>(?:\*|{_MONTH}(?:-{_MONTH})?(?:,{_MONTH}(?:-{_MONTH})?){{0,11}})(?:/\d{{1,2}})?) "
    rf"(?P<weekday>\*|\?|{_DAY}(?:[,-]{_DAY}){{0,6}}(?:#\d)?)(?: (?:\*|\?|20\d\d)(?!\w))?(?![\w*/,])"
)
_RARE = re.compile(
    r"(?<!\w)@(?:yearly|annually)\b|\boncalendar ?= ?(?:yearly|annually|semi-?annually|\*-(?:\d\d)(?:,\d\d)?-\d\d)"
    r"|->yearly\(|\.every\(1\)\.years?\b|every\(1\.year|cron\.yearly\b|['\"]@?yearly['\"]"
)
_EVERY = re.compile(
    r"\b(?:rate\(|every\(|every |interval ?[=:]? ?[\"']?|timedelta\(|timespan\.from|schedule_?interval ?[=:] ?[\"']?|onunitactivesec ?= ?|p(?=\d{1,3}[mwdy]\b))"
    r"(?:(?P<number>\d{1,4})[ )._]{0,2}(?P<unit>days?|weeks?|months?|years?|d\b|w\b|y\b)|(?P<named>days|weeks)(?: ?= ?|\()(?P<count>\d{1,4}))"
)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_MOST = 30
_YEAR_MONTHS = 12
_MONTH_DAYS = 30


def _read_schedules(lower: str) -> Iterator[Found]:
    """Yield the one schedule of a paste, if it lets a hundred days pass between its runs."""
    crons = list(islice(_CRON.finditer(lower), _MOST))
    gaps = [(days, match) for match in crons if (days := _longest_gap(match))]
    if crons and len(gaps) == len(crons):
        days, match = min(gaps, key=lambda one: one[0])
        if days >= _LEAST_DAYS:
            yield Sign.INACTIVITY, *match.span()
            return
    if crons:
        return
    rare = _RARE.search(lower)
    if rare is None:
        found = list(islice(_EVERY.finditer(lower), _MOST))
        rare = (
            found[0] if len(found) == 1 and _days_of(found[0]) >= _LEAST_DAYS else None
        )
    if rare:
        yield Sign.INACTIVITY, *rare.span()


def _longest_gap(cron: re.Match[str]) -> int:
    """Return how many days lie at most between two runs; none where a field cannot be read."""
    months = _months_of(cron["month"])
    if months is None:
        return 0
    around = [*months, months[0] + _YEAR_MONTHS]
    return max((after - before) * _MONTH_DAYS for before, after in pairwise(around))


def _months_of(written: str) -> list[int] | None:
    """Return the months of a field, such as ``*/4``, ``1,7`` or ``jan``."""
    listed, _, step = written.partition("/")
    if listed == "*":
        return list(range(1, 13, int(step))) if step.strip("0") else list(range(1, 13))
    months: set[int] = set()
    for part in listed.split(","):
        first, _, last = part.partition("-")
        begin, end = _month(first), _month(last or first)
        if begin is None or end is None:
            return None
        if step.strip("0") and not last:
            end = _YEAR_MONTHS
        months |= set(range(begin, end + 1, int(step) if step.strip("0") else 1))
    return sorted(months) or None


def _month(written: str) -> int | None:
    if written in _MONTHS:
        return 1 + _MONTHS.index(written)
    return (
        int(written)
        if written.isdigit() and 1 <= int(written) <= _YEAR_MONTHS
        else None
    )


def _days_of(every: re.Match[str]) -> int:
    unit = every["unit"] or every["named"] or "d"
    return int(every["number"] or every["count"] or 0) * _DAYS[unit[0]]


SCHEDULES = (
    Structure(
        needed(
            "refresh|invalid_grant|token",
            " *| ?|yearly|annually|oncalendar|rate(|every|interval|timedelta|timespan|schedule|p1|p2|p3",
            "cron|*|yearly|annually|days|weeks|month|years|oncalendar",
        ),
        _read_schedules,
    ),
)
