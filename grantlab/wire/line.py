"""One environment's line to the outside, for one piece of work."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from grantlab.protocol.environment import Endpoints
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.wire.errors import UnreachableError
from grantlab.wire.outbound import TIMEOUT
from grantlab.wire.recording import Recorder, RecordingTransport, describe_failure

USER_AGENT = "Grantlab/0.1"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it arrived."""

    status: int
    body: bytes
    intuit_tid: str | None
    received_at: datetime
    issued_at: datetime | None
    """Its ``Date``, by the service's own clock; ``None`` without a usable one."""


class Line:
    """Sends requests of one environment and keeps their round trips together."""

    def __init__(
        self,
        *,
        transport: httpx2.BaseTransport,
        endpoints: Endpoints,
        recorder: Recorder,
    ) -> None:
        self.endpoints = endpoints
        self.recorder = recorder
        self.transport = RecordingTransport(transport, recorder)

    @property
    def round_trips(self) -> tuple[RoundTrip, ...]:
        """What passed so far, in order."""
        return self.recorder.round_trips

    def get(self, url: str, *, purpose: Purpose, headers: dict[str, str]) -> Answer:
        """Fetch a document.

        Raises:
            UnreachableError: no answer came.
        """
        self.recorder.purpose = purpose
        client = httpx2.Client(
            transport=self.transport, trust_env=False, timeout=TIMEOUT
        )
        try:
            response = client.get(url, headers={**self.headers, **headers})
        except httpx2.RequestError as exc:
            raise UnreachableError(describe_failure(exc)) from exc
        return self.answer(response)

    @property
    def headers(self) -> dict[str, str]:
        """What every request says of itself."""
        return {
            "Accept": "application/json",
            # One encoding fewer to undo: what was received is what is shown.
            "Accept-Encoding": "identity",
            "User-Agent": USER_AGENT,
        }

    def answer(self, response: httpx2.Response) -> Answer:
        """Read what matters of a response, stamped by the environment's clock."""
        return Answer(
            status=response.status_code,
            body=response.content,
            intuit_tid=response.headers.get("intuit_tid"),
            received_at=self.recorder.clock.now(),
            issued_at=_date_of(response),
        )


def _date_of(response: httpx2.Response) -> datetime | None:
    """Return when the service says it made an answer (RFC 9110 §6.6.1)."""
    try:
        date = parsedate_to_datetime(response.headers.get("date", ""))
        # A zone of "-0000" is UTC without saying where; it is read as naive.
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
