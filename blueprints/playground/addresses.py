"""The address of a request: what can be shared, kept, and opened again, without a secret."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from blueprints.playground.builder_form import BuilderForm, kind_of
from grantlab.flows.live_access_token import RefreshMode
from grantlab.playground.hiding import (
    hide_in_body,
    hide_in_entries,
    hide_in_request,
    hide_in_text,
)
from grantlab.playground.request import Auth, CustomAuth, CustomBasic, Entry
from grantlab.playground.variables import names_in

LONGEST: Final = 7000
"""Octets of an address that every server and every chat lets pass."""


def query_of(form: BuilderForm) -> str:
    """Return the form as a query: what is secret in it is a placeholder, or is missing.

    The connection is left out: its number means another company elsewhere.
    """
    return urlencode([pair for pair in _pairs(form) if pair[1]])


def _pairs(form: BuilderForm) -> Iterator[tuple[str, str]]:
    request = hide_in_request(form.request)
    yield "environment", form.environment
    yield "method", request.method
    yield "url", request.url
    yield from _rows("param", request.params)
    yield from _rows("header", request.headers)
    yield "auth", kind_of(request.auth)
    yield from _credentials(request.auth)
    yield "body", form.body_kind
    yield from _rows("field", hide_in_entries(form.fields))
    yield "text", hide_in_body(form.text)
    yield "content_type", hide_in_text(form.content_type)
    if form.refresh_mode is not RefreshMode.BEFORE_EXPIRY:
        yield "refresh", form.refresh_mode


def _rows(of: str, entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    for number, entry in enumerate(entries):
        row = f"{of}-{number}"
        yield f"{row}-name", entry.name
        yield f"{row}-value", entry.value
        yield f"{row}-on", "1" if entry.enabled else ""


def _credentials(auth: Auth) -> Iterator[tuple[str, str]]:
    match auth:
        case CustomAuth(value) if names_in(value.reveal()):
            yield "authorization", value.reveal()
        case CustomBasic(username, password):
            yield "username", username
            if names_in(password.reveal()):
                yield "password", hide_in_text(password.reveal())
        case _:
            return
