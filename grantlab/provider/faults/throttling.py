"""Too many requests, in the three forms that were seen.

The amount of such a fault is what ``Retry-After`` says; without one the header is missing,
as in every capture. Spec: RFC 9110 §10.2.3.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from grantlab.provider.error_bodies import THROTTLED, gateway_json, gateway_xml
from grantlab.provider.faults.fault import Fault, Occasion
from grantlab.provider.refusals import Reason, Refusal
from grantlab.provider.server import Answer

TOO_MANY = 429
LIMIT_REACHED = "The request limit has been reached. Please try again later."


@dataclass(frozen=True, slots=True)
class _Throttled(Fault):
    """A request is one too many."""

    usual_amount: ClassVar[timedelta | None] = timedelta()
    most: ClassVar[timedelta] = timedelta(hours=1)

    def retry_after(self) -> dict[str, str]:
        """Return the header that says when to come back, if there is one."""
        seconds = self.amount // timedelta(seconds=1)
        return {"Retry-After": str(seconds)} if seconds else {}


@dataclass(frozen=True, slots=True)
class RateLimited(_Throttled):
    """429 with an empty body."""

    name: ClassVar[str] = "rate-limited"
    says: ClassVar[str] = "429 with an empty body; an amount is told as Retry-After"
    source: ClassVar[str] = "a capture of the revocation endpoint"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.TOKEN, Occasion.REVOCATION)

    def refuse(self) -> Refusal | None:
        return Refusal("", Reason.RATE_LIMITED, status=TOO_MANY)

    def answer(self, refusal: Refusal, *, at: datetime) -> Answer:
        del at
        return Answer(refusal.status, headers=self.retry_after())


@dataclass(frozen=True, slots=True)
class CompanyRateLimited(_Throttled):
    """429 of the company API, as JSON."""

    name: ClassVar[str] = "company-rate-limited"
    says: ClassVar[str] = (
        "429 of the company API, code 3001, in JSON; an amount is told as Retry-After"
    )
    source: ClassVar[str] = "captures of the company API"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.COMPANY_API,)

    def refuse(self) -> Refusal | None:
        return Refusal(THROTTLED, Reason.RATE_LIMITED, LIMIT_REACHED, TOO_MANY)

    def answer(self, refusal: Refusal, *, at: datetime) -> Answer:
        body = json.dumps(gateway_json(refusal, at=at), separators=(",", ":"))
        headers = {"Content-Type": "application/json", **self.retry_after()}
        return Answer(refusal.status, body.encode(), headers)


@dataclass(frozen=True, slots=True)
class CompanyRateLimitedXml(CompanyRateLimited):
    """429 of the company API, as XML although JSON was asked for."""

    name: ClassVar[str] = "company-rate-limited-xml"
    says: ClassVar[str] = "429 of the company API in XML, whatever was asked for"

    def answer(self, refusal: Refusal, *, at: datetime) -> Answer:
        headers = {
            "Content-Type": "application/xml;charset=utf-8",
            **self.retry_after(),
        }
        return Answer(refusal.status, gateway_xml(refusal, at=at).encode(), headers)
