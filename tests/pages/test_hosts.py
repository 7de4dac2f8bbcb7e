"""Whose name a request may call us by."""

import pytest
from flask import Flask

FOREIGN = [
    pytest.param("evil.example", id="another name"),
    pytest.param("a" * 300, id="no name that could be"),
    pytest.param("user@localhost", id="a user at our name"),
    pytest.param("localhost/elsewhere", id="a path after our name"),
    pytest.param("localhost?", id="a query after our name"),
    pytest.param("localhost:http", id="a port that is no number"),
    pytest.param("localhost.evil.example", id="our name in a longer one"),
    pytest.param("[::1", id="half an address"),
    pytest.param("", id="none"),
]


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/intuit/", "/intuit/oauth2/v1/tokens/bearer"])
def test_a_request_by_another_name_is_refused_in_one_sentence(
    app: Flask, path: str, host: str
) -> None:
    answer = app.test_client().get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert answer.text.startswith(
        "This answers to localhost, 127.0.0.1 and [::1] only."
    )


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8484", "127.0.0.1:1", "[::1]:80"]
)
def test_our_own_names_are_answered_on_every_port(app: Flask, host: str) -> None:
    answer = app.test_client().get("/intuit/op/v1/jwks", headers={"Host": host})

    assert answer.status_code == 200
