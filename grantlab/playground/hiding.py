"""A request, an answer or a collection without its secrets: ``{{placeholders}}`` instead.

What leaves this machine passes here. A value is a secret by the name that carries it, or
by its shape wherever it stands. A placeholder that was typed stays as it is.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final
from urllib.parse import unquote_plus

from grantlab.playground.collection import Collection, Folder, SavedRequest
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
from grantlab.playground.sent_request import Answer, SentRequest
from grantlab.playground.variables import Variable, VariableSet, names_in
from grantlab.protocol.secret import Secret
from grantlab.protocol.shapes import Kind, replace_recognised

SECRET_NAMES: Final = frozenset(
    {
        "access_token",
        "assertion",
        "authorization",
        "client_assertion",
        "client_secret",
        "code",
        "code_verifier",
        "cookie",
        "id_token",
        "id_token_hint",
        "nonce",
        "passwd",
        "password",
        "proxy_authorization",
        "refresh_token",
        "set_cookie",
        "state",
        "token",
    }
)
"""Names, of parameters, members, headers and variables, that carry a secret."""

_SECRET_ENDINGS: Final = ("api_key", "apikey", "secret", "password", "_token", "passwd")
_HARMLESS: Final = frozenset({"csrf_token", "page_token", "sync_token", "next_token"})
_HARMLESS_AS_MEMBERS: Final = frozenset({"code", "state"})
"""A fault has a code and an address a state; theirs are no secrets unless they look it."""

_SHAPE_NAMES: Final = {
    Kind.ACCESS_REFERENCE: "access_reference",
    Kind.OCTETS_32: "value",
}

_MEMBER = re.compile(
    r'(?P<before>"(?P<name>[\w-]{1,60})"\s{0,20}:\s{0,20})"(?P<value>(?:[^"\\]|\\.)*)"'
)
_PARAMETER = re.compile(r"(?<![^&?#\s])(?P<name>[^=&?#\s]++)=(?P<value>[^&#\s]*)")
_USERINFO = re.compile(r"(?<=://)[^/?#@\s]+@")


def is_secret_name(name: str) -> bool:
    """Whether what stands under this name is a secret."""
    plain = _plain_name(name)
    return plain in SECRET_NAMES or (
        plain.endswith(_SECRET_ENDINGS) and plain not in _HARMLESS
    )


def is_secret(name: str, value: str) -> bool:
    """Whether a value is a secret, by the name it stands under or by its shape."""
    return is_secret_name(name) or hide_in_text(value) != value


def hide_in_request(request: PlaygroundRequest) -> PlaygroundRequest:
    """Return the request as it may be shown, shared and exported."""
    return replace(
        request,
        method=hide_in_text(request.method),
        url=hide_in_url(request.url),
        params=hide_in_entries(request.params),
        headers=hide_in_entries(request.headers),
        auth=_hide_in_auth(request.auth),
        body=_hide_in_body(request.body),
    )


def hide_in_collection(collection: Collection) -> Collection:
    """Return the collection as it may be exported."""
    return Collection(
        name=hide_in_text(collection.name),
        items=_hide_in_items(collection.items),
        description=hide_in_text(collection.description),
        variables=tuple(_hide_in_variable(one) for one in collection.variables),
    )


def hide_in_variables(variables: VariableSet) -> VariableSet:
    """Return the set with its names, and without the values that are secret."""
    return replace(
        variables,
        variables=tuple(_hide_in_variable(one) for one in variables.variables),
    )


def hide_in_sent(sent: SentRequest) -> SentRequest:
    """Return a request and its answer as they may be exported."""
    answer = sent.answer
    return replace(
        sent,
        request=hide_in_request(sent.request),
        answer=None if answer is None else _hide_in_answer(answer),
    )


def hide_in_entries(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the rows, what is switched off included."""
    return tuple(
        replace(
            entry,
            name=hide_in_text(entry.name),
            value=hide_value(entry.name, entry.value),
            description=hide_in_text(entry.description),
        )
        for entry in entries
    )


def hide_value(name: str, value: str) -> str:
    """Return a value, or a placeholder of its name where the name says it is a secret."""
    if value and is_secret_name(name) and not names_in(value):
        return f"{{{{{_plain_name(name)}}}}}"
    return hide_in_text(value)


