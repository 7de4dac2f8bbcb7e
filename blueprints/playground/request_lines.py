"""What a request carries, line by line and without its secrets, as pages list it."""

from collections.abc import Iterator

from grantlab.playground.hiding import hide_in_request
from grantlab.playground.request import (
    Auth,
    BasicOfKeyPair,
    BearerOfConnection,
    Body,
    CustomAuth,
    CustomBasic,
    Entry,
    FormBody,
    JsonBody,
    NoAuth,
    NoBody,
    PlaygroundRequest,
    RawBody,
)
from grantlab.protocol.round_trip import Pairs


def request_lines(request: PlaygroundRequest) -> Pairs:
    """Return a name and a text for each part that the request has."""
    hidden = hide_in_request(request)
    return tuple(_lines(hidden))


def _lines(request: PlaygroundRequest) -> Iterator[tuple[str, str]]:
    yield "Address", f"{request.method} {request.url}"
    yield from _listed("Parameters", "=", request.params)
    yield "Auth", _auth_words(request.auth)
    yield from _listed("Headers", ": ", request.headers)
    yield from _body(request.body)


def _listed(
    name: str, joint: str, entries: tuple[Entry, ...]
) -> Iterator[tuple[str, str]]:
    if entries:
        yield (
            name,
            "\n".join(
                f"{it.name}{joint}{it.value}{'' if it.enabled else '  (switched off)'}"
                for it in entries
            ),
        )


def _auth_words(auth: Auth) -> str:
    match auth:
        case NoAuth():
            return "none"
        case BearerOfConnection():
            return "Bearer, the access token of the chosen connection"
        case BasicOfKeyPair():
            return "Basic, client id and client secret of the environment"
        case CustomAuth(value):
            return value.reveal()
        case CustomBasic(username, password):
            return f"Basic, {username}:{password.reveal()}"


def _body(body: Body) -> Iterator[tuple[str, str]]:
    match body:
        case NoBody():
            return
        case FormBody(fields):
            yield from _listed("Form", "=", fields)
        case JsonBody(text):
            yield "JSON", text
        case RawBody(text, content_type):
            yield f"Body, {content_type}" if content_type else "Body", text
