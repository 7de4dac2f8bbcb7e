"""The error bodies of the company API: the gateway's, and the service's behind it.

The same API has two casings. The gateway answers in lower case with a time in
milliseconds, the service in upper case with a time in text; either is XML unless JSON
was asked for.

Source: the wire facts on 401, 403 and business faults.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from xml.sax.saxutils import escape, quoteattr

from grantlab.provider.access import (
    AUTHENTICATION_FAILED,
    GENERAL_AUTHENTICATION_ERROR,
    WRONG_CLUSTER,
)
from grantlab.provider.refusals import Refusal

NAMESPACE = "http://schema.intuit.com/finance/v3"
XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
THROTTLED = "3001"
"""The company API's code for too many requests. Source: the wire facts on 429."""

PACIFIC = timezone(timedelta(hours=-8))
"""Pacific standard time; the summer's hour is left out."""


@dataclass(frozen=True, slots=True)
class ServiceFault:
    """One error of the service behind the gateway."""

    type: str
    code: str
    message: str
    detail: str


_NAMES = {
    AUTHENTICATION_FAILED: "AuthenticationFailed",
    THROTTLED: "ThrottleExceeded",
}

_BEHIND_THE_GATEWAY = {
    GENERAL_AUTHENTICATION_ERROR: ServiceFault(
        "AuthenticationFault",
        GENERAL_AUTHENTICATION_ERROR,
        "General Authentication Error",
        "AuthenticationErrorGeneral: SRV-110-Authentication Failure , statusCode: 401",
    ),
    WRONG_CLUSTER: ServiceFault(
        "AuthenticationFault",
        WRONG_CLUSTER,
        "Accessing Wrong Cluster",
        "WrongClusterError: -11017 , statusCode: 401",
    ),
}


def fault_behind_gateway(refusal: Refusal) -> ServiceFault | None:
    """Return what the service says to a bearer; ``None`` where the gateway does.

    It is XML even where JSON was asked for. Source: the wire facts on the service's 401.
    """
    return _BEHIND_THE_GATEWAY.get(refusal.error)


def service_time(at: datetime) -> str:
    """Return a moment as the service writes it: Pacific, with milliseconds."""
    return at.astimezone(PACIFIC).isoformat(timespec="milliseconds")


def gateway_json(refusal: Refusal, *, at: datetime) -> dict[str, object]:
    """Return the gateway's body: twelve members in their order, most of them null."""
    error = {
        "message": _message(refusal),
        "detail": refusal.description,
        "code": refusal.error,
        "element": None,
    }
    return {
        "warnings": None,
        "intuitObject": None,
        "fault": {"error": [error], "type": _type(refusal)},
        "report": None,
        "queryResponse": None,
        "batchItemResponse": [],
        "attachableResponse": [],
        "syncErrorResponse": None,
        "requestId": None,
        "time": int(at.timestamp() * 1000),
        "status": None,
        "cdcresponse": [],
    }


def gateway_xml(refusal: Refusal, *, at: datetime) -> str:
    """Return the gateway's body where XML was asked for."""
    return _fault_xml(
        ServiceFault(
            _type(refusal), refusal.error, _message(refusal), refusal.description or ""
        ),
        at=at,
    )


def service_json(fault: ServiceFault, *, at: datetime) -> dict[str, object]:
    """Return the service's body."""
    error = {
        "Message": fault.message,
        "Detail": fault.detail,
        "code": fault.code,
        # Which member of a business object was wrong; nothing is written here.
        "element": "",
    }
    return {
        "Fault": {"Error": [error], "type": fault.type},
        "time": service_time(at),
    }


def service_xml(fault: ServiceFault, *, at: datetime) -> str:
    """Return the service's body where XML was asked for."""
    return _fault_xml(fault, at=at)


def wrap_xml(content: str, *, at: datetime) -> str:
    """Return a whole document of the service around its content."""
    time = quoteattr(service_time(at))
    start = f"<IntuitResponse xmlns={quoteattr(NAMESPACE)} time={time}>"
    return f"{XML_DECLARATION}{start}{content}</IntuitResponse>"


def _fault_xml(fault: ServiceFault, *, at: datetime) -> str:
    detail = f"<Detail>{escape(fault.detail)}</Detail>" if fault.detail else ""
    message = f"<Message>{escape(fault.message)}</Message>"
    error = f"<Error code={quoteattr(fault.code)}>{message}{detail}</Error>"
    return wrap_xml(f"<Fault type={quoteattr(fault.type)}>{error}</Fault>", at=at)


def _message(refusal: Refusal) -> str:
    name = _NAMES.get(refusal.error, "ApplicationAuthorizationFailed")
    code = f"00{refusal.error}"
    return f"message={name}; errorCode={code}; statusCode={refusal.status}"


def _type(refusal: Refusal) -> str:
    return "AUTHENTICATION" if refusal.error == AUTHENTICATION_FAILED else "SERVICE"
