"""Collections: listed, made, looked at, put in order, copied, deleted."""

from dataclasses import replace
from typing import Literal

from flask import redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from blueprints.playground.blueprint import playground
from blueprints.playground.kept_notices import NOTICES
from blueprints.playground.kept_pages import (
    CollectionPage,
    CollectionsPage,
    DeletePage,
)
from blueprints.playground.kept_panel import view_kept
from blueprints.playground.saving import name_of
from blueprints.playground.tree import (
    draw_tree,
    folder_targets,
    read_path,
    read_target,
    write_path,
)
from blueprints.playground.typed_request import ProblemWithTyped, read_typed
from blueprints.rendering import render_page
from blueprints.services import Services, services
from grantlab.playground.collection import Collection, Folder, SavedRequest
from grantlab.playground.editing import (
    add_item,
    duplicate_item,
    find_item,
    move_item,
)
from grantlab.playground.hiding import hide_in_text, hide_in_variables
from grantlab.playground.variables import VariableSet
from grantlab.store.errors import ShippedCollectionError
from grantlab.store.playground_collections import LONGEST_NAME, KeptCollection


@playground.get("/collections")
def collections() -> BaseResponse:
    """List the collections, and look into them."""
    return render_page(_list(services()))


@playground.post("/collections")
def make_collection() -> BaseResponse:
    """Begin an empty collection."""
    parts = services()
    name = read_name()
    if not name:
        page = _list(parts, problem="Give it a name.")
        return render_page(page, status=422)
    handle = parts.playground_collections.add(Collection(name))
    return to_collection(handle, notice="made")


@playground.get("/collections/<handle>")
def show_collection(handle: str) -> BaseResponse:
    """Show a collection with what is in it."""
    parts = services()
    return render_page(_page(parts.playground_collections.get(handle), parts))


@playground.post("/collections/<handle>/order")
def put_in_order(handle: str) -> BaseResponse:
    """Move an item up or down, or copy it; the button says which and what."""
    parts = services()
    kept = kept_as_shown(handle, parts)
    verb, _, written = request.form.get("do", "").partition(" ")
    path = read_path(written)
    match verb:
        case "up" | "down":
            by: Literal[-1, 1] = -1 if verb == "up" else 1
            changed = move_item(kept.collection, path, by=by)
            moved = (*path[:-1], path[-1] + by)
            there = path if changed == kept.collection else moved
        case "copy":
            changed = duplicate_item(kept.collection, path)
            there = (*path[:-1], path[-1] + 1)
        case _:
            raise BadRequest
    keep_changed(kept, changed, parts)
    # No anchor: a browser that goes to one does not go to what has the focus.
    return to_collection(handle, focus=f"{verb} {write_path(there)}")


@playground.post("/collections/<handle>/about")
def describe_collection(handle: str) -> BaseResponse:
    """Call a collection otherwise, and say what it is for."""
    parts = services()
    kept = kept_as_shown(handle, parts)
    named = replace(
        kept.collection,
        name=read_name() or kept.collection.name,
        description=request.form.get("description", "").replace("\r\n", "\n").strip(),
    )
    keep_changed(kept, named, parts)
    return to_collection(handle, notice="renamed")


@playground.post("/collections/<handle>/folders")
def add_folder(handle: str) -> BaseResponse:
    """Put a new folder at the end of a folder, or of the top."""
    parts = services()
    kept = kept_as_shown(handle, parts)
    folder = read_target(request.form.get("into", ""))
    name = read_name() or "New folder"
    changed = add_item(kept.collection, Folder(name), folder=folder)
    return to_added(kept, changed, folder, parts)


@playground.post("/collections/<handle>/requests")
def add_request(handle: str) -> BaseResponse:
    """Put a request that was typed, as an address or a curl line, into a folder."""
    parts = services()
    kept = kept_as_shown(handle, parts)
    folder = read_target(request.form.get("into", ""))
    try:
        typed = read_typed(request.form.get("typed", ""))
    except ProblemWithTyped as exc:
        page = _page(kept, parts, problem=str(exc))
        return render_page(page, status=422)
    saved = SavedRequest(read_name() or name_of(typed), typed)
    return to_added(
        kept, add_item(kept.collection, saved, folder=folder), folder, parts
    )


@playground.post("/collections/<handle>/left-out")
def dismiss_left_out(handle: str) -> BaseResponse:
    """Forget what the import could not take, once it was read."""
    services().playground_collections.dismiss_left_out(handle)
    return to_collection(handle)


