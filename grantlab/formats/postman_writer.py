"""Our collections and variables as Postman's: collection v2.1, and its environments.

Source: Postman's published schema of the format, collection/v2.1.0.
"""

import json
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from grantlab.formats.postman_auth import write_auth
from grantlab.playground.collection import Collection, Folder, SavedRequest
from grantlab.playground.hiding import hide_in_collection, hide_in_variables
from grantlab.playground.request import (
    Body,
    Entry,
    FormBody,
    JsonBody,
    NoBody,
    PlaygroundRequest,
    RawBody,
    content_type_of,
)
from grantlab.playground.variables import Variable, VariableSet

SCHEMA: Final = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

_ADDRESS = re.compile(
    r"(?:(?P<protocol>[A-Za-z][A-Za-z0-9+.-]*)://)?(?P<host>[^/:@\[]+)"
    r"(?::(?P<port>\d+|\{\{[^{}]*\}\}))?(?P<path>/.*)?",
    re.DOTALL,
)
_LANGUAGES: Final = {
    "application/xml": "xml",
    "text/html": "html",
    "application/javascript": "javascript",
    "text/plain": "text",
}


def write_collection(collection: Collection, *, revealed: bool = False) -> str:
    """Return the file; its secrets are placeholders unless they were revealed."""
    if not revealed:
        collection = hide_in_collection(collection)
    written = {
        "info": {"name": collection.name, **_description(collection), "schema": SCHEMA},
        "item": [_item(item) for item in collection.items],
        "variable": [_variable(one) for one in collection.variables],
    }
    return _file(written)


def write_environment(variables: VariableSet, *, revealed: bool = False) -> str:
    """Return variables as an environment; secret ones without their values."""
    if not revealed:
        variables = hide_in_variables(variables)
    values = [
        {
            "key": one.name,
            "value": one.value,
            "type": "secret" if one.secret else "default",
            "enabled": one.enabled,
            **_description(one),
        }
        for one in variables.variables
    ]
    return _file(
        {
            "name": variables.title,
            "values": values,
            "_postman_variable_scope": "environment",
        }
    )


def _file(written: Mapping[str, object]) -> str:
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def _item(item: Folder | SavedRequest) -> dict[str, object]:
    if isinstance(item, Folder):
        inner = [_item(one) for one in item.items]
        return {"name": item.name, **_description(item), "item": inner}
    return {
        "name": item.name,
        "request": {**_request(item.request), **_description(item)},
        "response": [],
    }


def _request(request: PlaygroundRequest) -> dict[str, object]:
    written: dict[str, object] = {
        "method": request.method,
        "auth": write_auth(request.auth),
        "header": [_entry(entry) for entry in _headers(request)],
        "url": _url(request),
    }
    body = _body(request.body)
    return written if body is None else {**written, "body": body}


def _headers(request: PlaygroundRequest) -> tuple[Entry, ...]:
    """Write out what the body says by itself where Postman would say something else."""
    content_type = content_type_of(request.body)
    if isinstance(request.body, NoBody | FormBody) or not content_type:
        return request.headers
    if request.header("content-type") is not None:
        return request.headers
    return (*request.headers, Entry("Content-Type", content_type))


def _url(request: PlaygroundRequest) -> dict[str, object] | str:
    head, hash_sign, fragment = request.url.partition("#")
    address, _, query = head.partition("?")
    added = [
        f"{_marked(entry.name)}={_marked(entry.value)}"
        for entry in request.params
        if entry.enabled
    ]
    sent = "&".join([query, *added] if query else added)
    raw = address + (f"?{sent}" if sent else "") + hash_sign + fragment
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return raw
    host, path = match["host"], match["path"] or ""
    rows = [*_typed_rows(query), *(_entry(it, encoded=True) for it in request.params)]
    written = {
        "raw": raw,
        "protocol": match["protocol"],
        "host": [host] if "{{" in host else host.split("."),
        "port": match["port"],
        "path": path.removeprefix("/").split("/") if path else None,
        "query": rows or None,
        "hash": fragment or None,
    }
    return {name: value for name, value in written.items() if value is not None}


def _typed_rows(query: str) -> list[dict[str, object]]:
    """Return a query that was typed in the address, as it was typed."""
    return [
        {"key": key, "value": value if equals else None}
        for key, equals, value in (part.partition("=") for part in query.split("&"))
        if key or equals
    ]


def _entry(entry: Entry, *, encoded: bool = False) -> dict[str, object]:
    """Write a row; in a query Postman encodes nothing that could have been meant."""
    text = _marked if encoded else str
    written: dict[str, object] = {"key": text(entry.name), "value": text(entry.value)}
    if not entry.enabled:
        written["disabled"] = True
    return {**written, **_description(entry)}


def _marked(text: str) -> str:
    return re.sub(r"[%&#+=]", lambda match: quote(match[0]), text)


def _body(body: Body) -> dict[str, object] | None:
    match body:
        case NoBody():
            return None
        case FormBody(fields):
            return {
                "mode": "urlencoded",
                "urlencoded": [{**_entry(entry), "type": "text"} for entry in fields],
            }
        case JsonBody(text):
            return _raw(text, "json")
        case RawBody(text, content_type):
            if not content_type:
                return {"mode": "raw", "raw": text}
            return _raw(text, _LANGUAGES.get(content_type, "text"))


def _raw(text: str, language: str) -> dict[str, object]:
    return {"mode": "raw", "raw": text, "options": {"raw": {"language": language}}}


def _variable(variable: Variable) -> dict[str, object]:
    # The schema has no type for a secret here; an environment has one.
    written: dict[str, object] = {"key": variable.name, "value": variable.value}
    if not variable.enabled:
        written["disabled"] = True
    return {**written, **_description(variable)}


def _description(
    described: Collection | Folder | SavedRequest | Entry | Variable,
) -> dict[str, object]:
    return {"description": described.description} if described.description else {}
