"""Sending one request exactly as it was put together, watched until it ends.

The request is sent in a thread of its own. Whoever asked for it waits beside it, looks
whether it was cancelled, and counts the time: so it ends in time whatever it waits for,
be it a name, a connection, a header without an end, or an application in this process.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any, Final

import httpx2

from grantlab.errors import GrantlabError
from grantlab.playground.sending import Outgoing
from grantlab.playground.sent_request import NOTHING_MEASURED, Timing
from grantlab.playground.wall import Target, Territory
from grantlab.protocol.round_trip import Pairs, Purpose, RoundTrip
from grantlab.wire.errors import MalformedAddressError
from grantlab.wire.line import USER_AGENT
from grantlab.wire.outbound import (
    LARGEST_BODY,
    LARGEST_BODY_OF,
    OWN_CONNECTION,
    RESOLVED,
    TIMEOUT,
    TOTAL_DEADLINE,
)
from grantlab.wire.recording import Passed, Recorder
from grantlab.wire.transports import HANDED_OVER

KEPT_OCTETS: Final = 16 << 20
"""How much of a body is read at all; what comes after is left where it is."""

LOOK_EVERY: Final = 0.1
"""Seconds between two looks whether a request was cancelled."""

LET_GO_WITHIN: Final = 0.3
"""Seconds that a request is given to end by itself once its socket is closed."""

_PORTS: Final = {"http": 80, "https": 443}
_IMPLIED: Final = (
    ("Accept", "*/*"),
    # One encoding fewer to undo: what was received is what is shown.
    ("Accept-Encoding", "identity"),
    ("User-Agent", USER_AGENT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What came back of one request, whole or not."""

    started_at: datetime
    """By the clock of the environment."""

    status: int | None
    """``None`` when no answer began."""

    reason: str = ""
    headers: Pairs = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)
    """Decoded; the first `KEPT_OCTETS` of it."""

    trouble: str = ""
    """Why the answer is missing or not whole, in words; empty where it is whole."""

    was_sent: bool
    """Whether any octet may have left."""

    was_cancelled: bool = False
    timing: Timing = NOTHING_MEASURED
    elapsed: timedelta = timedelta()

    @property
    def is_uncertain(self) -> bool:
        """Whether the service may have done what it was asked without our learning it."""
        return self.was_sent and (self.status is None or self.was_cancelled)


