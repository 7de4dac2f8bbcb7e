"""What both grants answer with: the successful body, and the refused one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from grantlab.provider.pairs import TokenAnswer
from grantlab.provider.refusals import Refusal
from grantlab.provider.rotation import ACCESS_LIFETIME
from grantlab.provider.server import NOT_KEPT, TokenRequest

HARD_LIMIT_HEADER = "X-Include-Refresh-Token-Hard-Expires-In"

Response = tuple[int, dict[str, object], Mapping[str, str]]
"""Status, body and headers, as Authlib passes them on."""


def respond(outcome: TokenAnswer | Refusal, request: TokenRequest) -> Response:
    """Return the response that an outcome makes."""
    if isinstance(outcome, Refusal):
        return outcome.status, dict(outcome.body()), NOT_KEPT
    return 200, _success(outcome, request), NOT_KEPT


def _success(outcome: TokenAnswer, request: TokenRequest) -> dict[str, object]:
    """Return the members in the order of the captures of 2026.

    Lifetimes are seconds counted from the moment of the request, by the provider's
    clock. The hard limit is told only to a client that asks for it with a header.
    Source: the wire facts on the successful response and on the hard-expiry field.
    """
    now = request.call.at
    body: dict[str, object] = {
        "access_token": outcome.access_token.reveal(),
        "token_type": "bearer",
        "expires_in": _seconds(ACCESS_LIFETIME),
        "refresh_token": outcome.refresh_token.reveal(),
        "x_refresh_token_expires_in": _left(outcome.refresh_expires_at, now),
    }
    if request.headers.get(HARD_LIMIT_HEADER, "").strip().lower() == "true":
        left = _left(outcome.hard_expires_at, now)
        body["x_refresh_token_hard_expires_in"] = left
    if outcome.id_token is not None:
        body["id_token"] = outcome.id_token
    return body


def _left(deadline: datetime, now: datetime) -> int:
    return _seconds(deadline - now)


def _seconds(length: timedelta) -> int:
    return length // timedelta(seconds=1)
