"""The hint that a connection was ended inside QuickBooks, and what a call makes of it.

Intuit sends the browser of whoever disconnected to an address of the app's, with the company
in the query. There is no signature and no token, so anybody can send anybody there.

Source: the wire facts on a disconnect in QuickBooks. L603.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from grantlab.protocol.round_trip import Purpose, RoundTrip

LONGEST_REALM_ID = 32


class Trouble(StrEnum):
    """Why a hint names no company."""

    ABSENT = "absent"
    MALFORMED = "malformed"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class DisconnectHint:
    """Which company is said to have been disconnected."""

    realm_id: str | None
    """``None`` when none is named."""

    trouble: Trouble | None = None
    """Why there is none; ``None`` when there is one."""


def read_hint(values: Sequence[str]) -> DisconnectHint:
    """Read every ``realmId`` of the address; the text ``null`` is no company either."""
    named = {value for value in values if value not in {"", "null"}}
    if not named:
        return DisconnectHint(None, Trouble.ABSENT)
    if len(named) > 1:
        return DisconnectHint(None, Trouble.SEVERAL)
    (realm_id,) = named
    is_number = realm_id.isascii() and realm_id.isdigit()
    if not is_number or len(realm_id) > LONGEST_REALM_ID:
        return DisconnectHint(None, Trouble.MALFORMED)
    return DisconnectHint(realm_id)


class Verification(StrEnum):
    """What a call came to that was made because of a hint."""

    CONNECTED = "connected"
    ENDED = "ended"
    UNANSWERED = "unanswered"
    UNDECIDED = "undecided"


def judge_call(
    round_trips: Sequence[RoundTrip], *, refresh_refused: bool
) -> Verification | None:
    """Return what the last answer says; ``None`` if nothing was sent.

    A 401 alone ends nothing: access tokens are refused every hour. ``refresh_refused`` is
    whether the refresh token was refused too, and nothing has succeeded since.

    Source: L402, L602.
    """
    if not round_trips:
        return None
    last = round_trips[-1]
    if last.purpose is Purpose.COMPANY_INFO and last.status == HTTPStatus.OK:
        return Verification.CONNECTED
    if last.status is None:
        return Verification.UNANSWERED
    if refresh_refused and last.status in _REFUSALS:
        return Verification.ENDED
    return Verification.UNDECIDED


_REFUSALS = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED})
