"""The builder as it was filled in: what is typed becomes a request, and nothing is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from werkzeug.datastructures import MultiDict

from grantlab.flows.live_access_token import RefreshMode
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
from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
"""What is offered; any other word can be typed."""

AUTHS: Final = ("none", "bearer", "basic", "custom", "typed-basic")
BODIES: Final = ("none", "form", "json", "raw")

MOST_ROWS: Final = 1000

_ROW = re.compile(r"(param|header|field)-(\d{1,4})-(?:name|value)")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuilderForm:
    """What was typed, the parts that are not sent now included."""

    environment: Environment = Environment.EMBEDDED
    connection_id: int | None = None
    refresh_mode: RefreshMode = RefreshMode.BEFORE_EXPIRY
    method: str = "GET"
    url: str = field(default="", repr=False)
    params: tuple[Entry, ...] = ()
    headers: tuple[Entry, ...] = ()
    auth: Auth = field(default_factory=NoAuth)
    body_kind: str = "none"
    fields: tuple[Entry, ...] = ()
    text: str = field(default="", repr=False)
    content_type: str = ""
    collection: str = ""
    """The handle of the collection whose variables count; empty for none."""

    company_name: str = ""
    """Typed to allow that something is changed in production."""

    shows_secrets: bool = False
    """Whether the answer and the code were asked for with what is secret in them."""

    @property
    def request(self) -> PlaygroundRequest:
        """What would be sent, as it was typed."""
        return PlaygroundRequest(
            method=self.method,
            url=self.url,
            params=self.params,
            headers=self.headers,
            auth=self.auth,
            body=self._body,
        )

    @property
    def _body(self) -> Body:
        match self.body_kind:
            case "form":
                return FormBody(self.fields)
            case "json":
                return JsonBody(self.text)
            case "raw":
                return RawBody(self.text, self.content_type)
            case _:
                return NoBody()


def read_builder(form: MultiDict[str, str]) -> BuilderForm:
    """Read what a form or a shared address holds; what makes no sense is left out."""
    environment = form.get("environment", "")
    mode = form.get("refresh", "")
    connection = form.get("connection", "")
    return BuilderForm(
        environment=Environment(environment)
        if environment in set(Environment)
        else Environment.EMBEDDED,
        connection_id=int(connection)
        if re.fullmatch(r"[0-9]{1,18}", connection)
        else None,
        refresh_mode=RefreshMode(mode)
        if mode in set(RefreshMode)
        else RefreshMode.BEFORE_EXPIRY,
        method=_method(form.get("method", "")),
        url=form.get("url", "").strip(),
        params=tuple(_rows(form, "param")),
        headers=tuple(_rows(form, "header")),
        auth=_auth(form),
        body_kind=_one_of(BODIES, form.get("body", "")),
        fields=tuple(_rows(form, "field")),
        text=form.get("text", "").replace("\r\n", "\n"),
        content_type=form.get("content_type", "").strip(),
        collection=form.get("collection", ""),
        company_name=form.get("company_name", "").strip(),
        shows_secrets="shows_secrets" in form,
    )


def form_of(request: PlaygroundRequest, like: BuilderForm) -> BuilderForm:
    """Return a request as the form shows it, with the choices of another form."""
    plain = BuilderForm(
        environment=like.environment,
        connection_id=like.connection_id,
        collection=like.collection,
        refresh_mode=like.refresh_mode,
        method=request.method,
        url=request.url,
        params=request.params,
        headers=request.headers,
        auth=request.auth,
    )
    match request.body:
        case FormBody(fields):
            return replace(plain, body_kind="form", fields=fields)
        case JsonBody(text):
            return replace(plain, body_kind="json", text=text)
        case RawBody(text, content_type):
            return replace(plain, body_kind="raw", text=text, content_type=content_type)
        case NoBody():
            return plain


def kind_of(auth: Auth) -> str:
    """Return the choice that makes these credentials."""
    match auth:
        case NoAuth():
            return "none"
        case BearerOfConnection():
            return "bearer"
        case BasicOfKeyPair():
            return "basic"
        case CustomAuth():
            return "custom"
        case CustomBasic():
            return "typed-basic"


def _method(typed: str) -> str:
    method = typed.strip()
    # A method is spelled in capitals, and typed as it comes. Any other word is left alone.
    return method.upper() if method.upper() in METHODS else method or "GET"


def _rows(form: MultiDict[str, str], of: str) -> Iterator[Entry]:
    found = {
        int(match[2])
        for key in form
        if (match := _ROW.fullmatch(key)) is not None and match[1] == of
    }
    for number in sorted(found)[:MOST_ROWS]:
        row = f"{of}-{number}"
        name, value = form.get(f"{row}-name", ""), form.get(f"{row}-value", "")
        if name.strip() or value:
            yield Entry(name.strip(), value, enabled=f"{row}-on" in form)


def _auth(form: MultiDict[str, str]) -> Auth:
    match form.get("auth", ""):
        case "bearer":
            return BearerOfConnection()
        case "basic":
            return BasicOfKeyPair()
        case "custom":
            return CustomAuth(Secret(form.get("authorization", "").strip()))
        case "typed-basic":
            password = Secret(form.get("password", ""))
            return CustomBasic(form.get("username", ""), password)
        case _:
            return NoAuth()


def _one_of(choices: tuple[str, ...], chosen: str) -> str:
    return chosen if chosen in choices else choices[0]
