"""Finding an environment's endpoints: what is believed, and what is done without."""

import json
from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest

from grantlab.protocol.environment import (
    INTUIT_SANDBOX,
    SANDBOX_METADATA_URL,
    Endpoints,
)
from grantlab.wire.errors import ForbiddenAddressError
from grantlab.wire.metadata import (
    GOOD_FOR,
    RETRY_AFTER,
    EndpointFinder,
    MetadataSource,
    is_intuit,
)
from tests.support.clocks import NOON, SECOND
from tests.unit.wire.lines import answering, failing, line_to

SOURCE = MetadataSource(SANDBOX_METADATA_URL, INTUIT_SANDBOX, is_intuit)
MOVED = "https://oauth2.platform.intuit.com/bearer"
DOCUMENT = {
    "issuer": INTUIT_SANDBOX.issuer,
    "authorization_endpoint": INTUIT_SANDBOX.authorization,
    "token_endpoint": MOVED,
    "revocation_endpoint": INTUIT_SANDBOX.revocation,
    "jwks_uri": INTUIT_SANDBOX.jwks,
    "userinfo_endpoint": INTUIT_SANDBOX.userinfo,
}
PUBLISHED = replace(INTUIT_SANDBOX, token=MOVED)


def found(response: httpx2.Response) -> Endpoints:
    service, _ = answering(response)
    return EndpointFinder(SOURCE).find(line_to(service), now=NOON)


def test_what_is_published_is_used() -> None:
    assert found(httpx2.Response(200, json=DOCUMENT)) == PUBLISHED


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html>", id="HTML"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"[" * 100_000, id="nested too deep"),
        pytest.param(b"{}", id="an empty object"),
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(
            json.dumps(DOCUMENT | {"token_endpoint": 7}).encode(), id="no text for one"
        ),
        pytest.param(
            json.dumps(DOCUMENT | {"jwks_uri": "https://evil.example/jwks"}).encode(),
            id="an address elsewhere",
        ),
        pytest.param(
            json.dumps(DOCUMENT | {"jwks_uri": "https://[broken"}).encode(),
            id="no address",
        ),
    ],
)
def test_without_a_document_to_believe_the_constants_are_used(body: bytes) -> None:
    assert found(httpx2.Response(200, content=body)) == INTUIT_SANDBOX


@pytest.mark.parametrize("member", sorted(set(DOCUMENT) - {"issuer"}))
def test_one_address_elsewhere_is_enough_to_doubt_them_all(member: str) -> None:
    document = DOCUMENT | {member: "https://intuit.com.evil.example/x"}

    assert found(httpx2.Response(200, json=document)) == INTUIT_SANDBOX


def test_without_an_answer_the_constants_are_used() -> None:
    line = line_to(failing(httpx2.ConnectError("")))

    assert EndpointFinder(SOURCE).find(line, now=NOON) == INTUIT_SANDBOX


def test_a_name_that_leads_to_a_private_address_leaves_the_constants() -> None:
    def service(_request: httpx2.Request) -> httpx2.Response:
        raise ForbiddenAddressError("not an address on the public internet")

    assert EndpointFinder(SOURCE).find(line_to(service), now=NOON) == INTUIT_SANDBOX


def test_a_document_is_good_for_a_day() -> None:
    service, asked = answering(
        httpx2.Response(200, json=DOCUMENT), httpx2.Response(200, json=DOCUMENT)
    )
    finder, line = EndpointFinder(SOURCE), line_to(service)

    finder.find(line, now=NOON)
    finder.find(line, now=NOON + GOOD_FOR - SECOND)
    assert len(asked) == 1

    finder.find(line, now=NOON + GOOD_FOR)
    assert len(asked) == 2
    assert timedelta(hours=24) == GOOD_FOR


def test_a_document_that_could_not_be_had_is_asked_for_again_soon() -> None:
    service, asked = answering(
        httpx2.Response(503), httpx2.Response(200, json=DOCUMENT)
    )
    finder, line = EndpointFinder(SOURCE), line_to(service)

    assert finder.find(line, now=NOON) == INTUIT_SANDBOX
    assert finder.find(line, now=NOON + RETRY_AFTER - SECOND) == INTUIT_SANDBOX
    assert len(asked) == 1

    assert finder.find(line, now=NOON + RETRY_AFTER) == PUBLISHED


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        pytest.param("https://oauth.platform.intuit.com/x", True, id="a host of Intuit"),
        pytest.param("https://intuit.com/x", True, id="the domain itself"),
        pytest.param("http://oauth.platform.intuit.com/x", False, id="without TLS"),
        pytest.param("https://intuit.com.evil.example/x", False, id="a domain in front"),
        pytest.param("https://evilintuit.com/x", False, id="a name that ends alike"),
        pytest.param("https://evil.example/intuit.com", False, id="in the path"),
        pytest.param("https://intuit.com@evil.example/", False, id="as a user name"),
        pytest.param("https://user@intuit.com/", False, id="with a user name"),
        pytest.param("https://intuit.com:8443/", False, id="another port"),
        pytest.param("", False, id="nothing"),
    ],
)  # fmt: skip
def test_intuit_is_https_under_its_own_domain(url: str, trusted: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert is_intuit(url) is trusted
