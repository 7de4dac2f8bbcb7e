"""A request put into one of people's own collections, wherever it comes from."""

from typing import Final

from blueprints.playground.tree import Target, folder_targets, read_target
from blueprints.services import Services
from grantlab.playground.collection import Collection, SavedRequest
from grantlab.playground.editing import add_item
from grantlab.playground.hiding import hide_in_text, hide_in_url
from grantlab.playground.request import PlaygroundRequest

NEW: Final = "new"
"""The place that is a collection to be begun."""

NAME_OF_NEW: Final = "My requests"
LONGEST_NAME: Final = 80
"""Characters of a name that nobody typed."""


def save_targets(parts: Services) -> tuple[Target, ...]:
    """Return every folder of people's own collections, and a new collection.

    Their values are what ``save_into`` takes.
    """
    kept = parts.playground_collections
    targets = tuple(
        Target(f"{one.handle}/{target.value}", f"{one.name}: {target.label}")
        for one in kept.all()
        if not one.is_shipped
        for target in folder_targets(kept.get(one.handle).collection)
    )
    return (*targets, Target(NEW, f"a new collection, {NAME_OF_NEW}"))


def name_of(request: PlaygroundRequest) -> str:
    """Return what a request is called until somebody names it: no secret is in it."""
    return f"{hide_in_text(request.method)} {hide_in_url(request.url)}"[:LONGEST_NAME]


def save_into(
    target: str, request: PlaygroundRequest, *, name: str, parts: Services
) -> str:
    """Save a request at the end of a place, and return the handle of its collection.

    Raises:
        NothingKeptError: the collection is gone.
        UnknownItemError: the folder is gone.
        ShippedCollectionError: it comes with Grantlab.
        KeptOtherwiseError: somebody changed it in this very moment.
    """
    kept = parts.playground_collections
    saved = SavedRequest(name or name_of(request), request)
    if target in {"", NEW}:
        return kept.add(Collection(NAME_OF_NEW, (saved,)))
    handle, _, folder = target.partition("/")
    found = kept.get(handle)
    changed = add_item(found.collection, saved, folder=read_target(folder))
    kept.change(handle, changed, version=found.version)
    return handle
