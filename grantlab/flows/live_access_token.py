"""The one call that an integration makes before it calls a company."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, TypeVar

from grantlab.errors import GrantlabError
from grantlab.flows.ports import Environments
from grantlab.flows.refresh_connection import (
    RefreshParts,
    read_basis,
    refresh_newest,
)
from grantlab.protocol.durations import span_words
from grantlab.protocol.errors import InvalidGrantError
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.store.access_tokens import AccessTokens, HeldToken
from grantlab.store.models import Connection, TokenGeneration

MARGIN = timedelta(minutes=10)
"""How much life an access token has at least; the renewal article's last 10 of 60 minutes."""

PAUSE_AFTER_REFUSAL = timedelta(hours=1)
"""By the clock of the environment: an outage can look like a refusal, and passes (L510)."""

Answer = TypeVar("Answer")


class RefreshMode(StrEnum):
    """When a refresh is sent by itself."""

    OFF = "off"
    """Never: what is stored is used, however old it is."""

    BEFORE_EXPIRY = "before-expiry"
    """As soon as less than the margin is left; and on 401, for a token may end early."""

    ON_401 = "on-401"
    """Only when a company has refused the access token (L402)."""


class RetryLaterError(GrantlabError):
    """There was no live access token, and it was too early for another refresh.

    The tokens are kept: that the service gave no usable answer says nothing about them.
    """

    slug: ClassVar[str] = "retry-later"

    def __init__(self, connection: Connection, *, wait: timedelta) -> None:
        super().__init__(
            f"connection {connection.id} has had no usable answer to"
            f" {connection.unanswered_count} of its refreshes in a row; the next try is"
            f" in {span_words(wait)}"
        )
        self.wait = wait


class NeedsConsentError(GrantlabError):
    """There was no live access token, and no refresh is going to bring one."""

    slug: ClassVar[str] = "needs-consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveToken:
    """An access token to call a company with, and what is known of it."""

    access_token: Secret
    expires_at: datetime | None
    """By the clock of its environment; ``None`` when the service told no lifetime."""

    number: int
    """The generation it belongs to."""

    refreshed: bool
    """Whether a refresh has just brought it, of this caller or of another."""

    trouble: str | None = None
    """The slug of what kept a refresh from bringing a newer one; ``None`` if nothing did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveParts:
    """Where live tokens come from."""

    access_tokens: AccessTokens
    refresh: RefreshParts
    machine_clock: Clock


def live_access_token(
    connection_id: int,
    *,
    margin: timedelta = MARGIN,
    mode: RefreshMode = RefreshMode.BEFORE_EXPIRY,
    refused: LiveToken | None = None,
    asked_by: str,
    environments: Environments,
    parts: LiveParts,
) -> LiveToken:
    """Return an access token with at least a margin of life, refreshing if need be.

    While the stored one is good this is one read and nothing else. Otherwise one caller
    refreshes, whether the others are threads, processes or machines, and all of them are
    given its pair. If a refresh brings nothing, an access token that still lives is
    returned all the same: that is what the margin is for.

    ``refused`` is the token with which a company was just called in vain: it counts as
    dead, whatever its deadline. A token of unknown lifetime is good until then. Where
    there is none, because a refresh token was imported alone, a refresh brings the first.

    Raises:
        RetryLaterError: the service gives no usable answers; it says until when to wait.
        NeedsConsentError: the connection was revoked, or its refresh token was refused
            a while ago.
        InvalidGrantError: the refresh token was refused just now; diagnose it.
        RefreshInProgressError: another caller's refresh takes too long.
        ValueWipedError: there are no tokens.

    Source: L406, L508, L509, L510, L511.
    """
    held = parts.access_tokens.held(connection_id)
    clock = environments.clock_of(held.environment)
    wanted = _Wanted(margin=margin, mode=mode, refused=refused)
    if not wanted.is_due(held, clock.now()):
        return _stored(held, parts)
    try:
        return _refreshed(held, asked_by, environments=environments, parts=parts)
    except GrantlabError as exc:
        # The time is asked again: a request may have taken half a minute.
        if wanted.is_dead(held, clock.now()):
            raise
        return _stored(held, parts, trouble=exc.slug)


def call_with_live_token(
    connection_id: int,
    call: Callable[[LiveToken], Answer],
    *,
    is_refused: Callable[[Answer], bool],
    margin: timedelta = MARGIN,
    mode: RefreshMode = RefreshMode.BEFORE_EXPIRY,
    asked_by: str,
    environments: Environments,
    parts: LiveParts,
) -> Answer:
    """Use the access token; if it is refused refresh once, and repeat the call once.

    Raises:
        The same as `live_access_token`, and whatever the call raises.

    Source: L406.
    """

    def ask(refused: LiveToken | None) -> LiveToken:
        return live_access_token(
            connection_id,
            margin=margin,
            mode=mode,
            refused=refused,
            asked_by=asked_by,
            environments=environments,
            parts=parts,
        )

    token = ask(None)
    answer = call(token)
    if mode is RefreshMode.OFF or not is_refused(answer):
        return answer
    return call(ask(token))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What a caller asks of an access token."""

    margin: timedelta
    mode: RefreshMode
    refused: LiveToken | None

    def is_due(self, held: HeldToken, now: datetime) -> bool:
        """Whether a refresh is to be tried before this token is handed out."""
        if self.mode is RefreshMode.OFF:
            return False
        if held.sealed is None:
            return True
        if self._is_refused(held) or self.mode is RefreshMode.ON_401:
            return self._is_refused(held)
        return held.revoked_at is not None or _is_over(held, now + self.margin)

    def is_dead(self, held: HeldToken, now: datetime) -> bool:
        """Whether a call with this token is bound to be in vain."""
        return (
            held.sealed is None
            or self._is_refused(held)
            or held.revoked_at is not None
            or _is_over(held, now)
        )

    def _is_refused(self, held: HeldToken) -> bool:
        refused = self.refused
        return refused is not None and refused.number == held.number


