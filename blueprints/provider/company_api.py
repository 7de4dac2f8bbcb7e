"""The company API, under the prefixes that stand for Intuit's two hosts."""

from collections.abc import Mapping

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

from blueprints.provider.context import call, provider
from blueprints.provider.discovery import INVALID_TOKEN, json_response
from grantlab.provider.access import AUTHENTICATION_FAILED
from grantlab.provider.books.books import Found
from grantlab.provider.books.objects import Kind, Members
from grantlab.provider.books.query import Query, parse_query
from grantlab.provider.companies import Company
from grantlab.provider.company_info import (
    NOT_FOUND,
    QUERY_ERROR,
    company_json,
    company_xml,
    is_company_query,
    query_json,
    query_xml,
    unsupported,
)
from grantlab.provider.entity_xml import object_element
from grantlab.provider.error_bodies import (
    ServiceFault,
    fault_behind_gateway,
    gateway_json,
    gateway_xml,
    service_json,
    service_time,
    service_xml,
    wrap_xml,
)
from grantlab.provider.refusals import Reason, Refusal
from grantlab.provider.registry import Keys

bp = Blueprint("company_api", __name__)

NOT_KEPT = {
    "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    "Expires": "0",
}
XML_TYPE = "application/xml;charset=utf-8"


@bp.get("/sandbox-quickbooks/v3/company/<realm_id>/<path:operation>")
def sandbox_read(realm_id: str, operation: str) -> Response:
    return _answer(Keys.DEVELOPMENT, realm_id, operation)


@bp.post("/sandbox-quickbooks/v3/company/<realm_id>/<path:operation>")
def sandbox_write(realm_id: str, operation: str) -> Response:
    return _answer(Keys.DEVELOPMENT, realm_id, operation)


@bp.get("/quickbooks/v3/company/<realm_id>/<path:operation>")
def production_read(realm_id: str, operation: str) -> Response:
    return _answer(Keys.PRODUCTION, realm_id, operation)


@bp.post("/quickbooks/v3/company/<realm_id>/<path:operation>")
def production_write(realm_id: str, operation: str) -> Response:
    return _answer(Keys.PRODUCTION, realm_id, operation)


def _answer(keys: Keys, realm_id: str, operation: str) -> Response:
    company = provider().api.open_company(
        request.headers.get("Authorization"),
        keys=keys,
        realm_id=realm_id,
        call=call(),
    )
    if isinstance(company, Refusal):
        return _refuse_at_gateway(company)
    entity, _, identifier = operation.rstrip("/").partition("/")
    match request.method, entity.lower():
        case "GET", "companyinfo":
            return _read(company, identifier)
        case _, "query":
            return _query(company, identifier)
        case "GET", "customer" | "invoice" if identifier:
            kind = Kind(entity.capitalize())
            found = provider().books.read(company.realm_id, kind, identifier)
            return _object(kind, found)
        case "POST", "customer" | "invoice" if not identifier:
            return _write(company, Kind(entity.capitalize()))
        case _:
            return _fault(unsupported(entity), Reason.OPERATION_UNSUPPORTED)


def _read(company: Company, identifier: str) -> Response:
    # The documents have the company id here; clients also send the object's own id.
    if identifier not in {company.realm_id, "1"}:
        return _fault(NOT_FOUND, Reason.NOT_FOUND)
    if _wants_json():
        return _json(company_json(company, at=call().at))
    return _xml(company_xml(company, at=call().at))


def _write(company: Company, kind: Kind) -> Response:
    written = provider().books.write(
        company.realm_id,
        kind,
        request.get_data(),
        request_id=request.args.get("requestid", ""),
        at=call().at,
    )
    return _object(kind, written)


def _object(kind: Kind, found: Members | ServiceFault) -> Response:
    """Answer with an object, or with what was wrong with it.

    A fault of an object says all there is to say, so the ledger does not keep it.
    """
    if isinstance(found, ServiceFault):
        return _told(found)
    if _wants_json():
        return _json({kind: found, "time": service_time(call().at)})
    return _xml(wrap_xml(object_element(kind, found), at=call().at))


def _query(company: Company, identifier: str) -> Response:
    query = request.args.get("query") or request.get_data(as_text=True)
    asked = None if identifier else parse_query(query)
    if asked is not None:
        return _found(asked, provider().books.find(company.realm_id, asked))
    if identifier or not is_company_query(query):
        return _fault(QUERY_ERROR, Reason.OPERATION_UNSUPPORTED)
    if _wants_json():
        return _json(query_json(company, at=call().at))
    return _xml(query_xml(company, at=call().at))


def _found(asked: Query, found: Found) -> Response:
    at = call().at
    if asked.counts:
        counted = {"totalCount": found.total}
        if _wants_json():
            return _json({"QueryResponse": counted, "time": service_time(at)})
        inner = f'<QueryResponse totalCount="{found.total}"/>'
        return _xml(wrap_xml(inner, at=at))
    where = {"startPosition": asked.start, "maxResults": len(found.objects)}
    if _wants_json():
        members = {asked.kind: found.objects, **where} if found.objects else {}
        return _json({"QueryResponse": members, "time": service_time(at)})
    written = " ".join(f'{name}="{value}"' for name, value in where.items())
    objects = "".join(object_element(asked.kind, one) for one in found.objects)
    inner = f"<QueryResponse {written}>{objects}</QueryResponse>"
    return _xml(wrap_xml(inner, at=at))


@bp.errorhandler(BadRequest)
@bp.errorhandler(RequestEntityTooLarge)
def refuse_unread(_error: HTTPException) -> Response:
    """Refuse a query that is too large, or shorter than it was said to be."""
    return _fault(QUERY_ERROR, Reason.BODY_UNREADABLE)


def _refuse_at_gateway(refusal: Refusal) -> Response:
    at = call().at
    fault = fault_behind_gateway(refusal)
    if fault is not None:
        response = _xml(service_xml(fault, at=at))
    elif _wants_json():
        response = json_response(
            gateway_json(refusal, at=at), content_type="application/json"
        )
    else:
        response = _xml(gateway_xml(refusal, at=at))
    response.status_code = refusal.status
    if refusal.error == AUTHENTICATION_FAILED:
        response.headers.update(INVALID_TOKEN)
    return response


def _fault(fault: ServiceFault, reason: Reason) -> Response:
    provider().api.refuse(Refusal(fault.code, reason), call=call())
    return _told(fault)


def _told(fault: ServiceFault) -> Response:
    at = call().at
    json_wanted = _wants_json()
    response = (
        _json(service_json(fault, at=at))
        if json_wanted
        else _xml(service_xml(fault, at=at))
    )
    response.status_code = 400
    return response


def _wants_json() -> bool:
    """Whether JSON was asked for by name; without that the answer is XML."""
    return "application/json" in request.headers.get("Accept", "")


def _json(body: Mapping[str, object]) -> Response:
    return json_response(body, headers=NOT_KEPT)


def _xml(document: str) -> Response:
    return Response(document, headers=NOT_KEPT, content_type=XML_TYPE)
