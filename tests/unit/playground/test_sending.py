"""From what is typed to what is sent."""

import pytest

from grantlab.playground.request import (
    BasicOfKeyPair,
    CustomBasic,
    Entry,
    FormBody,
    JsonBody,
    NoAuth,
    PlaygroundRequest,
)
from grantlab.playground.sending import fill_in, write_out
from grantlab.playground.variables import Variable, VariableSet
from grantlab.protocol.secret import Secret

KEYS = VariableSet(
    "keys", (Variable("token", "T&1", secret=True), Variable("base", "https://h"))
)


def test_variables_are_filled_in_before_anything_is_encoded() -> None:
    request = PlaygroundRequest(
        method="POST",
        url="{{base}}/x",
        headers=(Entry("X", "{{token}}"), Entry("Off", "{{nobody}}", enabled=False)),
        auth=CustomBasic("{{token}}", Secret("p")),
        body=FormBody((Entry("a", "{{token}} é"), Entry("b", "c", enabled=False))),
    )

    filled, uses = fill_in(request, [KEYS])
    sent = write_out(filled)

    assert [(use.name, use.trouble) for use in uses] == [
        ("base", None),
        ("token", None),
        ("token", None),
        ("token", None),
    ]
    assert sent.url == "https://h/x"
    assert sent.headers == (
        ("X", "T&1"),
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Authorization", "Basic VCYxOnA="),
    )
    assert sent.body == b"a=T%261+%C3%A9"
    assert sent.auth == NoAuth()


def test_what_is_shown_keeps_its_secrets_as_variables() -> None:
    request = PlaygroundRequest(url="{{base}}/{{token}}/{{nobody}}")

    filled, _ = fill_in(request, [KEYS], secrets=False)

    assert filled.url == "https://h/{{token}}/{{nobody}}"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://h/x", "https://h/x?a=b%20c", id="no query"),
        pytest.param("https://h/x?", "https://h/x?a=b%20c", id="a bare mark"),
        pytest.param("https://h/x?d=%20", "https://h/x?d=%20&a=b%20c", id="a query"),
        pytest.param("https://h/x#f?", "https://h/x?a=b%20c#f?", id="a fragment"),
    ],
)
def test_parameters_come_behind_the_query_that_was_typed(
    url: str, expected: str
) -> None:
    request = PlaygroundRequest(url=url, params=(Entry("a", "b c"),))

    assert write_out(request).url == expected


def test_credentials_of_the_environment_are_left_to_the_sender() -> None:
    sent = write_out(PlaygroundRequest(url="h", auth=BasicOfKeyPair()))

    assert (sent.auth, sent.headers) == (BasicOfKeyPair(), ())


def test_a_content_type_that_was_typed_is_the_one_that_is_sent() -> None:
    typed = Entry("content-type", "application/json; charset=utf-8")
    request = PlaygroundRequest(url="h", headers=(typed,), body=JsonBody("[]"))

    assert write_out(request).headers == ((typed.name, typed.value),)