@playground.post("/collections/<handle>/duplicate")
def duplicate_collection(handle: str) -> BaseResponse:
    """Keep a copy, which may be changed also where the first may not."""
    copy = services().playground_collections.duplicate(handle)
    return to_collection(copy, notice="copied")


@playground.get("/collections/<handle>/delete")
def ask_to_delete_collection(handle: str) -> BaseResponse:
    """Ask once more."""
    kept = services().playground_collections.get(handle)
    if kept.is_shipped:
        raise ShippedCollectionError("this collection comes with Grantlab")
    count = sum(1 for _ in kept.collection.requests())
    page = DeletePage(
        what="this collection",
        name=kept.collection.name,
        says=f"Its {count} request{'' if count == 1 else 's'}, folders and variables are "
        "deleted from this machine, and cannot be had back. An export keeps them.",
        action=url_for("playground.delete_collection", handle=handle),
        version=kept.version,
        back=url_for("playground.show_collection", handle=handle),
        notice=NOTICES.get(request.args.get("notice", "")),
    )
    return render_page(page)


@playground.post("/collections/<handle>/delete")
def delete_collection(handle: str) -> BaseResponse:
    """Delete a collection, if that is meant."""
    if not request.form.get("sure"):
        again = url_for(
            "playground.ask_to_delete_collection", handle=handle, notice="not-sure"
        )
        return redirect(again, code=303)
    services().playground_collections.remove(handle)
    return redirect(url_for("playground.collections", notice="deleted"), code=303)


def to_collection(
    handle: str,
    *,
    notice: str | None = None,
    focus: str | None = None,
    anchor: str | None = None,
) -> BaseResponse:
    """Lead to the page of a collection, so that a reload repeats nothing."""
    shown = url_for(
        "playground.show_collection",
        handle=handle,
        notice=notice,
        focus=focus,
        _anchor=anchor,
    )
    return redirect(shown, code=303)


def to_added(
    kept: KeptCollection,
    changed: Collection,
    folder: tuple[int, ...],
    parts: Services,
) -> BaseResponse:
    """Keep a collection with something at the end of a folder, and lead there."""
    keep_changed(kept, changed, parts)
    items = changed.items
    if folder:
        inner = find_item(changed, folder)
        items = inner.items if isinstance(inner, Folder) else ()
    there = write_path((*folder, len(items) - 1))
    return to_collection(kept.handle, anchor=f"item-{there}")


def kept_as_shown(handle: str, parts: Services) -> KeptCollection:
    """Return a collection as the page knew it that the form came from."""
    kept = parts.playground_collections.get(handle)
    version = request.form.get("version", "")
    if not version.isdecimal():
        raise BadRequest
    return replace(kept, version=int(version[:9]))


def keep_changed(kept: KeptCollection, changed: Collection, parts: Services) -> None:
    """Keep a changed collection.

    Raises:
        KeptOtherwiseError: it was changed after the page was made.
    """
    parts.playground_collections.change(kept.handle, changed, version=kept.version)


def read_name() -> str:
    """Return the name that was typed, on one line."""
    return " ".join(request.form.get("name", "").split())[:LONGEST_NAME]


def _list(parts: Services, *, problem: str = "") -> CollectionsPage:
    return CollectionsPage(
        kept=view_kept(request.args, parts),
        now=parts.machine_clock.now(),
        notice=NOTICES.get(request.args.get("notice", "")),
        problem=problem,
    )


def _page(
    kept: KeptCollection, parts: Services, *, problem: str = ""
) -> CollectionPage:
    collection = kept.collection
    shown = hide_in_variables(VariableSet("", collection.variables))
    return CollectionPage(
        handle=kept.handle,
        version=kept.version,
        name=collection.name,
        description=collection.description,
        is_shipped=kept.is_shipped,
        items=draw_tree(kept.handle, collection),
        request_count=sum(1 for _ in collection.requests()),
        variables=tuple(
            (one.name, "kept, and not shown" if one.secret else one.value)
            for one in shown.variables
        ),
        targets=folder_targets(collection),
        changed_at=kept.changed_at,
        revealed_at=kept.revealed_at,
        now=parts.machine_clock.now(),
        notice=NOTICES.get(request.args.get("notice", "")),
        left_out=kept.left_out,
        focus=request.args.get("focus", ""),
        typed_name=request.form.get("name", ""),
        typed=hide_in_text(request.form.get("typed", "")) if problem else "",
        problem=problem,
    )
