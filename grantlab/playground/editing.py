"""A collection with something added, taken away, copied or moved; the old one stays."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Literal

from grantlab.errors import GrantlabError
from grantlab.playground.collection import Collection, Folder, SavedRequest

Item = Folder | SavedRequest
Items = tuple[Item, ...]
Path = tuple[int, ...]
"""Where an item is: its number in the collection, in the folder there, and so on."""


class UnknownItemError(GrantlabError):
    """A collection was asked for an item that is not there, or is no longer."""

    slug: ClassVar[str] = "unknown-item"

    def __init__(self, path: Path) -> None:
        where = ".".join(str(number) for number in path) or "the top"
        super().__init__(f"there is no item {where} in this collection")


def find_item(collection: Collection, path: Path) -> Item:
    """Return the item at a path.

    Raises:
        UnknownItemError: there is none.
    """
    *folders, last = path or (-1,)
    items = collection.items
    for depth, number in enumerate(folders, start=1):
        items = _folder(items, number, path[:depth]).items
    return items[_checked(items, last, path)]


def add_item(collection: Collection, item: Item, *, folder: Path = ()) -> Collection:
    """Return the collection with an item at the end of a folder, or of the top."""
    return _changed(collection, folder, lambda items: (*items, item))


def replace_item(collection: Collection, path: Path, item: Item) -> Collection:
    """Return the collection with another item in the place of one."""
    return _spliced(collection, path, lambda _old: (item,))


def remove_item(collection: Collection, path: Path) -> Collection:
    """Return the collection without an item."""
    return _spliced(collection, path, lambda _old: ())


def duplicate_item(collection: Collection, path: Path) -> Collection:
    """Return the collection with a copy behind an item."""
    return _spliced(
        collection, path, lambda old: (old, replace(old, name=f"{old.name} (copy)"))
    )


def move_item(collection: Collection, path: Path, *, by: Literal[-1, 1]) -> Collection:
    """Return the collection with an item one place up or down; at the end it stays."""
    find_item(collection, path)
    *folder, here = path
    there = here + by

    def swap(items: Items) -> Items:
        if not 0 <= there < len(items):
            return items
        moved = list(items)
        moved[here], moved[there] = moved[there], moved[here]
        return tuple(moved)

    return _changed(collection, tuple(folder), swap)


def search(collection: Collection, words: str) -> tuple[Path, ...]:
    """Return the paths of the requests in which every word stands, in any case."""
    wanted = words.casefold().split()
    return tuple(
        path
        for path, saved, folders in _walk(collection.items)
        if all(word in _told(saved, folders) for word in wanted)
    )


def _told(saved: SavedRequest, folders: tuple[str, ...]) -> str:
    request = saved.request
    told = (*folders, saved.name, saved.description, request.method, request.url)
    return "\n".join(told).casefold()


def _walk(
    items: Items, path: Path = (), folders: tuple[str, ...] = ()
) -> list[tuple[Path, SavedRequest, tuple[str, ...]]]:
    found: list[tuple[Path, SavedRequest, tuple[str, ...]]] = []
    for number, item in enumerate(items):
        if isinstance(item, Folder):
            found += _walk(item.items, (*path, number), (*folders, item.name))
        else:
            found.append(((*path, number), item, folders))
    return found


def _spliced(
    collection: Collection, path: Path, change: Callable[[Item], Items]
) -> Collection:
    old = find_item(collection, path)
    *folder, last = path
    return _changed(
        collection,
        tuple(folder),
        lambda items: (*items[:last], *change(old), *items[last + 1 :]),
    )


def _changed(
    collection: Collection, folder: Path, change: Callable[[Items], Items]
) -> Collection:
    def descend(items: Items, depth: int) -> Items:
        if depth == len(folder):
            return change(items)
        number = folder[depth]
        inner = _folder(items, number, folder[: depth + 1])
        changed = replace(inner, items=descend(inner.items, depth + 1))
        return (*items[:number], changed, *items[number + 1 :])

    return replace(collection, items=descend(collection.items, 0))


def _folder(items: Items, number: int, path: Path) -> Folder:
    item = items[_checked(items, number, path)]
    if not isinstance(item, Folder):
        raise UnknownItemError(path)
    return item


def _checked(items: Items, number: int, path: Path) -> int:
    if not 0 <= number < len(items):
        raise UnknownItemError(path)
    return number
