"""Customers and invoices: what has to be in one, and what the service adds.

Members that are not spoken of here are kept as they were sent.
Source: the wire facts on the service's objects; Intuit's pages on Customer and Invoice.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import isfinite
from typing import Any, Final, NoReturn

from grantlab.provider.books.faults import NO_SUCH_REFERENCE, missing, unreadable
from grantlab.provider.error_bodies import PACIFIC, ServiceFault

Members = dict[str, Any]

DEEPEST: Final = 20
"""Objects within objects; the API has none that come near."""

_NAME_PARTS: Final = ("Title", "GivenName", "MiddleName", "FamilyName", "Suffix")
_OF_THE_SERVICE: Final = ("domain", "sparse", "Id", "SyncToken", "MetaData", "time")
_LONGEST_NAME: Final = 500


_TOO_MUCH: Final = 10**11
"""More than any invoice, and exact to the cent as a float."""


class Kind(StrEnum):
    """The objects that are kept."""

    CUSTOMER = "Customer"
    INVOICE = "Invoice"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookObject:
    """One object of a company."""

    id: int
    kind: Kind
    sync_token: int
    members: Members
    """What was sent and what the service added, without numbers and times."""

    created_at: datetime
    changed_at: datetime

    def body(self) -> Members:
        """Return the object as it is answered."""
        return {
            **self.members,
            "domain": "QBO",
            "sparse": False,
            "Id": str(self.id),
            "SyncToken": str(self.sync_token),
            "MetaData": {
                "CreateTime": _written(self.created_at),
                "LastUpdatedTime": _written(self.changed_at),
            },
        }


def read_body(body: bytes) -> Members | ServiceFault:
    """Return the members of a request, or the fault for one that is no JSON object."""
    try:
        read = json.loads(body, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        return unreadable("Body")
    if not isinstance(read, dict) or not _is_shallow(read, DEEPEST):
        return unreadable("Body")
    return read


def without_service_members(members: Members) -> Members:
    """Return what a client may set."""
    return {
        name: value for name, value in members.items() if name not in _OF_THE_SERVICE
    }


def complete_customer(members: Members) -> Members | ServiceFault:
    """Return a customer with what the service adds, or the fault that it meets."""
    parts = [members.get(name) for name in ("DisplayName", *_NAME_PARTS)]
    if any(part is not None and not isinstance(part, str) for part in parts):
        return unreadable("DisplayName")
    told = " ".join(part.strip() for part in parts[1:] if part and part.strip())
    name = (parts[0] or "").strip() or told
    if not name:
        return missing("DisplayName")
    if len(name) > _LONGEST_NAME:
        return unreadable("DisplayName")
    return {
        "Taxable": True,
        "Job": False,
        "BillWithParent": False,
        "Balance": 0,
        "BalanceWithJobs": 0,
        "PreferredDeliveryMethod": "Print",
        **members,
        "FullyQualifiedName": name,
        "DisplayName": name,
        "PrintOnCheckName": members.get("PrintOnCheckName") or name,
        "Active": members.get("Active") is not False,
    }


def complete_invoice(
    members: Members, *, at: datetime, find_customer: Callable[[str], str | None]
) -> Members | ServiceFault:
    """Return an invoice with its total, or the fault that it meets.

    ``find_customer`` gives the name of a customer by its ``Id``.
    """
    lines = members.get("Line")
    if lines is None or lines == []:
        return missing("Line")
    if not isinstance(lines, list):
        return unreadable("Line")
    fault = next((found for line in lines if (found := _judge_line(line))), None)
    if fault is not None:
        return fault
    reference = _customer_of(members)
    if reference is None:
        return missing("CustomerRef")
    name = find_customer(reference)
    if name is None:
        return NO_SUCH_REFERENCE
    own = [line for line in lines if line["DetailType"] != "SubTotalLineDetail"]
    total = round(sum(line["Amount"] for line in own), 2)
    numbered = [
        {"Id": str(number), "LineNum": number, **line}
        for number, line in enumerate(own, start=1)
    ]
    subtotal = {
        "Amount": total,
        "DetailType": "SubTotalLineDetail",
        "SubTotalLineDetail": {},
    }
    day = at.astimezone(PACIFIC).date().isoformat()
    return {
        "TxnDate": day,
        "DueDate": day,
        "PrintStatus": "NeedToPrint",
        "EmailStatus": "NotSet",
        **members,
        "CustomerRef": {"value": reference, "name": name},
        "Line": [*numbered, subtotal],
        "TotalAmt": total,
        "Balance": total,
    }


def _customer_of(members: Mapping[str, Any]) -> str | None:
    """Return the ``Id`` that an invoice names its customer by, or ``None``."""
    reference = members.get("CustomerRef")
    value = reference.get("value") if isinstance(reference, dict) else None
    return value if isinstance(value, str) and value else None


def _judge_line(line: object) -> ServiceFault | None:
    if not isinstance(line, dict):
        return unreadable("Line")
    if not isinstance(line.get("DetailType"), str):
        return missing("Line.DetailType")
    amount = line.get("Amount")
    if amount is None and line["DetailType"] != "SubTotalLineDetail":
        return missing("Line.Amount")
    if isinstance(amount, bool) or not isinstance(amount, int | float | None):
        return unreadable("Line.Amount")
    if amount is not None and abs(amount) >= _TOO_MUCH:
        return unreadable("Line.Amount")
    return None


def _written(at: datetime) -> str:
    return at.astimezone(PACIFIC).isoformat(timespec="seconds")


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError(digits)
    return number


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _is_shallow(value: object, room: int) -> bool:
    match value:
        case dict():
            inner = list(value.values())
        case list():
            inner = value
        case _:
            return True
    return room > 0 and all(_is_shallow(one, room - 1) for one in inner)
