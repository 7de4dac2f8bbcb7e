"""Adding to a collection, and putting it in order."""

import pytest

from grantlab.playground.collection import Collection, Folder, SavedRequest
from grantlab.playground.editing import (
    UnknownItemError,
    add_item,
    duplicate_item,
    find_item,
    move_item,
    remove_item,
    replace_item,
    search,
)
from grantlab.playground.request import PlaygroundRequest


def saved(name: str, url: str = "https://h/") -> SavedRequest:
    return SavedRequest(name, PlaygroundRequest(url=url))


A, B, C = saved("a"), saved("b", "https://h/revoke"), saved("c")
COLLECTION = Collection("mine", (Folder("first", (A, B)), C))


def names(collection: Collection) -> list[str]:
    return [one.name for one in collection.requests()]


def test_an_item_is_found_where_it_is() -> None:
    assert find_item(COLLECTION, (0, 1)) == B
    assert find_item(COLLECTION, (1,)) == C


def test_items_come_and_go_and_the_old_collection_stays() -> None:
    assert names(add_item(COLLECTION, saved("d"), folder=(0,))) == ["a", "b", "d", "c"]
    assert names(add_item(COLLECTION, saved("d"))) == ["a", "b", "c", "d"]
    assert names(replace_item(COLLECTION, (0, 0), saved("z"))) == ["z", "b", "c"]
    assert names(remove_item(COLLECTION, (0, 0))) == ["b", "c"]
    assert names(remove_item(COLLECTION, (0,))) == ["c"]
    assert names(COLLECTION) == ["a", "b", "c"]


def test_a_copy_stands_behind_what_it_was_made_of() -> None:
    assert names(duplicate_item(COLLECTION, (0, 0))) == ["a", "a (copy)", "b", "c"]
    folders = duplicate_item(COLLECTION, (0,)).items
    assert [item.name for item in folders] == ["first", "first (copy)", "c"]


def test_an_item_goes_up_and_down_and_stays_at_the_ends() -> None:
    assert names(move_item(COLLECTION, (0, 1), by=-1)) == ["b", "a", "c"]
    assert names(move_item(COLLECTION, (0,), by=1)) == ["c", "a", "b"]
    assert move_item(COLLECTION, (1,), by=1) == COLLECTION
    assert move_item(COLLECTION, (0, 0), by=-1) == COLLECTION


@pytest.mark.parametrize("path", [(), (7,), (-1,), (1, 0), (0, 2), (0, 0, 0)])
def test_what_is_not_there_is_said_to_be_so(path: tuple[int, ...]) -> None:
    with pytest.raises(UnknownItemError, match="there is no item"):
        find_item(COLLECTION, path)
    with pytest.raises(UnknownItemError):
        remove_item(COLLECTION, path)


def test_a_search_looks_into_folders_names_and_addresses() -> None:
    assert search(COLLECTION, "REVOKE first") == ((0, 1),)
    assert search(COLLECTION, "get") == ((0, 0), (0, 1), (1,))
    assert search(COLLECTION, "nothing") == ()
