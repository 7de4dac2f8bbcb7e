"""The fault in the body of an API's error, in JSON or XML, in any of its spellings.

Source: the wire facts on 401, 403 and business faults.
"""

import json
import re
from dataclasses import dataclass

THROTTLED = "3001"
WRONG_CLUSTER = "130"
AUTHORIZATION_FAILED = "3100"

_XML_CODE = re.compile(r'<Error code="(\d{1,6})"')
_XML_DETAIL = re.compile(r"<Detail>([^<]{0,400})</Detail>")


@dataclass(frozen=True, slots=True)
class Fault:
    """What an API says about its no."""

    code: str | None = None
    detail: str | None = None


NO_FAULT = Fault()


def read_fault(body: str) -> Fault:
    """Return the first fault of a body; an empty one if the body has none."""
    if body.lstrip().startswith("<"):
        code, detail = _XML_CODE.search(body), _XML_DETAIL.search(body)
        return Fault(code[1] if code else None, detail[1] if detail else None)
    try:
        found = _find(_lower(json.loads(body)), "fault", "error")
    except (ValueError, RecursionError):
        return NO_FAULT
    first = found[0] if isinstance(found, list) and found else None
    if not isinstance(first, dict):
        return NO_FAULT
    return Fault(_text(first.get("code")), _text(first.get("detail")))


def _find(members: object, *path: str) -> object:
    for name in path:
        members = members.get(name) if isinstance(members, dict) else None
    return members


def _lower(value: object) -> object:
    """Return a body with its members in lower case: the gateway and the service differ."""
    if isinstance(value, dict):
        return {str(name).lower(): _lower(member) for name, member in value.items()}
    return [_lower(item) for item in value] if isinstance(value, list) else value


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
