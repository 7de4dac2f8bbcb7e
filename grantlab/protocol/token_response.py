"""The answer of the token endpoint, read without believing it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TypeGuard

from grantlab.protocol.errors import (
    InvalidClientError,
    InvalidGrantError,
    MalformedResponseError,
    TokenEndpointError,
)
from grantlab.protocol.secret import Secret

LONGEST_LIFETIME = timedelta(days=20 * 366)
"""A longer lifetime is not one: the longest known is five years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSet:
    """The tokens of one answer, with their deadlines.

    A deadline is ``None`` when the answer told no usable lifetime; ``oddities`` then
    says so in words. A token is never thrown away for that.
    """

    access_token: Secret
    refresh_token: Secret | None
    """``None`` when the answer had none: the one that was sent stays (RFC 6749 §6)."""

    id_token: Secret | None
    access_expires_at: datetime | None
    refresh_expires_at: datetime | None
    hard_expires_at: datetime | None
    received_at: datetime
    issued_at: datetime | None = None
    """When the service says it answered; ``None`` when it did not say so."""

    oddities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenAnswer:
    """Status, headers that matter and raw body, as the token endpoint sent them."""

    status: int
    body: bytes
    intuit_tid: str | None
    received_at: datetime
    issued_at: datetime | None = None
    """The answer's ``Date``, by the service's own clock; ``None`` without a usable one."""


def read_token_answer(answer: TokenAnswer) -> TokenSet:
    """Read an answer of the token endpoint, success or error.

    Raises:
        InvalidGrantError: the code or refresh token was not accepted; diagnose it.
        InvalidClientError: the credentials were not accepted.
        TokenEndpointError: any other error response.
        MalformedResponseError: it is neither a token response nor an error response.

    Spec: RFC 6749 §5.1 and §5.2.
    """
    body = _json_object(answer)
    # An error body with status 200 is still an error body: nothing in it is stored. A
    # member that says there is none is no error.
    if body.get("error") is not None or answer.status != HTTPStatus.OK:
        raise _error(body, answer)
    tokens = parse_token_response(body, received_at=answer.received_at)
    return replace(tokens, issued_at=answer.issued_at)


def parse_token_response(
    body: Mapping[str, object], *, received_at: datetime
) -> TokenSet:
    """Read a successful token response.

    Lifetimes arrive as seconds counted from the moment of issue. The moment of
    receipt stands in for it, so a deadline may be late by the length of the
    network delay; callers that must not be late subtract a margin.

    Raises:
        MalformedResponseError: there is no access token.

    Spec: RFC 6749 §5.1 and §6; the ``x_`` members are Intuit's own.
    """
    access_token = body.get("access_token")
    if not _is_visible(access_token):
        raise MalformedResponseError(
            "access_token", "must be a text of visible ASCII that is not empty"
        )
    oddities: list[str] = []
    return TokenSet(
        access_token=Secret(access_token),
        refresh_token=_optional_token(body, "refresh_token", oddities),
        id_token=_optional_token(body, "id_token", []),
        access_expires_at=_deadline(body, "expires_in", received_at, oddities),
        refresh_expires_at=_deadline(
            body, "x_refresh_token_expires_in", received_at, oddities
        ),
        hard_expires_at=_deadline(
            body, "x_refresh_token_hard_expires_in", received_at, []
        ),
        received_at=received_at,
        oddities=tuple(oddities),
    )


def _json_object(answer: TokenAnswer) -> dict[str, object]:
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise MalformedResponseError("", f"is not a JSON object (HTTP {answer.status})")
    return body


def _is_visible(value: object) -> TypeGuard[str]:
    """Whether a member is a text that can be sent again, in a header or a form.

    Spec: RFC 6749 Appendix A.7, A.12 and A.17: visible ASCII and spaces.
    """
    return (
        isinstance(value, str)
        and value != ""
        and value.isascii()
        and value.isprintable()
    )


def _error(body: Mapping[str, object], answer: TokenAnswer) -> TokenEndpointError:
    error = body.get("error")
    if not _is_visible(error):
        raise MalformedResponseError("error", f"must be a text (HTTP {answer.status})")
    description = body.get("error_description")
    classes = {"invalid_grant": InvalidGrantError, "invalid_client": InvalidClientError}
    return classes.get(error, TokenEndpointError)(
        error,
        status=answer.status,
        error_description=description if isinstance(description, str) else None,
        intuit_tid=answer.intuit_tid,
    )


def _optional_token(
    body: Mapping[str, object], member: str, oddities: list[str]
) -> Secret | None:
    value = body.get(member)
    if _is_visible(value):
        return Secret(value)
    oddities.append(f"{member} was missing; if one was sent, it is kept")
    return None


def _deadline(
    body: Mapping[str, object], member: str, received_at: datetime, oddities: list[str]
) -> datetime | None:
    value = body.get(member)
    # bool is a subclass of int, and True would otherwise read as one second.
    if isinstance(value, int) and not isinstance(value, bool):
        if 0 <= value <= LONGEST_LIFETIME.total_seconds():
            return received_at + timedelta(seconds=value)
        oddities.append(
            f"{member} was {value}, which is no lifetime; the deadline is unknown"
        )
        return None
    oddities.append(
        f"{member} was {'missing' if value is None else 'not a whole number'}; "
        "the deadline is unknown"
    )
    return None
