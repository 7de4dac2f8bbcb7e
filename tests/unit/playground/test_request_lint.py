"""What keeps a request from being sent."""

import pytest

from grantlab.playground.request import (
    CustomAuth,
    Entry,
    JsonBody,
    PlaygroundRequest,
    RawBody,
)
from grantlab.playground.request_lint import lint_request
from grantlab.protocol.secret import Secret

GOOD = "https://h.example/x"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        pytest.param(PlaygroundRequest(url=""), "url: an address is missing", id="none"),
        pytest.param(PlaygroundRequest(url="https://h/a b"), "url: column 12: a space", id="space"),
        pytest.param(PlaygroundRequest(url="https://h/{{long_name}} b"), "url: column 24: a space", id="behind a variable"),
        pytest.param(PlaygroundRequest(url="ftp://h/"), "url: an address begins with", id="scheme"),
        pytest.param(PlaygroundRequest(url="h.example/x"), "url: an address begins with", id="no scheme"),
        pytest.param(PlaygroundRequest(url="https:///x"), "url: column 1: behind :// the", id="no host"),
        pytest.param(PlaygroundRequest(url="https://h:99999/"), "url: an address may name", id="port"),
        pytest.param(PlaygroundRequest(url="https://h:0/"), "url: there is no port 0", id="port 0"),
        pytest.param(PlaygroundRequest(url="https://[::1/"), "url: an address may name", id="IPv6"),
        pytest.param(PlaygroundRequest(url="https://me:pw@h/"), "url: a name and a password", id="password"),
        pytest.param(PlaygroundRequest(method="GE T", url=GOOD), "method: a method is one", id="method"),
        pytest.param(PlaygroundRequest(url=GOOD, headers=(Entry("Off ", enabled=False), Entry("a b", "c"))), "headers[1]: the name of", id="name"),
        pytest.param(PlaygroundRequest(url=GOOD, headers=(Entry("a", "b\nc"),)), "headers[0]: a line break", id="line break"),
        pytest.param(PlaygroundRequest(url=GOOD, headers=(Entry("a", "é"),)), "headers[0]: only letters", id="umlaut"),
        pytest.param(PlaygroundRequest(url=GOOD, headers=(Entry("a", "b\x7f"),)), "headers[0]: a line break or another control", id="control character"),
        pytest.param(PlaygroundRequest(url=GOOD, auth=CustomAuth(Secret("Bearer é"))), "authorization: only letters", id="credentials"),
        pytest.param(PlaygroundRequest(url=GOOD, auth=CustomAuth(Secret("Bearer a\nb: c"))), "authorization: a line break", id="line break in credentials"),
        pytest.param(PlaygroundRequest(url=GOOD, body=RawBody("x", "text/é")), "content_type: only letters", id="type of a body"),
        pytest.param(PlaygroundRequest(url=GOOD, body=JsonBody("{")), "body: line 1, column 2:", id="JSON"),
    ],
)  # fmt: skip
def test_a_problem_is_told_at_its_part(request_: PlaygroundRequest, said: str) -> None:
    (problem,) = lint_request(request_)

    assert str(problem).startswith(said)


@pytest.mark.parametrize(
    "url",
    [GOOD, "http://[::1]:8484/", "{{base}}/x", "https://{{ host }}:8443/{{a}}?b=%20"],
)
def test_an_address_with_variables_is_good(url: str) -> None:
    headers = (Entry("X-{{a}}", "{{b}} c {{größe}}\td"),)

    assert lint_request(PlaygroundRequest(url=url, headers=headers)) == ()
