"""The service is down, or says so."""

import json
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import ClassVar

from grantlab.provider.error_bodies import ServiceFault, service_json
from grantlab.provider.faults.fault import MACHINES, Fault, Occasion
from grantlab.provider.refusals import (
    INVALID_GRANT,
    INVALID_REQUEST,
    Reason,
    Refusal,
)
from grantlab.provider.server import JSON_TYPE, Answer

_SYSTEM_FAULT = ServiceFault(
    "SystemFault",
    "10000",
    "System Failure",
    "The service could not complete the request.",
)
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
class OutageAsInvalidRequest(Fault):
    """During an outage a good refresh was answered ``invalid_request``."""

    name: ClassVar[str] = "outage-as-invalid-request"
    says: ClassVar[str] = "an outage that answers invalid_request; no token is touched"
    source: ClassVar[str] = "reports of the outage of February 2025"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.TOKEN,)

    def refuse(self) -> Refusal | None:
        return Refusal(INVALID_REQUEST, Reason.OUTAGE)


@dataclass(frozen=True, slots=True)
class CompanySystemFault(Fault):
    """The service behind the gateway fails, and says so in its own words."""

    name: ClassVar[str] = "company-system-fault"
    says: ClassVar[str] = "500 of the company API, a SystemFault with code 10000"
    source: ClassVar[str] = "Intuit's guide on error codes; the wording is ours"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.COMPANY_API,)

    def refuse(self) -> Refusal | None:
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        return Refusal(_SYSTEM_FAULT.code, Reason.OUTAGE, status=status)

    def answer(self, refusal: Refusal, *, at: datetime) -> Answer:
        body = json.dumps(service_json(_SYSTEM_FAULT, at=at), separators=(",", ":"))
        return Answer(refusal.status, body.encode(), {"Content-Type": JSON_TYPE})


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
