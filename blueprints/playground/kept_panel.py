"""What is kept, as the left column shows it: one collection, or what a search found."""

from collections.abc import Mapping
from dataclasses import dataclass

from blueprints.playground.tree import TreeItem, draw_hits, draw_tree
from blueprints.services import Services
from grantlab.store.playground_collections import SHIPPED, CollectionOutline


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPanel:
    """The column; the page that holds it calls it ``kept``."""

    collections: tuple[CollectionOutline, ...]
    shown: str
    """The handle of the collection that is open."""

    query: str
    items: tuple[TreeItem, ...]
    """The tree of that collection; with a query, the requests of it that have the words."""


def view_kept(args: Mapping[str, str], parts: Services) -> KeptPanel:
    """Return the column for the collection that an address chooses.

    ``?collection=`` names it, or ``?saved=`` a request of it; without either it is the
    one of Grantlab.
    """
    outlines = tuple(parts.playground_collections.all())
    named = args.get("collection") or args.get("saved", "").partition(".")[0]
    shown = named if any(it.handle == named for it in outlines) else SHIPPED
    collection = parts.playground_collections.get(shown).collection
    query = " ".join(args.get("q", "")[:200].split())
    return KeptPanel(
        collections=outlines,
        shown=shown,
        query=query,
        items=draw_hits(shown, collection, query)
        if query
        else draw_tree(shown, collection),
    )
