"""How old a consent was, and how long a refresh token had lain unused, when it was refused."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from grantlab.diagnosis.pastes.store_times import last_success
from grantlab.diagnosis.rules.expiry import HARD_LIFETIME, LIFETIME
from grantlab.pastes.understood import Happened, Understood
from grantlab.protocol.intuit_tid import made_at

_AT = r"(?:at|on|date|time|timestamp|utc|ts)?"
_USED = re.compile(
    r"(?!lastupdatedtime)(?:date)?(?:last|latest)?(?:qbo?|intuit|oauth2?|api)?(?:successful|good|success)?(?:refresh|access)?(?:tokens?)?"
    r"(?:refresh(?:ed)?|used|sync(?:ed|hronized)?|success|issued|received|stored|saved|updated|created|modified|obtained|rotated|renewed|written|since)"
    + _AT
)
_CONSENTED = re.compile(
    r"(?:first|user|customer|company|originally|qbo?|quickbooks)?(?:connected|consent(?:ed)?|authori[sz]ed|granted|installed|linked|connection|authori[sz]ation)(?:created)?"
    + _AT
)
_ENDS = re.compile(
    r"x?(?:qbo?|oauth)?refresh(?:token)?(?:expir(?:es|y|ation|ed)|validuntil|end)" + _AT
)
_MARKS = str.maketrans("", "", "_- ")
_EARLIEST, _LATEST = 2015, 2100


def age_of_consent(understood: Understood) -> timedelta | None:
    """Return how old the consent was at the refusal, if that is as old as it may be."""
    at = refused_at(understood) or understood.moment_of("since")
    consents = list(_named(understood, _CONSENTED))
    if at is None or not consents:
        return None
    age = at - min(consents)
    return age if age >= HARD_LIFETIME else None


def idle_for(understood: Understood) -> timedelta | None:
    """Return how long ago the token had been used or stored, by what names a time, if too long."""
    at = refused_at(understood)
    used = [one for one in _named(understood, _USED) if at is not None and one < at]
    if at is None or not used:
        return None
    return _if_too_long(at - max(*used, last_success(understood) or used[0]))


def idle_in_log(understood: Understood) -> timedelta | None:
    """Return how long before the refusal the log shows the last refresh, if too long."""
    at, last = refused_at(understood), last_success(understood)
    return None if at is None or last is None else _if_too_long(at - last)


def past_its_end(understood: Understood) -> timedelta | None:
    """Return how long the end that is stored with the refresh token had passed."""
    at = refused_at(understood)
    ends = list(_named(understood, _ENDS))
    if at is None or not ends or at <= max(ends):
        return None
    return at - max(ends)


def refused_at(understood: Understood) -> datetime | None:
    """Return when the last request was made that did not succeed: by the log, or by its id."""
    times = [
        event.moment.at
        for event in understood.events
        if event.moment.at is not None and event.happened is not Happened.SUCCEEDED
    ]
    if times:
        return times[-1]
    by_id = (made_at(tid.text) for tid in understood.intuit_tids)
    known = [at for at in by_id if at and _EARLIEST < at.year < _LATEST]
    return known[-1] if known else None


def _named(understood: Understood, names: re.Pattern[str]) -> Iterator[datetime]:
    for moment in understood.moments:
        if moment.name is not None and moment.at is not None:
            plain = moment.name.lower().translate(_MARKS)
            if names.fullmatch(plain):
                yield moment.at


def _if_too_long(idle: timedelta) -> timedelta | None:
    return idle if idle >= LIFETIME else None
