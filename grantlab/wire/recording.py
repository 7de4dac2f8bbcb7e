"""Noting every request and its answer, redacted, as it passes."""

import base64
import binascii
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any

import httpx2
import structlog

from grantlab.protocol.environment import Environment
from grantlab.protocol.marks import mark
from grantlab.protocol.round_trip import FRONT_CHANNEL, Pairs, Purpose, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.wire.redaction import (
    redact_form,
    redact_headers,
    redact_json,
    redact_url,
    scrub,
)

PUBLIC_DOCUMENTS = frozenset({Purpose.METADATA, Purpose.JWKS})
PRIVATE_DOCUMENTS = frozenset({Purpose.COMPANY_INFO, Purpose.USERINFO})

# The library's own line would name the company in its address; ours does not (L705).
logging.getLogger("httpx2").setLevel(logging.WARNING)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A request and what came of it, as they were on the wire: not to be kept or shown."""

    purpose: Purpose
    request: httpx2.Request = field(repr=False)
    response: httpx2.Response | None = field(default=None, repr=False)
    failure: str | None = None
    started_at: datetime
    elapsed: timedelta


@dataclass
class Recorder:
    """Holds the round trips of one piece of work until they are stored.

    They are stored after the tokens, never before: a record must not cost a token. They
    are put into words then, too. That takes longer than sealing a pair, and a process
    that died of it would take the pair along.
    """

    environment: Environment
    clock: Clock
    sent_on_purpose: str | None = None
    """The *Break it* that this piece of work is, if it is one."""

    purpose: Purpose = Purpose.METADATA
    """What the next request is for; set by whoever sends it."""

    connection_id: int | None = None
    """The connection that this piece of work is about, once it is known: for the log."""

    before_sending: Callable[[], None] = lambda: None
    """Called before each request: nothing may be held open while it is on the wire."""

    passed: list[Passed] = field(default_factory=list, repr=False)
    """What is not in words yet."""

    _noted: list[RoundTrip] = field(default_factory=list)

    @property
    def round_trips(self) -> tuple[RoundTrip, ...]:
        """What has passed so far, redacted and logged."""
        while self.passed:
            self._noted.append(self._note(self.passed.pop(0)))
        return tuple(self._noted)

    def note_connection(self, connection_id: int) -> None:
        """Let the log name the connection, by its number (L705)."""
        self.connection_id = connection_id

    def _note(self, passed: Passed) -> RoundTrip:
        kept: dict[str, Any] = {}
        try:
            kept |= _of_request(passed.request)
            if passed.response is not None:
                kept |= _of_response(passed.response, passed.purpose)
        except Exception:  # noqa: BLE001 -- an answer has arrived, and noting it must not lose it
            log.warning(
                "a round trip could not be noted in full", purpose=passed.purpose
            )
        round_trip = RoundTrip(
            purpose=passed.purpose,
            environment=self.environment,
            method=passed.request.method,
            url=redact_url(str(passed.request.url)),
            failure=passed.failure,
            started_at=passed.started_at,
            elapsed=passed.elapsed,
            sent_on_purpose=self.sent_on_purpose,
            **kept,
        )
        log.info(
            "round trip",
            purpose=round_trip.purpose,
            environment=round_trip.environment,
            connection=self.connection_id,
            status=round_trip.status,
            failure=round_trip.failure,
            intuit_tid=round_trip.intuit_tid,
            elapsed_ms=round(passed.elapsed.total_seconds() * 1000),
        )
        return round_trip


class RecordingTransport(httpx2.BaseTransport):
    """A transport around a transport that notes what passes.

    It never changes a request or an answer, and never raises because of what it notes.
    """

    def __init__(self, inner: httpx2.BaseTransport, recorder: Recorder) -> None:
        self._inner = inner
        self._recorder = recorder

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self._recorder.before_sending()
        started_at, started = self._recorder.clock.now(), monotonic()
        keep = partial(
            self._keep, request=request, started_at=started_at, started=started
        )
        try:
            response = self._inner.handle_request(request)
            response.read()
        except httpx2.RequestError as exc:
            keep(failure=describe_failure(exc))
            raise
        keep(response=response)
        return response

    def _keep(
        self,
        *,
        request: httpx2.Request,
        started_at: datetime,
        started: float,
        response: httpx2.Response | None = None,
        failure: str | None = None,
    ) -> None:
        self._recorder.passed.append(
            Passed(
                purpose=self._recorder.purpose,
                request=request,
                response=response,
                failure=failure,
                started_at=started_at,
                elapsed=timedelta(seconds=monotonic() - started),
            )
        )


def describe_failure(error: httpx2.RequestError) -> str:
    """Return in words why no usable answer arrived."""
    if isinstance(error, httpx2.ConnectTimeout | httpx2.ConnectError):
        return "no connection could be made; nothing was sent"
    if isinstance(error, httpx2.TimeoutException):
        return "the request was sent, and no answer came in time"
    if isinstance(error, httpx2.DecodingError):
        return "an answer came that could not be decoded"
    return "the connection ended before the answer had arrived"


def _of_request(request: httpx2.Request) -> dict[str, Any]:
    headers = _pairs(request.headers)
    return {
        "request_headers": _with_basic(headers, redact_headers(headers)),
        "request_body": _redact_body(
            request.content.decode(errors="replace"),
            request.headers.get("content-type", ""),
        ),
        "client_id": _basic(request.headers.get("authorization", ""))[0],
    }


def _of_response(response: httpx2.Response, purpose: Purpose) -> dict[str, Any]:
    text = response.content.decode(errors="replace")
    kept = {
        "status": response.status_code,
        "reason": response.reason_phrase,
        "response_headers": redact_headers(_pairs(response.headers)),
    }
    if purpose in FRONT_CHANNEL:
        # A page is for a person, and its forms carry the whole request along.
        return kept
    if purpose in PRIVATE_DOCUMENTS and response.is_success:
        return {**kept, "private_body": Secret(text)}
    if purpose in PUBLIC_DOCUMENTS | PRIVATE_DOCUMENTS:
        return {**kept, "response_body": scrub(text)}
    body = _redact_body(text, response.headers.get("content-type", ""))
    return {**kept, "response_body": body}


def _redact_body(text: str, content_type: str) -> str:
    if content_type.startswith("application/x-www-form-urlencoded"):
        return redact_form(text)
    return redact_json(text)


def _pairs(headers: httpx2.Headers) -> Pairs:
    return tuple(
        (name.decode(), value.decode(errors="replace")) for name, value in headers.raw
    )


def _with_basic(headers: Pairs, redacted: Pairs) -> Pairs:
    """Show whose credentials a Basic header carried, and its secret as a mark."""
    return tuple(
        (name, _describe_basic(value) or kept[1])
        if name.lower() == "authorization"
        else kept
        for (name, value), kept in zip(headers, redacted, strict=True)
    )


def _describe_basic(value: str) -> str | None:
    client_id, secret = _basic(value)
    return f"Basic {client_id}:{mark('client_secret', secret)}" if client_id else None


def _basic(authorization: str) -> tuple[str | None, str]:
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None, ""
    try:
        client_id, _, secret = base64.b64decode(credentials).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None, ""
    return client_id, secret
