"""Times, in the ways in which logs and rows write them."""

import re
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from itertools import islice

from grantlab.pastes.moment_names import name_before, verb_before
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.understood import Moment

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # fmt: skip
_MONTH = f"(?:{'|'.join(MONTH_NAMES)})"
_MOMENT = re.compile(
    r"(?=[\dMTWFSDdJANO])(?:(?<![\d-])(?P<iso>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?"
    r" ?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)"
    r"|(?P<http>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d"
    r" (?:GMT|UTC|[+-]\d{4}))"
    r"|(?P<shell>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d (?:UTC|GMT) \d{4})"
    r"|(?P<log>\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})"
    r"|(?<![\d-])(?P<date>\d{4}-\d\d-\d\d)(?![\d-])"
    rf"|(?<![\w-])(?P<told>[0-3]?\d(?:[a-z]{{2}})? {_MONTH}[a-z]{{0,6}}\.?,? 20\d\d"
    rf"|{_MONTH}[a-z]{{0,6}}\.? [0-3]?\d(?:[a-z]{{2}})?,? 20\d\d)(?!\w| \d\d:)"
    r"|(?<![\d:.])(?P<clock>[012]?\d:[0-5]\d(?::[0-5]\d(?:[.,]\d{1,6})?)?)(?![\d:])"
    r"|(?<![A-Za-z])(?i:day) (?P<day>\d{1,4}|one|two|three)(?![\w])"
    r"|(?<![\d.])(?P<epoch>1[4-9]\d{8}(?:\d{3})?)(?!\d))",
    re.ASCII,
)
_TOLD = re.compile(rf"(?P<month>{_MONTH})|(?P<year>20\d\d)|(?P<day>\d{{1,2}})")
_MOST = 10_000
_DAY = 86_400.0
_NUMBER = {"one": 1, "two": 2, "three": 3}


def find_moments(hidden: Rewritten, zone: tzinfo = UTC) -> tuple[Moment, ...]:
    """Return every time of the text, in order; those without a zone are of ``zone``."""
    found = (
        _read(match, hidden, zone)
        for match in islice(_MOMENT.finditer(hidden.text), _MOST)
    )
    return tuple(moment for moment in found if moment is not None)


def _read(match: re.Match[str], hidden: Rewritten, zone: tzinfo) -> Moment | None:
    at, clock, has_zone = None, None, True
    name = name_before(hidden.text, match.start())
    with suppress(ValueError, OverflowError):
        if match["iso"]:
            has_zone = match["zone"] is not None
            at = _from_iso(match["iso"], match["zone"], zone)
        elif match["http"] or match["shell"]:
            at = _from_words(match["http"] or match["shell"])
        elif match["log"]:
            at = datetime.strptime(match["log"], "%d/%b/%Y:%H:%M:%S %z").astimezone(UTC)
        elif match["date"] or match["told"]:
            has_zone = False
            name = name or verb_before(hidden.text, match.start())
            day = _from_day(match["date"] or match["told"])
            at = day.replace(tzinfo=zone).astimezone(UTC)
        elif match["epoch"]:
            if name is None:
                return None
            at = datetime.fromtimestamp(int(match["epoch"][:10]), tz=UTC)
    if match["clock"]:
        has_zone, clock = False, _seconds(match["clock"])
    elif match["day"]:
        has_zone, clock = False, _day(match["day"]) * _DAY
    if at is None and clock is None:
        return None
    return Moment(
        at=at,
        has_zone=has_zone,
        clock=clock,
        name=name,
        span=hidden.span(match.start(), match.end()),
        position=match.start(),
    )


def _from_iso(text: str, written: str | None, zone: tzinfo) -> datetime:
    plain = text.removesuffix(written or "").strip().replace(",", ".")
    seconds, _, fraction = plain.partition(".")
    if len(seconds) == len("2025-01-01T00:00"):
        seconds = f"{seconds}:00"
    offset = "+00:00" if written in {"Z", "UTC", "GMT"} else written or ""
    at = datetime.fromisoformat(f"{seconds}.{fraction[:6]:0<6}{offset}")
    return (at if written else at.replace(tzinfo=zone)).astimezone(UTC)


def _from_words(text: str) -> datetime:
    """Return the time of a header, or of what ``date`` prints, which has other places for its words."""
    if "," not in text:
        day_name, month, day, clock, zone, year = text.split()
        text = f"{day_name}, {day} {month} {year} {clock} {zone}"
    return parsedate_to_datetime(text).astimezone(UTC)


def _from_day(text: str) -> datetime:
    """Return the day, also when it is written as 3 March 2025 or as March 3rd, 2025."""
    parts = {one.lastgroup: one[0] for one in _TOLD.finditer(text)}
    if "month" not in parts:
        return datetime.fromisoformat(text)
    month = 1 + MONTH_NAMES.index(parts["month"])
    return datetime(int(parts["year"]), month, int(parts["day"]))  # noqa: DTZ001 -- the caller knows the zone


def _seconds(clock: str) -> float:
    hours, minutes, *seconds = clock.replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds[0] if seconds else 0)


def _day(number: str) -> int:
    return _NUMBER.get(number) or int(number)
