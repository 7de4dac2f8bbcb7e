"""Credentials as Postman writes them."""

from typing import Final

from grantlab.formats.json_reading import Node
from grantlab.playground.request import (
    Auth,
    BasicOfKeyPair,
    BearerOfConnection,
    CustomAuth,
    CustomBasic,
    NoAuth,
    read_authorization,
    read_basic,
)
from grantlab.protocol.secret import Secret

ACCESS_TOKEN: Final = "{{access_token}}"  # noqa: S105 -- a variable's name
CLIENT_ID: Final = "{{client_id}}"
CLIENT_SECRET: Final = "{{client_secret}}"  # noqa: S105 -- a variable's name


def read_auth(node: Node) -> Auth:
    """Return what a request is sent with; what is not known is sent without."""
    kind = node.text("type")
    match kind:
        case "noauth":
            return NoAuth()
        case "bearer":
            return read_authorization(f"Bearer {_find(node, 'bearer', 'token')}")
        case "basic":
            return read_basic(
                _find(node, "basic", "username"), _find(node, "basic", "password")
            )
        case "oauth2":
            return _oauth2(node)
        case "apikey" if _find(node, "apikey", "key").lower() == "authorization":
            return CustomAuth(Secret(_find(node, "apikey", "value")))
        case _:
            why = f"the type {kind[:20] or '(none)'} is not known here; it is sent without"
            node.finds.skip(node.path, why)
            return NoAuth()


def write_auth(auth: Auth) -> dict[str, object] | None:
    """Return the member ``auth``; ``None`` where the value goes as a header of its own."""
    match auth:
        case NoAuth():
            return {"type": "noauth"}
        case BearerOfConnection():
            return _written("bearer", token=ACCESS_TOKEN)
        case BasicOfKeyPair():
            return _written("basic", username=CLIENT_ID, password=CLIENT_SECRET)
        case CustomBasic(username, password):
            return _written("basic", username=username, password=password.reveal())
        case CustomAuth(value):
            scheme, _, token = value.reveal().partition(" ")
            if scheme == "Bearer" and token:
                return _written("bearer", token=token)
            return _written(
                "apikey", key="Authorization", value=value.reveal(), **{"in": "header"}
            )


def _written(kind: str, **members: str) -> dict[str, object]:
    return {
        "type": kind,
        kind: [
            {"key": name, "value": value, "type": "string"}
            for name, value in members.items()
        ],
    }


def _oauth2(node: Node) -> Auth:
    """Take the token of a connection in place of the one that Postman would get."""
    token = _find(node, "oauth2", "accessToken")
    if token and token != ACCESS_TOKEN:
        return CustomAuth(Secret(f"Bearer {token}"))
    node.finds.skip(
        node.path, "in place of Postman's token that of the chosen connection is sent"
    )
    return BearerOfConnection()


def _find(node: Node, kind: str, name: str) -> str:
    """Return a member of the credentials: v2.1 has a list of them, v2.0 an object."""
    members = node.members.get(kind)
    if isinstance(members, dict):
        value = members.get(name)
        return value if isinstance(value, str) else ""
    return next(
        (one.text("value") for one in node.nodes(kind) if one.text("key") == name), ""
    )
