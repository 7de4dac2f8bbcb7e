"""The first call of an integration: asking the company for its own name."""

import html
import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

_INFO_IN_XML: Final = re.compile(r"<CompanyInfo[\s>]")
_NAME_IN_XML: Final = re.compile(r"<CompanyName>([^<]{1,400})</CompanyName>")
"""Where a company says its name in XML, which is what comes unless JSON was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyAnswer:
    """What a call for CompanyInfo came to."""

    status: int
    company_name: str | None
    fault_code: str | None
    """``3200`` not authenticated, ``3100`` not authorized, …; ``None`` on success."""

    fault_detail: str | None
    intuit_tid: str | None

    @property
    def answered(self) -> bool:
        """Whether the company answered for itself."""
        return self.status == HTTPStatus.OK and self.company_name is not None

    @property
    def token_refused(self) -> bool:
        """Whether the access token was not accepted: the sign to refresh (L402)."""
        return self.status == HTTPStatus.UNAUTHORIZED


def company_info_path(realm_id: str) -> str:
    """Return the path of a company's CompanyInfo.

    Source: the wire facts on CompanyInfo: minor version 75 is the base since August 2025.
    """
    return f"/v3/company/{realm_id}/companyinfo/{realm_id}?minorversion=75"


def read_company_answer(
    *, status: int, body: bytes, intuit_tid: str | None
) -> CompanyAnswer:
    """Read an answer of the company API, whichever of its casings the fault has.

    The gateway writes ``fault``/``error``, the service ``Fault``/``Error``. Of a body in
    XML the company's name is read, and no fault; of HTML nothing.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        document = None
    error = _first_error(document)
    return CompanyAnswer(
        status=status,
        company_name=_company_name(document) or _name_in_xml(body),
        fault_code=_text(error, "code"),
        fault_detail=_text(error, "detail", "Detail"),
        intuit_tid=intuit_tid,
    )


def _company_name(document: object) -> str | None:
    info = document.get("CompanyInfo") if isinstance(document, dict) else None
    return _text(info, "CompanyName")


def _name_in_xml(body: bytes) -> str | None:
    if not body.lstrip().startswith(b"<"):
        return None
    text = body.decode(errors="replace")
    info = _INFO_IN_XML.search(text)
    found = _NAME_IN_XML.search(text, info.end()) if info else None
    return html.unescape(found[1]) if found else None


def _first_error(document: object) -> object:
    if not isinstance(document, dict):
        return None
    fault = document.get("fault") or document.get("Fault")
    if not isinstance(fault, dict):
        return None
    errors = fault.get("error") or fault.get("Error")
    return errors[0] if isinstance(errors, list) and errors else None


def _text(members: object, *names: str) -> str | None:
    if not isinstance(members, dict):
        return None
    text = next(
        (members[name] for name in names if isinstance(members.get(name), str)), None
    )
    # JSON can escape half of a surrogate pair, which nothing could store.
    return None if text is None else text.encode(errors="replace").decode()
