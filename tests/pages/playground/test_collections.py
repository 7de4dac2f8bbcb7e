"""Collections: the one that comes along, and people's own, put in order by buttons."""

import re

import pytest
from flask import Flask

from blueprints.services import EXTENSION
from grantlab.playground.collection import Collection, Folder
from tests.support.reading import Reading
from tests.support.walking import Walker

HERE = "/playground/collections"


def begin(walker: Walker, name: str = "Mine") -> str:
    """Begin a collection, and return the address of its page."""
    walker.open(HERE)
    walker.press("Begin the collection", name=name)
    return walker.page.request.path


def kept(app: Flask, address: str) -> Collection:
    with app.app_context():
        parts = app.extensions[EXTENSION]
        found: Collection = parts.playground_collections.get(
            address.rpartition("/")[2]
        ).collection
        return found


def names(app: Flask, address: str) -> list[str]:
    return [item.name for item in kept(app, address).items]


def test_the_collection_of_grantlab_is_there_and_offers_no_change(
    walker: Walker,
) -> None:
    walker.open(HERE)
    walker.follow("Grantlab: OAuth 2.0")

    assert "comes with Grantlab, and stays as it is" in walker.words
    assert "Delete this collection" not in walker.words
    with pytest.raises(LookupError):
        Reading(walker.page.text).form_with("New folder")


def test_a_copy_of_it_can_be_changed(app: Flask, walker: Walker) -> None:
    walker.open(f"{HERE}/grantlab")
    walker.press("Duplicate it")
    walker.press("New folder", name="Of my own")

    assert names(app, walker.page.request.path)[-1] == "Of my own"


def test_what_comes_along_is_not_changed_by_hand_either(walker: Walker) -> None:
    begin(walker)
    form = Reading(walker.page.text).form_with("New folder")

    answer = walker.client.post(
        f"{HERE}/grantlab/folders",
        base_url=walker.address,
        data=dict(form.filled("New")),
    )

    assert answer.status_code == 409
    assert "Duplicate it, and change the copy" in Reading(answer.text).words


def test_a_request_is_added_as_an_address_or_a_curl_line(
    app: Flask, walker: Walker
) -> None:
    address = begin(walker)
    walker.press("Add the request", typed="post https://api.example/v3", name="Make")
    walker.press("Add the request", typed="curl -d a=1 https://api.example/token")

    found = list(kept(app, address).requests())
    assert [(it.name, it.request.method) for it in found] == [
        ("Make", "POST"),
        ("POST https://api.example/token", "POST"),
    ]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param("", "Type an address, or paste a curl line.", id="nothing"),
        pytest.param("get me the tokens", "An address has no spaces", id="words"),
        pytest.param("curl 'https://a", "Line 1, column 6", id="a quote left open"),
    ],
)
def test_what_is_no_request_comes_back_with_one_sentence(
    walker: Walker, typed: str, says: str
) -> None:
    begin(walker)

    walker.press("Add the request", typed=typed)

    assert walker.page.status_code == 422
    assert says in walker.words


def test_items_move_by_buttons_and_the_button_keeps_the_focus(
    app: Flask, walker: Walker
) -> None:
    address = begin(walker)
    for name in ("one", "two"):
        walker.press("New folder", name=name)

    walker.press("↓", do="down 0")

    assert names(app, address) == ["two", "one"]
    [button] = re.findall(r"<button[^>]*autofocus[^>]*>", walker.page.text)
    assert 'value="down 1"' in button


def test_an_item_is_duplicated_behind_itself(app: Flask, walker: Walker) -> None:
    address = begin(walker)
    walker.press("New folder", name="one")

    walker.press("Duplicate", do="copy 0")

    assert names(app, address) == ["one", "one (copy)"]


def test_a_request_is_renamed_and_put_into_a_folder(app: Flask, walker: Walker) -> None:
    address = begin(walker)
    walker.press("Add the request", typed="https://api.example/a", name="first")
    walker.press("New folder", name="folder")
    walker.open(f"{address}/items/0")

    walker.press("Save the changes", name="renamed", into="1")

    [folder] = kept(app, address).items
    assert isinstance(folder, Folder)
    assert [item.name for item in folder.items] == ["renamed"]
    assert walker.page.request.path == address


def test_a_folder_does_not_go_into_itself(app: Flask, walker: Walker) -> None:
    address = begin(walker)
    walker.press("New folder", name="outer")
    walker.press("New folder", name="inner", into="0")
    walker.open(f"{address}/items/0")

    walker.press("Save the changes", into="0.0")

    assert walker.page.status_code == 404
    assert names(app, address) == ["outer"]


def test_deleting_asks_once_more(app: Flask, walker: Walker) -> None:
    address = begin(walker)
    walker.press("New folder", name="one")
    walker.open(f"{address}/items/0/delete")
    walker.press("Delete it")
    assert "Nothing was deleted" in walker.words

    walker.press("Delete it", sure="yes")

    assert names(app, address) == []
    walker.open(f"{address}/delete")
    walker.press("Delete it", sure="yes")
    assert "It was deleted" in walker.words
    assert walker.open(address).status_code == 404


def test_a_page_that_is_older_than_a_change_does_nothing(
    app: Flask, walker: Walker
) -> None:
    address = begin(walker)
    walker.press("New folder", name="one")
    form = Reading(walker.page.text).form_with("New folder")
    walker.press("New folder", name="two")

    stale = walker.client.post(
        f"{address}/order",
        base_url=walker.address,
        data={**dict(form.filled("New folder")), "do": "copy 0"},
    )

    assert stale.status_code == 409
    assert "It was changed meanwhile" in stale.text
    assert names(app, address) == ["one", "two"]


@pytest.mark.parametrize(
    "written", ["7", "0.0", "x", "0..1", "٣", "9999999", "-1", "0.1.2.3"]
)
def test_an_item_that_is_not_there_is_said_to_be_so(
    walker: Walker, written: str
) -> None:
    address = begin(walker)

    assert walker.open(f"{address}/items/{written}").status_code == 404


def test_the_column_finds_requests_by_their_words(walker: Walker) -> None:
    walker.open(f"{HERE}?collection=grantlab&q=revoke")

    assert "with “revoke”" in walker.words
    assert "Revoke" in walker.words


def test_the_column_is_replaced_alone(walker: Walker) -> None:
    answer = walker.client.get(
        f"{HERE}?q=customer", base_url=walker.address, headers={"Swap-Target": "kept"}
    )

    assert answer.text.lstrip().startswith('<div id="kept"')
    assert "<html" not in answer.text


def test_a_token_that_was_typed_is_on_no_page(walker: Walker) -> None:
    secret = "typed-by-hand-and-long-enough"
    address = begin(walker)
    walker.press("Add the request", typed=f"curl -H 'Authorization: Key {secret}' https://h/?access_token={secret}")  # fmt: skip

    for page in (address, f"{address}/items/0", f"{address}/export", HERE):
        assert secret not in walker.open(page).text


def test_secrets_leave_only_by_a_click_that_is_kept(walker: Walker) -> None:
    secret = "typed-by-hand-and-long-enough"
    address = begin(walker)
    walker.press(
        "Add the request", typed=f"curl -H 'Authorization: Key {secret}' https://h/"
    )
    walker.press("Export with secrets")
    assert "Nothing was exported" in walker.words
    assert "exported with its secrets" not in walker.words

    walker.press("Export with secrets", sure="yes")

    assert secret in walker.page.text
    assert walker.page.headers["Cache-Control"] == "no-store"
    walker.open(address)
    assert "exported with its secrets" in walker.words
