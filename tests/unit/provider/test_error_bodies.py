"""The error bodies of the company API, to the byte where a capture gives them."""

import json
from datetime import UTC, datetime

from grantlab.provider.error_bodies import (
    ServiceFault,
    fault_behind_gateway,
    gateway_json,
    gateway_xml,
    service_json,
    service_xml,
)
from grantlab.provider.refusals import Reason, Refusal

AT = datetime(2026, 9, 21, 13, 33, 30, 123000, tzinfo=UTC)
EXPIRED = Refusal(
    "3200",
    Reason.EXPIRED,
    "Token expired: AB01790000000abcdefghijklmnopqrstuvwxyz0123456789A",
    401,
)
FORBIDDEN = Refusal("3100", Reason.FOREIGN_REALM, status=403)


def test_the_gateways_401_is_the_captured_one_to_the_byte() -> None:
    body = json.dumps(gateway_json(EXPIRED, at=AT), separators=(",", ":"))

    assert body == (
        '{"warnings":null,"intuitObject":null,"fault":{"error":[{"message":'
        '"message=AuthenticationFailed; errorCode=003200; statusCode=401","detail":'
        '"Token expired: AB01790000000abcdefghijklmnopqrstuvwxyz0123456789A",'
        '"code":"3200","element":null}],"type":"AUTHENTICATION"},"report":null,'
        '"queryResponse":null,"batchItemResponse":[],"attachableResponse":[],'
        '"syncErrorResponse":null,"requestId":null,"time":1789997610123,'
        '"status":null,"cdcresponse":[]}'
    )
    assert len(body) == 440


def test_the_gateways_403_has_no_detail() -> None:
    fault = gateway_json(FORBIDDEN, at=AT)["fault"]

    assert fault == {
        "error": [
            {
                "message": "message=ApplicationAuthorizationFailed;"
                " errorCode=003100; statusCode=403",
                "detail": None,
                "code": "3100",
                "element": None,
            }
        ],
        "type": "SERVICE",
    }


def test_the_gateway_speaks_xml_too() -> None:
    assert gateway_xml(FORBIDDEN, at=AT).endswith(
        '<Fault type="SERVICE"><Error code="3100"><Message>message='
        "ApplicationAuthorizationFailed; errorCode=003100; statusCode=403</Message>"
        "</Error></Fault></IntuitResponse>"
    )


def test_the_service_writes_its_members_with_capitals() -> None:
    fault = ServiceFault("ValidationFault", "610", "Object Not Found", "gone")

    assert service_json(fault, at=AT) == {
        "Fault": {
            "Error": [
                {
                    "Message": "Object Not Found",
                    "Detail": "gone",
                    "code": "610",
                    "element": "",
                }
            ],
            "type": "ValidationFault",
        },
        "time": "2026-09-21T05:33:30.123-08:00",
    }


def test_the_services_xml_escapes_what_it_quotes() -> None:
    fault = ServiceFault("ValidationFault", "1", "<&>", '"')

    assert "<Message>&lt;&amp;&gt;</Message>" in service_xml(fault, at=AT)


def test_the_general_authentication_error_is_the_captured_one() -> None:
    fault = fault_behind_gateway(Refusal("100", Reason.TOKEN_MISSING, status=401))

    assert fault is not None
    assert service_xml(fault, at=AT).startswith(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><IntuitResponse'
        ' xmlns="http://schema.intuit.com/finance/v3" time="'
    )
