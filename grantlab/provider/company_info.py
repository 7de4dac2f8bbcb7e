"""What the company API says about a company, in JSON and in XML.

Source: the wire facts on CompanyInfo, whose shapes come from fixtures of client
libraries.
"""

import re
from datetime import datetime

from grantlab.provider.companies import OWNER, Company
from grantlab.provider.entity_xml import object_element
from grantlab.provider.error_bodies import ServiceFault, service_time, wrap_xml

_QUERY = re.compile(r"\s*select\s+\*\s+from\s+companyinfo\s*", re.IGNORECASE)
_ENTITY = re.compile(r"[A-Za-z]{1,40}")

NOT_FOUND = ServiceFault(
    "ValidationFault",
    "610",
    "Object Not Found",
    "Object Not Found : Something you're trying to use has been made inactive."
    " Check the fields with accounts, customers, items, vendors or employees.",
)
QUERY_ERROR = ServiceFault(
    "ValidationFault",
    "4000",
    "Error parsing query",
    "QueryParserError: only simple queries of CompanyInfo, Customer and Invoice are"
    " answered here",
)


def unsupported(operation: str) -> ServiceFault:
    """Return the fault for an operation that is not answered here.

    It is named if it is a name: anything else might be a token, or be no XML.
    """
    named = f" {operation}" if _ENTITY.fullmatch(operation) else ""
    return ServiceFault(
        "ValidationFault",
        "500",
        "Unsupported Operation",
        f"Operation{named} is not supported.",
    )


def is_company_query(query: str) -> bool:
    """Whether this is the one query that is answered."""
    return _QUERY.fullmatch(query) is not None


def company_json(company: Company, *, at: datetime) -> dict[str, object]:
    """Return the answer to a read."""
    return {"CompanyInfo": _members(company), "time": service_time(at)}


def query_json(company: Company, *, at: datetime) -> dict[str, object]:
    """Return the answer to a query."""
    found = {"CompanyInfo": [_members(company)], "maxResults": 1}
    return {"QueryResponse": found, "time": service_time(at)}


def company_xml(company: Company, *, at: datetime) -> str:
    """Return the answer to a read where XML was asked for."""
    return wrap_xml(_company_element(company), at=at)


def query_xml(company: Company, *, at: datetime) -> str:
    """Return the answer to a query where XML was asked for."""
    inner = f'<QueryResponse maxResults="1">{_company_element(company)}</QueryResponse>'
    return wrap_xml(inner, at=at)


def _members(company: Company) -> dict[str, object]:
    return {
        "CompanyName": company.name,
        "LegalName": company.name,
        "CompanyAddr": _address(company, "1"),
        "CustomerCommunicationAddr": _address(company, "2"),
        "LegalAddr": _address(company, "3"),
        "PrimaryPhone": {"FreeFormNumber": "(555)555-0100"},
        "CompanyStartDate": "2026-01-05",
        "FiscalYearStartMonth": "January",
        "Country": "US",
        "Email": {"Address": OWNER.email},
        "WebAddr": {"URI": "http://example.com"},
        "SupportedLanguages": "en",
        "NameValue": [
            {"Name": "NeoEnabled", "Value": "true"},
            {"Name": "IndustryType", "Value": "Invented by Grantlab"},
            {"Name": "SubscriptionStatus", "Value": "SUBSCRIBED"},
            {"Name": "OfferingSku", "Value": "QuickBooks Online Plus"},
            {"Name": "PayrollFeature", "Value": "false"},
            {"Name": "AccountantFeature", "Value": "false"},
        ],
        "domain": "QBO",
        "sparse": False,
        "Id": "1",
        "SyncToken": "4",
        "MetaData": {
            "CreateTime": "2026-01-05T10:00:00-08:00",
            "LastUpdatedTime": "2026-02-01T09:00:00-08:00",
        },
    }


def _address(company: Company, number: str) -> dict[str, str]:
    return {
        "Id": number,
        "Line1": company.line,
        "City": company.city,
        "CountrySubDivisionCode": "CA",
        "PostalCode": company.postal_code,
        "Lat": "36.6",
        "Long": "-118.6",
    }


def _company_element(company: Company) -> str:
    return object_element("CompanyInfo", _members(company))
