"""Postman's collections, v2.1, as ours.

What is whole comes in; what is not known, broken or not done here is listed by its path.

Source: Postman's published schema of the format, collection/v2.1.0.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_plus

from grantlab.formats.errors import ImportedFileError
from grantlab.formats.json_reading import Node, Skipped, read_file
from grantlab.formats.postman_auth import read_auth
from grantlab.playground.collection import Collection, Folder, SavedRequest
from grantlab.playground.hiding import hide_in_url, is_secret
from grantlab.playground.request import (
    JSON,
    Auth,
    Body,
    Entry,
    FormBody,
    JsonBody,
    NoAuth,
    NoBody,
    PlaygroundRequest,
    RawBody,
    essence_of,
    without_implied,
)
from grantlab.playground.variables import Variable

DEEPEST = 20
"""Folders within folders."""

MOST_REQUESTS: Final = 5000
_OWN: Final = ("_postman_id", "_exporter_id", "_collection_link", "id", "uid", "owner")
"""Postman's own bookkeeping, which nobody misses."""

_BROKEN: Final = "it is neither a request nor a folder"
_SCRIPT: Final = "scripts are not run here, so it was left out"
_CONTENT_TYPES: Final = {
    "xml": "application/xml",
    "html": "text/html",
    "javascript": "application/javascript",
    "text": "text/plain",
}
"""What Postman sends for the languages of a raw body."""


@dataclass(frozen=True, slots=True)
class CollectionReading:
    """A collection, and what of the file is not in it."""

    collection: Collection
    skipped: tuple[Skipped, ...]


def read_collection(text: str) -> CollectionReading:
    """Read a collection, v2.1 or v2.0.

    Raises:
        ImportedFileError: it is no collection; the message says what it lacks.
    """
    root = read_file(text, kind="a Postman collection")
    info = root.node("info")
    if info is None or "item" not in root.members:
        raise ImportedFileError(_what_else(root))
    if "/v1." in info.text("schema"):
        raise ImportedFileError("this is a collection v1; Postman exports it as v2.1")
    reader = _Reader()
    auth = reader.auth(root, inherited=NoAuth())
    collection = Collection(
        name=info.text("name") or "Collection without a name",
        items=reader.items(root, auth, depth=1),
        description=read_description(info),
        variables=tuple(_variables(root)),
    )
    info.skip_others("name", "description", "schema", "version", "updatedAt", *_OWN)
    reader.skip_known(root)
    root.skip_others("info", "item", "variable", "auth", *_SKIPPED_KNOWN, *_OWN)
    return CollectionReading(collection, tuple(root.finds.skipped))


def read_description(node: Node) -> str:
    """Return a description, which is a text or an object that has one."""
    value = node.members.get("description")
    if isinstance(value, dict):
        inner = value.get("content")
        return inner if isinstance(inner, str) else ""
    return value if isinstance(value, str) else ""


def _what_else(root: Node) -> str:
    if "log" in root.members:
        return "this is a HAR file and no Postman collection"
    if "values" in root.members:
        return "this is a Postman environment and no collection"
    if "requests" in root.members:
        return "this is a collection v1; Postman exports it as v2.1"
    if "openapi" in root.members or "swagger" in root.members:
        return "this is an OpenAPI document; Postman turns it into a collection"
    return "this JSON has no info and no item, so it is no Postman collection"


_SKIPPED_KNOWN: Final = ("event", "protocolProfileBehavior", "response")


class _Reader:
    """Reads items, and counts them."""

    def __init__(self) -> None:
        self._requests = 0

    def items(
        self, parent: Node, auth: Auth, *, depth: int
    ) -> tuple[Folder | SavedRequest, ...]:
        read = (self._item(node, auth, depth=depth) for node in parent.nodes("item"))
        return tuple(item for item in read if item is not None)

    def auth(self, node: Node, *, inherited: Auth) -> Auth:
        """Return the node's own auth, or what it inherits."""
        if node.members.get("auth") is None:
            return inherited
        found = node.node("auth")
        return NoAuth() if found is None else read_auth(found)

    def skip_known(self, node: Node) -> None:
        """Note what is understood, and not done here."""
        for event in node.nodes("event"):
            if not _is_empty_script(event.members.get("script")):
                event.finds.skip(event.path, _SCRIPT)
        if node.members.get("response"):
            node.skip("response", "saved examples are not kept here")
        if node.members.get("protocolProfileBehavior"):
            node.skip("protocolProfileBehavior", "it is not followed here")

    def _item(
        self, node: Node, auth: Auth, *, depth: int
    ) -> Folder | SavedRequest | None:
        if "item" in node.members:
            return self._folder(node, auth, depth=depth)
        if "request" not in node.members:
            node.finds.skip(node.path, _BROKEN)
            return None
        self._requests += 1
        if self._requests > MOST_REQUESTS:
            if self._requests == MOST_REQUESTS + 1:
                node.finds.skip(node.path, f"only {MOST_REQUESTS} requests are taken")
            return None
        request = self._request(node, auth)
        self.skip_known(node)
        node.skip_others(
            "name", "description", "request", "variable", *_SKIPPED_KNOWN, *_OWN
        )
        if request is None:
            return None
        return SavedRequest(
            name=node.text("name")
            or f"{request.method} {hide_in_url(request.url)}"[:80],
            request=request,
            description=_request_description(node),
        )

    def _folder(self, node: Node, auth: Auth, *, depth: int) -> Folder | None:
        if depth >= DEEPEST:
            node.finds.skip(node.path, f"folders go {DEEPEST} deep here")
            return None
        self.skip_known(node)
        node.skip_others(
            "name", "description", "item", "auth", "variable", *_SKIPPED_KNOWN, *_OWN
        )
        if node.members.get("variable"):
            node.skip("variable", "a folder has no variables here")
        return Folder(
            name=node.text("name") or "Folder without a name",
            items=self.items(node, self.auth(node, inherited=auth), depth=depth + 1),
            description=read_description(node),
        )

    def _request(self, item: Node, auth: Auth) -> PlaygroundRequest | None:
        value = item.members["request"]
        if isinstance(value, str):
            return PlaygroundRequest(url=value, auth=auth)
        node = item.node("request")
        if node is None:
            return None
        url, params = _read_url(node)
        headers = _headers(node)
        body = _read_body(node, headers)
        request = PlaygroundRequest(
            method=node.text("method").strip() or "GET",
            url=url,
            params=params,
            headers=without_implied(headers, body),
            auth=self.auth(node, inherited=auth),
            body=body,
        )
        node.skip_others(
            "method", "url", "header", "auth", "body", "description",
            why="it is not followed here",
        )  # fmt: skip
        return request


