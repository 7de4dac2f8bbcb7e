"""From a request as typed to a request as sent: variables filled in, parts encoded."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import quote, urlencode

from grantlab.playground.request import (
    Auth,
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
    content_type_of,
)
from grantlab.playground.variables import (
    Resolver,
    Use,
    VariableSet,
    encode_around,
    replace_uses,
)
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What goes on the wire, but for a token or key pair that only the sender has."""

    method: str
    url: str = field(repr=False)
    headers: Pairs = field(repr=False)
    body: bytes = field(repr=False)
    auth: Auth
    """What the sender still adds; ``NoAuth`` where nothing, or already among the headers."""


def fill_in(
    request: PlaygroundRequest, sets: Sequence[VariableSet], *, secrets: bool = True
) -> tuple[PlaygroundRequest, tuple[Use, ...]]:
    """Return the request with its variables filled in, and every use of one.

    Without ``secrets`` the secret ones stay as they were typed: so it may be shown and
    copied.
    """
    resolver, uses = Resolver(sets), list[Use]()

    def fill(text: str) -> str:
        resolution = resolver.resolve(text)
        uses.extend(resolution.uses)
        return resolution.text if secrets else _shown(text, resolution.uses)

    return map_texts(request, fill), tuple(uses)


def map_texts(
    request: PlaygroundRequest, change: Callable[[str], str]
) -> PlaygroundRequest:
    """Return the request with every text that is sent changed by one function."""

    def each(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(
            replace(entry, name=change(entry.name), value=change(entry.value))
            if entry.enabled
            else entry
            for entry in entries
        )

    return replace(
        request,
        method=change(request.method),
        url=change(request.url),
        params=each(request.params),
        headers=each(request.headers),
        auth=_map_auth(request.auth, change),
        body=_map_body(request.body, change, each),
    )


def write_out(request: PlaygroundRequest) -> Outgoing:
    """Return what is sent of a request whose variables are filled in."""
    auth, authorization = _authorize(request.auth)
    headers = pairs_of(request.headers)
    content_type = content_type_of(request.body)
    if content_type and request.header("content-type") is None:
        headers += (("Content-Type", content_type),)
    return Outgoing(
        method=request.method,
        url=full_url(request),
        headers=headers + authorization,
        body=_octets(request.body),
        auth=auth,
    )


def full_url(request: PlaygroundRequest) -> str:
    """Return the address with the enabled parameters behind its query.

    A variable that was not filled in stays one.
    """
    added = "&".join(
        f"{_encode(name)}={_encode(value)}" for name, value in pairs_of(request.params)
    )
    if not added:
        return request.url
    address, hash_sign, fragment = request.url.partition("#")
    joint = "" if address.endswith(("?", "&")) else "&" if "?" in address else "?"
    return f"{address}{joint}{added}{hash_sign}{fragment}"


def written_basic(username: str, password: Secret) -> str:
    """Return a name and a password as a header ``Authorization`` carries them.

    Spec: RFC 7617 §2.
    """
    credentials = f"{username}:{password.reveal()}".encode()
    return f"Basic {b64encode(credentials).decode()}"


def pairs_of(entries: tuple[Entry, ...]) -> Pairs:
    """Return names and values of what is enabled, in order."""
    return tuple((entry.name, entry.value) for entry in entries if entry.enabled)


def _shown(text: str, uses: tuple[Use, ...]) -> str:
    return replace_uses(
        text, {use.name: use.value for use in uses if not use.secret}.get
    )


def _encode(text: str) -> str:
    return encode_around(text, partial(quote, safe=""))


def _authorize(auth: Auth) -> tuple[Auth, Pairs]:
    match auth:
        case CustomAuth(value):
            return NoAuth(), (("Authorization", value.reveal()),)
        case CustomBasic(username, password):
            return NoAuth(), (("Authorization", written_basic(username, password)),)
        case _:
            return auth, ()


def _octets(body: Body) -> bytes:
    match body:
        case NoBody():
            return b""
        case FormBody(fields):
            return urlencode(pairs_of(fields)).encode()
        case JsonBody(text) | RawBody(text):
            return text.encode()


def _map_auth(auth: Auth, change: Callable[[str], str]) -> Auth:
    match auth:
        case CustomAuth(value):
            return CustomAuth(Secret(change(value.reveal())))
        case CustomBasic(username, password):
            return CustomBasic(change(username), Secret(change(password.reveal())))
        case _:
            return auth


def _map_body(
    body: Body,
    change: Callable[[str], str],
    each: Callable[[tuple[Entry, ...]], tuple[Entry, ...]],
) -> Body:
    match body:
        case FormBody(fields):
            return FormBody(each(fields))
        case JsonBody(text):
            return JsonBody(change(text))
        case RawBody(text, content_type):
            return RawBody(change(text), change(content_type))
        case NoBody():
            return body
