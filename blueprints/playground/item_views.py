"""One folder or request of a collection: looked at, renamed, put elsewhere, deleted."""

from dataclasses import replace

from flask import redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from blueprints.playground.blueprint import playground
from blueprints.playground.collection_views import (
    keep_changed,
    kept_as_shown,
    read_name,
    to_added,
    to_collection,
)
from blueprints.playground.kept_notices import NOTICES
from blueprints.playground.kept_pages import DeletePage, ItemPage
from blueprints.playground.request_lines import request_lines
from blueprints.playground.tree import (
    TOP,
    draw_item,
    folder_targets,
    read_path,
    read_target,
    write_path,
)
from blueprints.rendering import render_page
from blueprints.services import services
from grantlab.playground.collection import Folder, SavedRequest
from grantlab.playground.editing import (
    Path,
    add_item,
    find_item,
    remove_item,
    replace_item,
)
from grantlab.store.playground_collections import KeptCollection


@playground.get("/collections/<handle>/items/<written>")
def show_item(handle: str, written: str) -> BaseResponse:
    """Show what a request carries, or what a folder is called."""
    kept = services().playground_collections.get(handle)
    return render_page(_page(kept, read_path(written)))


@playground.post("/collections/<handle>/items/<written>")
def change_item(handle: str, written: str) -> BaseResponse:
    """Call an item otherwise, and put it into another folder, if one was chosen."""
    parts = services()
    kept, path = kept_as_shown(handle, parts), read_path(written)
    item = find_item(kept.collection, path)
    named = replace(
        item,
        name=read_name() or item.name,
        description=request.form.get("description", "").replace("\r\n", "\n").strip(),
    )
    folder = read_target(request.form.get("into", write_path(path[:-1])))
    if folder == path[:-1]:
        keep_changed(kept, replace_item(kept.collection, path, named), parts)
        return to_collection(handle, notice="renamed", anchor=f"item-{written}")
    if folder[: len(path)] == path:
        # A folder does not go into itself, whatever a form says.
        raise NotFound
    added = add_item(kept.collection, named, folder=folder)
    return to_added(kept, remove_item(added, path), _without(path, folder), parts)


@playground.get("/collections/<handle>/items/<written>/delete")
def ask_to_delete_item(handle: str, written: str) -> BaseResponse:
    """Ask once more."""
    kept = services().playground_collections.get(handle)
    item = find_item(kept.collection, read_path(written))
    is_folder = isinstance(item, Folder)
    page = DeletePage(
        what="this folder" if is_folder else "this request",
        name=item.name,
        says="Everything in it is deleted with it, and cannot be had back."
        if is_folder
        else "It is deleted from this collection, and cannot be had back.",
        action=url_for("playground.delete_item", handle=handle, written=written),
        version=kept.version,
        back=url_for("playground.show_item", handle=handle, written=written),
        notice=NOTICES.get(request.args.get("notice", "")),
    )
    return render_page(page)


@playground.post("/collections/<handle>/items/<written>/delete")
def delete_item(handle: str, written: str) -> BaseResponse:
    """Delete an item, if that is meant."""
    if not request.form.get("sure"):
        again = url_for(
            "playground.ask_to_delete_item",
            handle=handle,
            written=written,
            notice="not-sure",
        )
        return redirect(again, code=303)
    parts = services()
    kept = kept_as_shown(handle, parts)
    keep_changed(kept, remove_item(kept.collection, read_path(written)), parts)
    return to_collection(handle, notice="deleted")


def _without(removed: Path, folder: Path) -> Path:
    """Return where a folder is once an item before it was taken away."""
    depth = len(removed) - 1
    if len(folder) > depth and folder[:depth] == removed[:depth] and folder[depth] > removed[depth]:  # fmt: skip
        return (*folder[:depth], folder[depth] - 1, *folder[depth + 1 :])
    return folder


def _page(kept: KeptCollection, path: Path) -> ItemPage:
    item = find_item(kept.collection, path)
    return ItemPage(
        handle=kept.handle,
        version=kept.version,
        collection=kept.collection.name,
        is_shipped=kept.is_shipped,
        item=draw_item(kept.handle, kept.collection, path),
        description=item.description,
        lines=request_lines(item.request) if isinstance(item, SavedRequest) else (),
        folder=write_path(path[:-1]) or TOP,
        targets=folder_targets(kept.collection, without=path),
    )
