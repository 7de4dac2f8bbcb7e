"""What the moments inside tokens, codes and request ids say of a refusal.

Source: the wire facts on token and code formats. That the moment is the expiry is likely, and
said nowhere; so it decides nothing alone, and nothing that lies far from the refusal.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from grantlab.diagnosis.readings.tokens import ACCESS_LIFETIME
from grantlab.pastes.understood import Field, Happened, Understood, Value
from grantlab.protocol.intuit_tid import made_at

_REFUSALS = frozenset({Happened.REFUSED, Happened.UNAUTHORIZED})
_LATE_CODE: Final = timedelta(days=1)
_LATE_REFRESH_TOKEN: Final = timedelta(days=60)
_EARLIEST: Final = datetime(2015, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2040, 1, 1, tzinfo=UTC)
"""An id beyond these is not of the kind that tells the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlived:
    """A value that carries a moment, and when it was refused."""

    value: Value
    expires_at: datetime
    refused_at: datetime

    @property
    def apart(self) -> timedelta:
        """How long after the moment inside the refusal came; below zero if before."""
        return self.refused_at - self.expires_at


def find_late_code(understood: Understood) -> Outlived | None:
    """Return the code that was refused within a day after its end."""
    return _find(understood, Field.CODE, timedelta(), _LATE_CODE)


def find_late_refresh_token(understood: Understood) -> Outlived | None:
    """Return the refresh token that was refused within two months after its end."""
    return _find(understood, Field.REFRESH_TOKEN, timedelta(), _LATE_REFRESH_TOKEN)


def find_early_refusal(understood: Understood) -> Outlived | None:
    """Return the access token that was refused within the hour in which it lives."""
    return _find(understood, Field.ACCESS_TOKEN, -ACCESS_LIFETIME, timedelta())


def _find(
    understood: Understood, field: Field, least: timedelta, most: timedelta
) -> Outlived | None:
    refused_at = _refused_at(understood)
    if refused_at is None:
        return None
    for value in understood.values_of(field):
        if value.shape is field and value.expires_at is not None:
            found = Outlived(
                value=value, expires_at=value.expires_at, refused_at=refused_at
            )
            if least < found.apart < most:
                return found
    return None


def _refused_at(understood: Understood) -> datetime | None:
    """Return when the last refusal was: by the log, or by the id that the service gave it."""
    told = [
        event.moment.at
        for event in understood.events
        if event.happened in _REFUSALS and event.moment.has_zone and event.moment.at
    ]
    if told or any(event.moment.at for event in understood.events):
        return told[-1] if told else None
    by_id = [made_at(tid.text) for tid in understood.intuit_tids]
    known = [at for at in by_id if at is not None and _EARLIEST < at < _LATEST]
    return known[-1] if known else None