class Sender:
    """Sends by hand what was put together by hand, in one environment.

    Its own addresses are reached as the environment is reached, all others over the
    network, where loopback is nobody's.
    """

    def __init__(
        self,
        territory: Territory,
        *,
        own: httpx2.BaseTransport,
        network: httpx2.BaseTransport,
        recorder: Recorder,
        total_deadline: float = TOTAL_DEADLINE,
    ) -> None:
        self.territory = territory
        self._recorder = recorder
        self._own = own
        self._network = network
        self._total_deadline = total_deadline

    def read_target(self, url: str) -> Target:
        """Return where an address leads, as it is going to be read when it is sent.

        Raises:
            MalformedAddressError: nowhere.
        """
        return _target(_parsed(url))

    def send(
        self,
        outgoing: Outgoing,
        *,
        authorization: str | None = None,
        purpose: Purpose | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Arrived:
        """Send a request once, follow nothing, and return whatever came of it.

        ``authorization`` is what only the sender has; the wall was asked before. What has
        a purpose leaves a round trip.

        Raises:
            MalformedAddressError: the address leads nowhere.
        """
        request = _built(outgoing, authorization)
        self._recorder.before_sending()
        arrived = self._pass(request, is_cancelled)
        if purpose is not None:
            self._recorder.passed.append(
                Passed(
                    purpose=purpose,
                    request=request,
                    response=_as_response(arrived),
                    failure=arrived.trouble if arrived.status is None else None,
                    started_at=arrived.started_at,
                    elapsed=arrived.elapsed,
                )
            )
        return arrived

    def note_connection(self, connection_id: int) -> None:
        """Let the log name the connection that is sent for."""
        self._recorder.note_connection(connection_id)

    @property
    def round_trips(self) -> tuple[RoundTrip, ...]:
        """What it has sent for a purpose, redacted."""
        return self._recorder.round_trips

    def _pass(
        self, request: httpx2.Request, is_cancelled: Callable[[], bool]
    ) -> Arrived:
        target = _target(request.url)
        transport = self._own if self.territory.holds(target) else self._network
        passage = _Passage(request, transport, self._recorder.clock.now())
        if is_cancelled():
            passage.cut(_CANCELLED, is_cancelled=True)
            return passage.arrived()
        thread = Thread(target=passage.run, name="sender", daemon=True)
        thread.start()
        deadline = passage.started + self._total_deadline
        while not passage.ended.wait(min(LOOK_EVERY, max(deadline - monotonic(), 0))):
            if is_cancelled():
                passage.cut(_CANCELLED, is_cancelled=True)
            elif monotonic() >= deadline:
                passage.cut(
                    f"it took longer than {self._total_deadline:g} seconds in all"
                )
            else:
                continue
            thread.join(LET_GO_WITHIN)
            break
        return passage.arrived()


_CANCELLED = "it was cancelled"


@dataclass
class _Marks:
    """When each part of a request began and ended, by the monotonic clock."""

    at: dict[str, float] = field(default_factory=dict)

    def note(self, name: str) -> None:
        self.at[name] = monotonic()

    def between(self, first: str, last: str) -> timedelta | None:
        """Return the time between two marks; ``None`` where one was not reached."""
        if first not in self.at or last not in self.at:
            return None
        return timedelta(seconds=self.at[last] - self.at[first])


class _Passage:
    """One request on its way: what is known of it so far, for two threads."""

    def __init__(
        self,
        request: httpx2.Request,
        transport: httpx2.BaseTransport,
        started_at: datetime,
    ) -> None:
        self.started = monotonic()
        self._started_at = started_at
        self.ended = Event()
        self._request = request
        self._transport = transport
        self._marks = _Marks({"started": self.started})
        self._lock = Lock()
        self._line: socket.socket | None = None
        self._was_sent = False
        self._response: httpx2.Response | None = None
        self._pieces: list[bytes] = []
        self._trouble = ""
        self._is_cancelled = False
        self._is_cut = False
        request.extensions = {
            **request.extensions,
            "trace": self._trace,
            "timeout": TIMEOUT.as_dict(),
            LARGEST_BODY_OF: KEPT_OCTETS + LARGEST_BODY,
            OWN_CONNECTION: True,
        }

    def run(self) -> None:
        """Send, and read what comes, in a thread of its own."""
        try:
            self._exchange()
        except _CutError:
            pass
        except (httpx2.HTTPError, httpx2.StreamError, OSError, GrantlabError) as exc:
            self._end(self._words(exc))
        finally:
            self._marks.note("ended")
            with self._lock:
                if self._line is not None:
                    self._line.close()
                    self._line = None
            self.ended.set()

    def cut(self, trouble: str, *, is_cancelled: bool = False) -> None:
        """End it from outside: its socket is closed under it."""
        with self._lock:
            self._trouble = self._trouble or trouble
            self._is_cancelled = is_cancelled
            self._is_cut = True
            if self._line is not None:
                _shut(self._line)

    def arrived(self) -> Arrived:
        """Return what is known."""
        with self._lock:
            response = self._response
            self._marks.at.setdefault("ended", monotonic())
            known = Arrived(
                started_at=self._started_at,
                status=None,
                trouble=self._trouble,
                was_sent=self._was_sent,
                was_cancelled=self._is_cancelled,
                timing=self._timing(),
                elapsed=self._marks.between("started", "ended") or timedelta(),
            )
            if response is None:
                return known
            return replace(
                known,
                status=response.status_code,
                reason=response.reason_phrase,
                headers=tuple(
                    (name.decode("latin-1"), value.decode("latin-1"))
                    for name, value in response.headers.raw
                ),
                body=b"".join(self._pieces)[:KEPT_OCTETS],
                was_sent=True,
            )

    def _exchange(self) -> None:
        response = self._transport.handle_request(self._request)
        try:
            with self._lock:
                self._check_not_cut()
                self._response = response
            self._marks.note("answered")
            size = 0
            for piece in response.iter_bytes():
                with self._lock:
                    self._check_not_cut()
                    self._pieces.append(piece)
                size += len(piece)
                if size > KEPT_OCTETS:
                    self._end(f"it is longer than {KEPT_OCTETS} octets: reading ended")
                    return
        finally:
            response.close()

    def _trace(self, name: str, info: dict[str, Any]) -> None:
        self._marks.note(name)
        if name == "connection.connect_tcp.complete":
            self._take_hold(info["return_value"])
        elif name in {HANDED_OVER, "http11.send_request_headers.started"}:
            with self._lock:
                self._check_not_cut()
                self._was_sent = True

    def _take_hold(self, stream: Any) -> None:
        """Keep a second handle of the socket: TLS takes the first one apart."""
        with self._lock:
            if self._is_cut:
                stream.close()
                raise _CutError
            self._line = stream.get_extra_info("socket").dup()

    def _check_not_cut(self) -> None:
        if self._is_cut:
            raise _CutError

    def _end(self, trouble: str) -> None:
        with self._lock:
            # Whoever cut it has said why; that the socket then ended says nothing more.
            self._trouble = self._trouble or trouble

    def _timing(self) -> Timing:
        between = self._marks.between
        connection, http = "connection.", "http11."
        sent = between(
            f"{http}send_request_body.complete",
            f"{http}receive_response_headers.complete",
        )
        return Timing(
            dns=between("started", RESOLVED),
            connect=between(
                f"{connection}connect_tcp.started", f"{connection}connect_tcp.complete"
            ),
            tls=between(
                f"{connection}start_tls.started", f"{connection}start_tls.complete"
            ),
            first_byte=sent or between("started", "answered"),
            receive=between("answered", "ended"),
        )

    def _words(self, error: Exception) -> str:
        if isinstance(error, GrantlabError | httpx2.LocalProtocolError):
            return str(error)
        if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
            return _unconnected(error)
        if isinstance(error, httpx2.DecodingError):
            return "it could not be decoded as its header Content-Encoding says"
        if isinstance(error, httpx2.RemoteProtocolError):
            return f"what came is not HTTP: {_told(error)}"
        if isinstance(error, httpx2.TimeoutException):
            return "nothing more came in time"
        return f"the connection ended before it was whole: {_told(error)}"


class _CutError(Exception):
    """Ends the thread of a request that was cut."""


def _unconnected(error: httpx2.ConnectError | httpx2.ConnectTimeout) -> str:
    told = _told(error)
    if isinstance(error, httpx2.ConnectTimeout):
        return "no connection could be made in time; nothing was sent"
    return f"no connection could be made, and nothing was sent: {told}"


def _told(error: Exception) -> str:
    """Return a library's own words, as a part of a sentence and never long."""
    return " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__


def _shut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        # It had ended by itself.
        return


def _built(outgoing: Outgoing, authorization: str | None) -> httpx2.Request:
    headers = list(outgoing.headers)
    named = {name.lower() for name, _ in headers}
    headers += [one for one in _IMPLIED if one[0].lower() not in named]
    if authorization is not None:
        headers.append(("Authorization", authorization))
    return httpx2.Request(
        outgoing.method,
        _parsed(outgoing.url),
        headers=headers,
        content=outgoing.body or None,
    )


def _as_response(arrived: Arrived) -> httpx2.Response | None:
    """Return what came as a record has it: decoded, and no more than is kept of one."""
    if arrived.status is None:
        return None
    return httpx2.Response(
        arrived.status,
        headers=[
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in arrived.headers
            if name.lower() != "content-encoding"
        ],
        content=arrived.body[:LARGEST_BODY],
        extensions={"reason_phrase": arrived.reason.encode("ascii", "replace")},
    )


def _parsed(url: str) -> httpx2.URL:
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError) as exc:
        raise MalformedAddressError(f"the address leads nowhere: {_told(exc)}") from exc
    if parsed.scheme not in _PORTS or not parsed.host:
        raise MalformedAddressError(
            "an address begins with https:// or http://, and names a host"
        )
    if parsed.userinfo:
        raise MalformedAddressError(
            "a name and a password belong into the credentials, not into the address"
        )
    return parsed


def _target(url: httpx2.URL) -> Target:
    return Target(
        scheme=url.scheme,
        host=url.host,
        port=url.port or _PORTS[url.scheme],
        path=url.path,
    )