def _is_over(held: HeldToken, now: datetime) -> bool:
    return held.expires_at is not None and now >= held.expires_at


def _stored(
    held: HeldToken, parts: LiveParts, *, trouble: str | None = None
) -> LiveToken:
    return LiveToken(
        access_token=parts.access_tokens.open(held),
        expires_at=held.expires_at,
        number=held.number,
        refreshed=False,
        trouble=trouble,
    )


def _refreshed(
    held: HeldToken, asked_by: str, *, environments: Environments, parts: LiveParts
) -> LiveToken:
    """Return what replaces a token: a pair that has come meanwhile, or a new one."""
    refresh = parts.refresh
    basis = read_basis(held.connection_id, refresh)
    if basis.newest.id != held.generation_id:
        return _brought(basis.newest, refresh)
    connection = refresh.connections.get(held.connection_id)
    clock = environments.clock_of(held.environment)
    _check_may_refresh(connection, clock, parts)
    outside = environments.open(held.environment)
    try:
        pair = refresh_newest(basis, asked_by=asked_by, outside=outside, parts=refresh)
    except InvalidGrantError:
        raise
    except GrantlabError as exc:
        # Whoever sent it: how the connection stands now says what it came to.
        connection = refresh.connections.get(held.connection_id)
        if connection.retry_at is not None:
            raise _retry_later(connection, parts) from exc
        _check_may_refresh(connection, clock, parts)
        raise
    return _brought(pair, refresh)


def _brought(generation: TokenGeneration, parts: RefreshParts) -> LiveToken:
    return LiveToken(
        access_token=parts.generations.access_token(generation),
        expires_at=generation.access_expires_at,
        number=generation.number,
        refreshed=True,
    )


def _check_may_refresh(connection: Connection, clock: Clock, parts: LiveParts) -> None:
    """Check that a refresh may be sent without anybody asking for it."""
    if connection.revoked_at is not None:
        raise NeedsConsentError(f"connection {connection.id} was revoked from here")
    refused_at, retry_at = connection.refused_at, connection.retry_at
    if refused_at is not None and clock.now() < refused_at + PAUSE_AFTER_REFUSAL:
        raise NeedsConsentError(
            f"the newest refresh token of connection {connection.id} was refused"
        )
    if retry_at is not None and parts.machine_clock.now() < retry_at:
        raise _retry_later(connection, parts)


def _retry_later(connection: Connection, parts: LiveParts) -> RetryLaterError:
    retry_at, now = connection.retry_at, parts.machine_clock.now()
    wait = timedelta() if retry_at is None else max(retry_at - now, timedelta())
    return RetryLaterError(connection, wait=wait)
