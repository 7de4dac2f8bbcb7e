"""A collection as it is drawn: folders, requests, and where each of them leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import url_for
from werkzeug.exceptions import NotFound

from grantlab.playground.collection import Collection, Folder, SavedRequest
from grantlab.playground.editing import Items, Path, find_item, search
from grantlab.playground.hiding import hide_in_text, hide_in_url

TOP: Final = "top"
"""How a form says the top of a collection, where a folder would be named."""

_PATH: Final = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,30}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeItem:
    """One folder or request of a collection."""

    path: str
    name: str
    method: str
    """Empty for a folder."""

    url: str
    """Without secrets; empty for a folder."""

    href: str
    """A request is opened to be sent, a folder to be looked at."""

    edit_href: str
    items: "tuple[TreeItem, ...]" = ()

    @property
    def is_folder(self) -> bool:
        """Whether it holds others."""
        return not self.method


@dataclass(frozen=True, slots=True)
class Target:
    """A place into which something can be put."""

    value: str
    label: str


def draw_tree(handle: str, collection: Collection) -> tuple[TreeItem, ...]:
    """Return what is in a collection, in order."""
    return _draw(_hrefs(handle), collection.items, ())


def draw_hits(handle: str, collection: Collection, words: str) -> tuple[TreeItem, ...]:
    """Return the requests in which the words stand."""
    hrefs = _hrefs(handle)
    return tuple(
        _item(hrefs, find_item(collection, path), path)
        for path in search(collection, words)
    )


def draw_item(handle: str, collection: Collection, path: Path) -> TreeItem:
    """Return one item with what is in it.

    Raises:
        UnknownItemError: there is none at this path.
    """
    return _item(_hrefs(handle), find_item(collection, path), path)


def folder_targets(
    collection: Collection, *, without: Path | None = None
) -> tuple[Target, ...]:
    """Return the top and every folder, but for one and what is in it."""
    return (Target(TOP, "(at the top)"), *_targets(collection.items, (), (), without))


def read_path(text: str) -> Path:
    """Return the path that an address or a button names.

    Raises:
        NotFound: it is none.
    """
    if not _PATH.fullmatch(text):
        raise NotFound
    return tuple(map(int, text.split(".")))


def read_target(text: str) -> Path:
    """Return the folder that a form names; the top is the empty path."""
    return () if text in {"", TOP} else read_path(text)


def write_path(path: Path) -> str:
    """Return a path as addresses have it: ``0.2``."""
    return ".".join(map(str, path))


@dataclass(frozen=True, slots=True)
class _Hrefs:
    """What the addresses of a collection's items begin with."""

    edit: str
    open: str


def _hrefs(handle: str) -> _Hrefs:
    # Once for a collection: hundreds of items would ask the router hundreds of times.
    shown = url_for("playground.show_collection", handle=handle)
    return _Hrefs(f"{shown}/items/", f"{url_for('playground.index')}?saved={handle}.")


def _draw(hrefs: _Hrefs, items: Items, folder: Path) -> tuple[TreeItem, ...]:
    return tuple(
        _item(hrefs, item, (*folder, number)) for number, item in enumerate(items)
    )


def _item(hrefs: _Hrefs, item: Folder | SavedRequest, path: Path) -> TreeItem:
    written = write_path(path)
    edit = hrefs.edit + written
    if isinstance(item, Folder):
        return TreeItem(
            path=written,
            name=item.name,
            method="",
            url="",
            href=edit,
            edit_href=edit,
            items=_draw(hrefs, item.items, path),
        )
    return TreeItem(
        path=written,
        name=item.name,
        method=hide_in_text(item.request.method)[:16] or "GET",
        url=hide_in_url(item.request.url),
        href=hrefs.open + written,
        edit_href=edit,
    )


def _targets(
    items: Items, folder: Path, names: tuple[str, ...], without: Path | None
) -> Iterator[Target]:
    for number, item in enumerate(items):
        path = (*folder, number)
        if isinstance(item, Folder) and path != without:
            inner = (*names, item.name)
            yield Target(write_path(path), " / ".join(inner))
            yield from _targets(item.items, path, inner, without)
