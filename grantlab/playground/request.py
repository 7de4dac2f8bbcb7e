"""One request as it is typed: nothing filled in, nothing encoded."""

from dataclasses import dataclass, field

from grantlab.protocol.secret import Secret

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list that a person edits: a parameter, a header, a field of a form."""

    name: str
    value: str = field(default="", repr=False)
    enabled: bool = True
    """What is not enabled is kept and not sent."""

    description: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NoAuth:
    """Nothing is added."""


@dataclass(frozen=True, slots=True)
class BearerOfConnection:
    """The access token of the connection that is chosen when it is sent."""


@dataclass(frozen=True, slots=True)
class BasicOfKeyPair:
    """Client id and client secret of the environment in which it is sent."""


@dataclass(frozen=True, slots=True)
class CustomAuth:
    """A value of the header ``Authorization`` that was typed."""

    value: Secret


@dataclass(frozen=True, slots=True)
class CustomBasic:
    """A name and a password that were typed; encoded once their variables are filled in."""

    username: str
    password: Secret


Auth = NoAuth | BearerOfConnection | BasicOfKeyPair | CustomAuth | CustomBasic


@dataclass(frozen=True, slots=True)
class NoBody:
    """No octet of a body, and no header that speaks of one."""


@dataclass(frozen=True, slots=True)
class FormBody:
    """A form; encoded when it is sent."""

    fields: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class JsonBody:
    """A JSON document, sent as it was typed."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RawBody:
    """Any other text, sent as it was typed."""

    text: str = field(repr=False)
    content_type: str = ""
    """Empty: no ``Content-Type`` is added."""


Body = NoBody | FormBody | JsonBody | RawBody


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaygroundRequest:
    """What is sent, as it was typed; any text may hold ``{{variables}}``."""

    method: str = "GET"
    url: str = field(repr=False)
    """With its query, if one was typed there; ``params`` come after it."""

    params: tuple[Entry, ...] = ()
    headers: tuple[Entry, ...] = ()
    auth: Auth = NoAuth()
    body: Body = NoBody()

    def header(self, name: str) -> str | None:
        """Return the value of the first enabled header of that name."""
        wanted = name.lower()
        return next(
            (
                entry.value
                for entry in self.headers
                if entry.enabled and entry.name.lower() == wanted
            ),
            None,
        )


def content_type_of(body: Body) -> str:
    """Return the ``Content-Type`` that a body brings along; empty for none."""
    match body:
        case NoBody():
            return ""
        case FormBody():
            return FORM
        case JsonBody():
            return JSON
        case RawBody(content_type=content_type):
            return content_type


def essence_of(content_type: str) -> str:
    """Return a media type as it is compared: without its parameters.

    Spec: RFC 9110 §8.3.1.
    """
    return content_type.partition(";")[0].strip().lower()


def read_authorization(value: str) -> Auth:
    """Return what a header ``Authorization`` means."""
    known = (BearerOfConnection(), BasicOfKeyPair())
    return next(
        (auth for auth in known if written_authorization(auth) == value),
        CustomAuth(Secret(value)),
    )


def read_basic(username: str, password: str) -> Auth:
    """Return what a name and a password mean that were written apart."""
    if (username, password) == ("{{client_id}}", "{{client_secret}}"):
        return BasicOfKeyPair()
    return CustomBasic(username, Secret(password))


def written_authorization(auth: Auth) -> str | None:
    """Return the header of credentials that only a sender has, as a text to be kept."""
    match auth:
        case BearerOfConnection():
            return "Bearer {{access_token}}"
        case BasicOfKeyPair():
            return "Basic {{client_id}}:{{client_secret}}"
        case _:
            return None


def without_implied(headers: tuple[Entry, ...], body: Body) -> tuple[Entry, ...]:
    """Leave out a ``Content-Type`` that says no more than the body does by itself."""
    implied = content_type_of(body)
    return tuple(
        entry
        for entry in headers
        if not entry.enabled
        or entry.name.lower() != "content-type"
        or entry.value != implied
    )
