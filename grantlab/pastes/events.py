"""A time-line: what each dated line of a log tells."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from grantlab.pastes.actors import Actors
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.sendings import BROUGHT
from grantlab.pastes.understood import Event, Field, Happened, Moment, Value

_LONGEST = 700
"""How many characters belong to a line with a time, with what follows it undated."""

_LONGEST_ENTRY = 20_000
"""The same of an entry of a HAR file, which writes out all headers."""

_FEW = 4
_ENTRY = "starteddatetime"
_TOLD_BEFORE = 60
_MOST = 2000
"""How many lines make a time-line that somebody can follow."""

_TELLS = (
    (
        Happened.REFUSED,
        re.compile(
            r"(?:old|stale|superseded|spent|reused|rotated) refresh[ _-]?token (?:was )?(?:used|sent|presented|rejected)"
        ),
    ),
    (
        Happened.REFUSED,
        re.compile(
            r"invalid_grant|invalidgrant|incorrect or invalid refresh|badrequest"
        ),
    ),
    (
        Happened.FAILED,
        re.compile(
            r"5(?<=\b5)(?<![.,]5)0[0234]\b|unavailable|bad ?gateway|gateway ?time|timed? ?out|econnreset"
            r"|socket hang up|connection (?:reset|(?:was )?(?:lost|closed|aborted))|no answer|network error|deadline exceeded"
        ),
    ),
    (
        Happened.UNAUTHORIZED,
        re.compile(r"4(?<=\b4)(?<![.,]4)01\b|3200|unauthorized|authentication failed"),
    ),
    (
        Happened.REFUSED,
        re.compile(r"(?:->|status|http)[ =:]{0,3}400\b|400 bad request"),
    ),
    (
        Happened.SUCCEEDED,
        re.compile(r"\btokens? (?:updated|renewed|replaced|written|persisted)\b"),
    ),
    (
        Happened.SUCCEEDED,
        re.compile(
            r"2(?<=\b2)(?<![.,]2)0[01]\b|o(?<=\bo)k\b|success|refreshed|got (?:a )?new (?:access )?tokens?|stored|saved|connected|granted|rotated|received|issued|refresh\w{0,3} (?:done|completed|finished)"
        ),
    ),
)
_REFRESHING = (
    "refresh",
    "token updated",
    "tokens updated",
    "tokens/bearer",
    "post /token",
    "/oauth2/token",
    "/oauth/token",
)
_GIVES = (
    "authenticate(", "authenticated", "authorized", "authorised", "consent", "exchang",
    "connected", "logged in", "login", "log in", "/callback", "new token", "fresh token",
    "access token", "access_token", "new access", "new refresh", "tokens stored",
    "tokens saved", "token saved", "token stored", "token issued", "tokens issued",
    "token received", "tokens received", "got token", "got a token", "token fetched", "tokens fetched", "token obtained", "token acquired", "token loaded",
)  # fmt: skip
_BRINGS_CODE = (
    "callback", "?code=", "&code=", "consented", "redirected back", "code received",
    "code issued", "code generated", "code copied", "code arrived", "got the code",
    "got a code", "copied the code", "received the code", "received code", "got code",
)  # fmt: skip
_UNNAMED = frozenset(
    {
        None,
        "timestamp",
        "time",
        "at",
        "date",
        "ts",
        "when",
        "now",
        "today",
        "next",
        "again",
        "tried",
        "failed",
        "failed_at",
        "refused",
        "refused_at",
        "attempt",
        _ENTRY,
    }
)


def find_events(
    hidden: Rewritten,
    lower: str,
    moments: tuple[Moment, ...],
    values: tuple[Value, ...],
) -> tuple[Event, ...]:
    """Return what the dated lines tell, in the order in which they stand."""
    sent = [one for one in values if one.field in {Field.REFRESH_TOKEN, Field.CODE}]
    place = 0
    actors = Actors()
    events = []
    for moment, end in islice(_blocks(moments, lower), _MOST):
        start = lower.rfind("\n", 0, moment.position) + 1
        start = max(start, moment.position - _LONGEST)
        longest = _LONGEST_ENTRY if moment.name == _ENTRY else _LONGEST
        text = lower[start : min(end, start + longest)]
        while place < len(sent) and sent[place].position < start:
            place += 1
        carried = (
            sent[place] if place < len(sent) and sent[place].position < end else None
        )
        process, company = actors.read(text)
        is_refresh = any(word in text for word in _REFRESHING)
        events.append(
            Event(
                moment=_with_day(moment, moments, lower),
                happened=_tell(text),
                is_refresh=is_refresh,
                gives_tokens=is_refresh or any(word in text for word in _GIVES),
                brings_code=any(word in text for word in _BRINGS_CODE),
                value_number=None if carried is None else carried.number,
                brings=carried is not None
                and BROUGHT.search(
                    lower, max(start, carried.position - _TOLD_BEFORE), carried.position
                )
                is not None,
                process=process,
                company=company,
                span=hidden.span(start, start + len(text.rstrip())),
            )
        )
    return tuple(events)


def _with_day(moment: Moment, moments: tuple[Moment, ...], text: str) -> Moment:
    """Return the time of a line with the day that the same line tells elsewhere.

    A system log leaves the year out; an answer in its line has it.
    """
    if moment.at is not None:
        return moment
    end = text.find("\n", moment.position)
    first = bisect_right(moments, moment.position, key=_position)
    for other in moments[first : first + _FEW]:
        if other.position > (end if end >= 0 else len(text)):
            break
        if other.at is not None and other.has_zone and other.name in _UNNAMED:
            return replace(moment, at=other.at)
    return moment


def _position(moment: Moment) -> int:
    return moment.position


def _blocks(moments: tuple[Moment, ...], text: str) -> Iterator[tuple[Moment, int]]:
    """Yield the first time of each line, with where the next line that has one begins."""
    dating: Moment | None = None
    line_end = 0
    for moment in moments:
        if moment.name not in _UNNAMED:
            continue
        if dating is not None and moment.position < line_end:
            continue
        if dating is not None:
            yield dating, text.rfind("\n", line_end, moment.position)
        dating = moment
        line_end = text.find("\n", moment.position)
        if line_end < 0:
            line_end = len(text)
    if dating is not None:
        yield dating, len(text)


def _tell(text: str) -> Happened:
    """Return what a line tells; what stands behind its last arrow is how it ended."""
    end = text.rpartition("->")[2]
    told = _tell_of(end)
    is_all = len(end) == len(text)
    return told if is_all or told is not Happened.UNKNOWN else _tell_of(text)


def _tell_of(text: str) -> Happened:
    for happened, pattern in _TELLS:
        if pattern.search(text):
            return happened
    return Happened.UNKNOWN
