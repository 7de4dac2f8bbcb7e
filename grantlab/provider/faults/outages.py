"""The service is down, or says so."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import ClassVar

from grantlab.provider.faults.fault import MACHINES, Fault, Occasion
from grantlab.provider.refusals import INVALID_GRANT, Reason, Refusal
from grantlab.provider.server import Answer

_PAGE = """<html>
<head><title>{title}</title></head>
<body bgcolor="white">
<center><h1>{title}</h1></center>
<hr><center>nginx</center>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class OutageAsInvalidGrant(Fault):
    """During an outage the real service can answer ``invalid_grant``."""

    name: ClassVar[str] = "outage-as-invalid-grant"
    says: ClassVar[str] = "an outage that answers invalid_grant; no token is touched"
    source: ClassVar[str] = "Intuit FAQ, invalid grant on refresh, item 2"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.TOKEN,)

    def refuse(self) -> Refusal | None:
        return Refusal(INVALID_GRANT, Reason.OUTAGE)


@dataclass(frozen=True, slots=True)
class _FrontEndFailure(Fault):
    """The front end answers for a service that does not; the request went nowhere."""

    source: ClassVar[str] = "captures of outages: HTML of the front end"
    occasions: ClassVar[tuple[Occasion, ...]] = MACHINES
    status: ClassVar[HTTPStatus]

    def refuse(self) -> Refusal | None:
        return Refusal("", Reason.OUTAGE, status=self.status)

    def answer(self, refusal: Refusal, *, at: datetime) -> Answer:
        del refusal, at
        page = _PAGE.format(title=f"{self.status.value} {self.status.phrase}")
        return Answer(self.status, page.encode(), {"Content-Type": "text/html"})


@dataclass(frozen=True, slots=True)
class InternalServerError(_FrontEndFailure):
    """HTTP 500."""

    name: ClassVar[str] = "http-500"
    says: ClassVar[str] = "500 Internal Server Error with a page of HTML"
    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR


@dataclass(frozen=True, slots=True)
class BadGateway(_FrontEndFailure):
    """HTTP 502."""

    name: ClassVar[str] = "http-502"
    says: ClassVar[str] = "502 Bad Gateway with a page of HTML"
    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_GATEWAY


@dataclass(frozen=True, slots=True)
class ServiceUnavailable(_FrontEndFailure):
    """HTTP 503."""

    name: ClassVar[str] = "http-503"
    says: ClassVar[str] = "503 Service Unavailable with a page of HTML"
    status: ClassVar[HTTPStatus] = HTTPStatus.SERVICE_UNAVAILABLE


@dataclass(frozen=True, slots=True)
class GatewayTimeout(_FrontEndFailure):
    """HTTP 504."""

    name: ClassVar[str] = "http-504"
    says: ClassVar[str] = "504 Gateway Timeout with a page of HTML"
    status: ClassVar[HTTPStatus] = HTTPStatus.GATEWAY_TIMEOUT
