"""Moments that the clock can be moved to: a minute before something ends, or after."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from sqlite3 import Connection
from typing import ClassVar

from grantlab.errors import GrantlabError
from grantlab.provider.columns import read_moment
from grantlab.provider.policy.policy import Policy
from grantlab.provider.tokens import TokenKind

MARGIN = timedelta(minutes=1)


class Moment(StrEnum):
    """A moment with a name."""

    BEFORE_CODE_ENDS = "before-code-ends"
    AFTER_CODE_ENDS = "after-code-ends"
    BEFORE_ACCESS_TOKEN_ENDS = "before-access-token-ends"  # noqa: S105 -- a moment's name
    AFTER_ACCESS_TOKEN_ENDS = "after-access-token-ends"  # noqa: S105 -- a moment's name
    BEFORE_STALE_TOKEN_ENDS = "before-stale-token-ends"  # noqa: S105 -- a moment's name
    AFTER_STALE_TOKEN_ENDS = "after-stale-token-ends"  # noqa: S105 -- a moment's name
    BEFORE_REFRESH_TOKEN_ENDS = "before-refresh-token-ends"  # noqa: S105 -- a moment's name
    AFTER_REFRESH_TOKEN_ENDS = "after-refresh-token-ends"  # noqa: S105 -- a moment's name
    BEFORE_HARD_LIMIT = "before-hard-limit"
    AFTER_HARD_LIMIT = "after-hard-limit"


class UnknownMomentError(GrantlabError):
    """A moment was named that does not exist."""

    slug: ClassVar[str] = "unknown-moment"

    def __init__(self, name: str) -> None:
        known = ", ".join(Moment)
        super().__init__(f"there is no moment {name[:40]!r}; there are {known}")


class NothingEndsError(GrantlabError):
    """Nothing has been issued yet whose end could be waited for."""

    slug: ClassVar[str] = "nothing-ends"

    def __init__(self, moment: Moment) -> None:
        super().__init__(f"{moment}: nothing has been issued yet that ends then")


class MomentPassedError(GrantlabError):
    """The moment lies behind, and the clock only moves forward."""

    slug: ClassVar[str] = "moment-passed"

    def __init__(self, moment: Moment, at: datetime) -> None:
        super().__init__(f"{moment} was at {at:%Y-%m-%d %H:%M:%S} UTC, and is over")


def parse_moment(name: str) -> Moment:
    """Return the moment of that name.

    Raises:
        UnknownMomentError: there is none.
    """
    try:
        return Moment(name)
    except ValueError as exc:
        raise UnknownMomentError(name) from exc


def find_moment(moment: Moment, *, policy: Policy, connection: Connection) -> datetime:
    """Return when a moment is, by the newest thing of its kind.

    Raises:
        NothingEndsError: there is nothing of that kind.
    """
    at = _beside(_ENDS[_what(moment)](connection, policy), moment)
    if at is None:
        raise NothingEndsError(moment)
    return at


def find_moments(
    *, policy: Policy, connection: Connection
) -> Mapping[Moment, datetime | None]:
    """Return when each moment is; ``None`` where nothing of its kind was issued."""
    ends = {what: end(connection, policy) for what, end in _ENDS.items()}
    return {moment: _beside(ends[_what(moment)], moment) for moment in Moment}


def _what(moment: Moment) -> str:
    return moment.partition("-")[2]


def _beside(end: datetime | None, moment: Moment) -> datetime | None:
    if end is None:
        return None
    return end - MARGIN if moment.startswith("before-") else end + MARGIN


def _code_end(connection: Connection, _policy: Policy) -> datetime | None:
    return _read(connection, "SELECT expires_at FROM code ORDER BY id DESC LIMIT 1")


def _newest_token_end(connection: Connection, kind: TokenKind) -> datetime | None:
    query = "SELECT expires_at FROM token WHERE kind = ? ORDER BY id DESC LIMIT 1"
    return _read(connection, query, kind)


def _access_token_end(connection: Connection, _policy: Policy) -> datetime | None:
    return _newest_token_end(connection, TokenKind.ACCESS)


def _refresh_token_end(connection: Connection, _policy: Policy) -> datetime | None:
    return _newest_token_end(connection, TokenKind.REFRESH)


def _stale_token_end(connection: Connection, policy: Policy) -> datetime | None:
    query = "SELECT max(replaced_at) FROM token WHERE replaced_at IS NOT NULL"
    superseded = _read(connection, query)
    return None if superseded is None else superseded + policy.grace


def _hard_limit(connection: Connection, _policy: Policy) -> datetime | None:
    query = "SELECT hard_expires_at FROM chain ORDER BY id DESC LIMIT 1"
    return _read(connection, query)


def _read(connection: Connection, query: str, *parameters: str) -> datetime | None:
    row = connection.execute(query, parameters).fetchone()
    return None if row is None or row[0] is None else read_moment(row[0])


_ENDS: Mapping[str, Callable[[Connection, Policy], datetime | None]] = {
    "code-ends": _code_end,
    "access-token-ends": _access_token_end,
    "stale-token-ends": _stale_token_end,
    "refresh-token-ends": _refresh_token_end,
    "hard-limit": _hard_limit,
}
