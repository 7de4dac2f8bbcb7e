"""A request that was kept or sent, opened again by the address of the page that sends."""

from collections.abc import Mapping

from flask import url_for
from werkzeug.exceptions import NotFound

from blueprints.playground.tree import read_path
from blueprints.services import Services
from grantlab.playground.collection import SavedRequest
from grantlab.playground.editing import find_item
from grantlab.playground.request import PlaygroundRequest


def find_opened(args: Mapping[str, str], parts: Services) -> PlaygroundRequest | None:
    """Return the request that ``?saved=`` or ``?sent=`` names.

    ``None`` where the address names none.

    Raises:
        NothingKeptError: there is no such collection, or nothing was sent under that number.
        UnknownItemError: the collection has no such item.
        NotFound: what is named is not a request.
    """
    if args.get("sent"):
        number = args["sent"]
        if not (number.isascii() and number.isdecimal() and len(number) < 19):  # noqa: PLR2004 -- what a row's number can be
            raise NotFound
        return parts.playground_history.get(int(number)).sent.request
    if not args.get("saved"):
        return None
    handle, _, path = args["saved"].partition(".")
    collection = parts.playground_collections.get(handle).collection
    item = find_item(collection, read_path(path))
    if not isinstance(item, SavedRequest):
        raise NotFound
    return item.request


def sent_href(number: int) -> str:
    """Return where a request that was sent is opened to be sent again."""
    return url_for("playground.index", sent=number)
