"""One request to the provider, and the headers that every answer carries."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from uuid import UUID

from grantlab.runtime.entropy import Entropy


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """When a request arrived, by the provider's clock, and the ids it is traced by.

    Everything that is judged while it is answered is judged at ``at``.
    """

    at: datetime
    intuit_tid: str
    span_id: str

    def headers(self) -> dict[str, str]:
        """Return the headers that stand on every answer, pages included.

        Source: the wire facts on response headers; a client library of Intuit's fails
        without ``intuit_tid``, another one reads ``Date``.
        """
        return {
            "Date": format_datetime(self.at.replace(microsecond=0), usegmt=True),
            "Server": "nginx",
            "Strict-Transport-Security": "max-age=15552000",
            "X-Content-Type-Options": "nosniff",
            "intuit_tid": self.intuit_tid,
            "x-spanid": self.span_id,
            "x-amzn-trace-id": f"Root={self.intuit_tid}",
        }


def begin_call(at: datetime, entropy: Entropy) -> Call:
    """Return the identity of a request that arrives now.

    Source: the wire facts: the eight digits in the middle of an ``intuit_tid`` are the
    seconds of the request.
    """
    octets = entropy.octets(28)
    return Call(
        at=at,
        intuit_tid=f"1-{int(at.timestamp()):08x}-{octets[:12].hex()}",
        span_id=str(UUID(bytes=octets[12:], version=4)),
    )
