"""The landing page: the hint, what is known of the company, and what a call came to."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from blueprints.connections.notices import Notice
from blueprints.connections.pages import Reconnect
from blueprints.connections.summary import ConnectionSummary
from blueprints.rendering import Page
from blueprints.wire_panel import RoundTripView
from grantlab.protocol.disconnect_hint import DisconnectHint


@dataclass(frozen=True, slots=True)
class LastCall:
    """The newest answer that says how the connection stands."""

    title: str
    result: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HintedConnection:
    """A connection of the company that the hint names."""

    summary: ConnectionSummary
    consented_at: datetime
    last_call: LastCall | None
    """``None`` when nothing was ever sent for it."""

    can_verify: bool
    """Whether there is a token to call with."""

    has_access_token: bool
    """Whether a call can be made without sending the refresh token first."""

    found: Notice | None
    """What the call came to; ``None`` before one."""

    problem: Notice | None
    """Why not all was sent that would have decided it."""

    reconnect: Reconnect | None
    """How the company consents again, if the call has shown that it is over."""

    refreshed: bool
    """Whether the company answered only after the refresh token was sent as well."""

    wire: tuple[RoundTripView, ...]
    """What was sent, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisconnectedPage(Page):
    """What became of a connection that is said to have been ended."""

    template: ClassVar[str] = "disconnected/landing.html"

    hint: DisconnectHint
    connections: tuple[HintedConnection, ...]
    """Of the company that is named; mostly one, for each environment has its own."""

    address: str
    """What to register as Disconnect URL."""

    keys_page: str | None
    """Where that is registered, if that is a page of ours."""