def _is_empty_script(script: object) -> bool:
    """Whether it is a script without a line in it, which Postman leaves behind."""
    if not isinstance(script, dict):
        return False
    match script.get("exec"):
        case list(lines):
            return not any(lines)
        case lines:
            return not lines


def _request_description(item: Node) -> str:
    request = item.members.get("request")
    if isinstance(request, dict):
        inner = read_description(Node(request, item.at("request"), item.finds))
        if inner:
            return inner
    return read_description(item)


def _read_url(request: Node) -> tuple[str, tuple[Entry, ...]]:
    value = request.members.get("url")
    if isinstance(value, str):
        return value, ()
    node = request.node("url")
    if node is None:
        if value is None:
            request.skip("url", "an address is missing")
        return "", ()
    address = _filled_path(node, node.text("raw") or _put_together(node))
    if "query" not in node.members:
        return address, ()
    params = tuple(
        Entry(
            unquote_plus(entry.text("key")),
            unquote_plus(entry.text("value")),
            enabled=not entry.is_true("disabled"),
            description=read_description(entry),
        )
        for entry in node.nodes("query")
    )
    head, hash_sign, fragment = address.partition("#")
    return head.partition("?")[0] + hash_sign + fragment, params


def _put_together(node: Node) -> str:
    protocol = node.text("protocol")
    host = _joined(node.members.get("host"), ".")
    port, path = node.text("port"), _joined(node.members.get("path"), "/")
    address = f"{protocol}://{host}" if protocol else host
    return f"{address}{f':{port}' if port else ''}{f'/{path}' if path else ''}"


def _joined(value: object, joint: str) -> str:
    if isinstance(value, list):
        return joint.join(
            str(part.get("value", "")) if isinstance(part, dict) else str(part)
            for part in value
        )
    return value if isinstance(value, str) else ""


def _filled_path(node: Node, address: str) -> str:
    """Write the values of ``:name`` in the path, longest names first."""
    variables = sorted(
        ((one.text("key"), one.text("value")) for one in node.nodes("variable")),
        key=lambda pair: -len(pair[0]),
    )
    for name, value in variables:
        if name:
            address = address.replace(f"/:{name}", f"/{value or f'{{{{{name}}}}}'}")
    return address


def _headers(request: Node) -> tuple[Entry, ...]:
    value = request.members.get("header")
    if isinstance(value, str):
        # As v2.0 may have them: lines of text.
        pairs = (line.partition(":") for line in value.splitlines() if ":" in line)
        return tuple(Entry(name.strip(), text.strip()) for name, _, text in pairs)
    return _entries(request, "header")


def _entries(node: Node, name: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            entry.text("key"),
            entry.text("value"),
            enabled=not entry.is_true("disabled"),
            description=read_description(entry),
        )
        for entry in node.nodes(name)
    )


def _read_body(request: Node, headers: tuple[Entry, ...]) -> Body:
    node = request.node("body") if request.members.get("body") else None
    if node is None:
        return NoBody()
    mode = node.text("mode")
    if node.is_true("disabled"):
        request.skip("body", "it is switched off, so it was left out")
        return NoBody()
    match mode:
        case "raw":
            return _raw_body(node, headers)
        case "urlencoded":
            return FormBody(_entries(node, "urlencoded"))
        case "" | "none":
            return NoBody()
        case _:
            request.skip(
                "body", f"a body of the mode {mode[:20]} is not sent from here"
            )
            return NoBody()


def _raw_body(node: Node, headers: tuple[Entry, ...]) -> Body:
    text = node.text("raw")
    if not text:
        return NoBody()
    options = node.node("options")
    raw = None if options is None else options.node("raw")
    language = "" if raw is None else raw.text("language")
    written = next(
        (item.value for item in headers if item.name.lower() == "content-type"), ""
    )
    is_json = essence_of(written) == JSON if written else language == "json"
    if is_json:
        return JsonBody(text)
    return RawBody(text, written or _CONTENT_TYPES.get(language, ""))


def _variables(root: Node) -> list[Variable]:
    return [
        Variable(
            name=node.text("key") or node.text("id"),
            value=node.text("value"),
            enabled=not node.is_true("disabled"),
            secret=node.text("type") == "secret"
            or is_secret(node.text("key"), node.text("value")),
            description=read_description(node),
        )
        for node in root.nodes("variable")
        if node.members.get("key") or node.members.get("id")
    ]