def hide_in_url(url: str) -> str:
    """Return an address: no name and password before the host, no secret in its query."""
    without_userinfo = _USERINFO.sub("", url)
    address, mark, query = without_userinfo.partition("?")
    return hide_in_text(address) + mark + _hide_in_parameters(query)


def hide_in_body(text: str) -> str:
    """Return a body of any kind: members and parameters by name, all else by shape."""
    if text.lstrip().startswith(("{", "[")):
        return hide_in_text(_MEMBER.sub(_hide_member, text))
    if "=" in text and not re.search(r"[\s<]", text.strip()):
        return _hide_in_parameters(text)
    return hide_in_text(text)


def hide_in_text(text: str) -> str:
    """Return the text with a placeholder for every value that has the shape of a secret."""
    return replace_recognised(
        text, lambda _value, kind: f"{{{{{_SHAPE_NAMES.get(kind, kind.value)}}}}}"
    )


def _hide_in_items(
    items: tuple[Folder | SavedRequest, ...],
) -> tuple[Folder | SavedRequest, ...]:
    return tuple(_hide_in_item(item) for item in items)


def _hide_in_item(item: Folder | SavedRequest) -> Folder | SavedRequest:
    name, description = hide_in_text(item.name), hide_in_text(item.description)
    if isinstance(item, Folder):
        return Folder(name, _hide_in_items(item.items), description)
    return SavedRequest(name, hide_in_request(item.request), description)


def _hide_in_variable(variable: Variable) -> Variable:
    secret = variable.secret or is_secret_name(variable.name)
    return replace(
        variable,
        value="" if secret else hide_in_text(variable.value),
        secret=secret,
        description=hide_in_text(variable.description),
    )


def _hide_in_auth(auth: Auth) -> Auth:
    match auth:
        case CustomAuth(value):
            return _hide_in_authorization(value.reveal())
        case CustomBasic(username, password):
            if names_in(password.reveal()):
                return auth
            return CustomBasic(hide_in_text(username), Secret("{{password}}"))
        case NoAuth() | BearerOfConnection() | BasicOfKeyPair():
            return auth


def _hide_in_authorization(value: str) -> Auth:
    if names_in(value):
        return CustomAuth(Secret(hide_in_text(value)))
    match value.partition(" ")[0].lower():
        case "bearer":
            return BearerOfConnection()
        case "basic":
            return BasicOfKeyPair()
        case _:
            return CustomAuth(Secret("{{authorization}}"))


def _hide_in_body(body: Body) -> Body:
    match body:
        case NoBody():
            return body
        case FormBody(fields):
            return FormBody(hide_in_entries(fields))
        case JsonBody(text):
            return JsonBody(hide_in_body(text))
        case RawBody(text, content_type):
            return RawBody(hide_in_body(text), content_type)


def _hide_in_answer(answer: Answer) -> Answer:
    return replace(
        answer,
        headers=tuple(
            (
                name,
                hide_in_url(value)
                if name.lower() == "location"
                else hide_value(name, value),
            )
            for name, value in answer.headers
        ),
        body=hide_in_body(answer.body),
    )


def _hide_member(match: "re.Match[str]") -> str:
    name, value = match["name"], match["value"]
    hidden = hide_value(name, value) if _is_secret_member(name) else hide_in_text(value)
    return f'{match["before"]}"{hidden}"'


@lru_cache(maxsize=1024)
def _is_secret_member(name: str) -> bool:
    """Whether a member is a secret by its name; a long list says the same few very often."""
    return _plain_name(name) not in _HARMLESS_AS_MEMBERS and is_secret_name(name)


def _hide_in_parameters(text: str) -> str:
    def hide(match: "re.Match[str]") -> str:
        value = unquote_plus(match["value"])
        hidden = hide_value(unquote_plus(match["name"]), value)
        return match[0] if hidden == value else f"{match['name']}={hidden}"

    return hide_in_text(_PARAMETER.sub(hide, text))


def _plain_name(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return re.sub(r"\W+", "_", spaced).strip("_").lower()
