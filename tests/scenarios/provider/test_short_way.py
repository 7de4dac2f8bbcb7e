"""The short way of ordinary token requests: past Flask, and nobody can tell."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, request_started
from werkzeug.test import TestResponse

from blueprints.provider.short_way import LONGEST_FORM
from tests.support.provider import TOKEN_PATH, Visitor, basic_header

FORM_TYPE = "application/x-www-form-urlencoded"
WITH_CHARSET = f"{FORM_TYPE}; charset=utf-8"
"""Flask takes it like any other form, and the short way leaves it to Flask."""

BY_CHANCE = {"intuit_tid", "x-spanid", "x-amzn-trace-id", "Content-Length"}


@contextmanager
def flask_requests(app: Flask) -> Iterator[list[Flask]]:
    """Give a list that grows with every request that Flask gets to see."""
    seen: list[Flask] = []

    def note(sender: Flask, **_more: object) -> None:
        seen.append(sender)

    with request_started.connected_to(note, app):
        yield seen


def send(visitor: Visitor, form: str, content_type: str = FORM_TYPE) -> TestResponse:
    return visitor.browser.post(
        TOKEN_PATH,
        data=form,
        content_type=content_type,
        headers=basic_header(visitor.pair),
        environ_overrides={"SERVER_SOFTWARE": "Granian"},
    )


def refresh_form(visitor: Visitor) -> str:
    token = visitor.connect()["refresh_token"]
    return f"grant_type=refresh_token&refresh_token={token}"


def refused_form(_visitor: Visitor) -> str:
    return "grant_type=refresh_token&refresh_token=unknown"


def test_an_ordinary_request_does_not_pass_through_flask(visitor: Visitor) -> None:
    form = refresh_form(visitor)

    with flask_requests(visitor.app) as seen:
        answer = send(visitor, form)

    assert answer.status_code == 200
    assert seen == []


@pytest.mark.parametrize(
    "make_form",
    [
        pytest.param(refresh_form, id="given"),
        pytest.param(refused_form, id="refused"),
    ],
)
def test_both_ways_answer_alike(
    visitor: Visitor, make_form: Callable[[Visitor], str]
) -> None:
    shortly, wholly = make_form(visitor), make_form(visitor)

    with flask_requests(visitor.app) as seen:
        short, whole = send(visitor, shortly), send(visitor, wholly, WITH_CHARSET)

    assert len(seen) == 1
    assert short.status == whole.status
    assert list(short.get_json()) == list(whole.get_json())
    assert headers_of(short) == headers_of(whole)


def headers_of(answer: TestResponse) -> dict[str, str | None]:
    """Return the headers, without the values that are chance."""
    return {
        name.lower(): None if name in BY_CHANCE else value
        for name, value in answer.headers
    }


@pytest.mark.parametrize(
    ("form", "status"),
    [
        pytest.param(f"grant_type=x&more={'x' * LONGEST_FORM}", 400, id="a long form"),
        pytest.param("grant_type=%FF", 400, id="octets that are no UTF-8"),
    ],
)
def test_what_is_odd_is_left_to_flask(visitor: Visitor, form: str, status: int) -> None:
    with flask_requests(visitor.app) as seen:
        answer = send(visitor, form)

    assert answer.status_code == status
    assert answer.get_json() == {"error": "unsupported_grant_type"}
    assert len(seen) == 1


def test_a_foreign_host_is_left_to_flask(visitor: Visitor) -> None:
    with flask_requests(visitor.app) as seen:
        answer = visitor.browser.post(
            TOKEN_PATH, data={"grant_type": "x"}, headers={"Host": "evil.example"}
        )

    assert answer.status_code == 400
    assert "This answers to localhost" in answer.text
    assert len(seen) == 1


def test_what_may_meet_a_fault_is_left_to_flask(visitor: Visitor) -> None:
    form = refresh_form(visitor)
    visitor.arm("outage-as-invalid-grant")

    with flask_requests(visitor.app) as seen:
        broken, good = send(visitor, form), send(visitor, form)

    assert broken.get_json()["error"] == "invalid_grant"
    assert good.status_code == 200
    assert len(seen) == 1


def test_what_fails_is_told_by_flask(visitor: Visitor) -> None:
    form = refresh_form(visitor)
    visitor.app.config["PROPAGATE_EXCEPTIONS"] = False
    with visitor.provider._database.write() as connection:  # noqa: SLF001 -- a table is taken away
        connection.execute("ALTER TABLE token RENAME TO lost")

    answer = send(visitor, form)

    assert (answer.status_code, answer.data) == (500, b"")
    assert "intuit_tid" in answer.headers
