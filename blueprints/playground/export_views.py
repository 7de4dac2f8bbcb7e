"""What is kept as files: for Postman a collection and an environment, HAR for what was sent."""

from importlib.metadata import version

import structlog
from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.playground.blueprint import playground
from blueprints.playground.files_out import send_file_text
from blueprints.services import services
from grantlab.formats.har_writer import write_har
from grantlab.formats.postman_writer import write_collection, write_environment

log = structlog.get_logger()


@playground.get("/collections/<handle>/export")
def export_collection(handle: str) -> BaseResponse:
    """Hand out a collection; what is secret in it is a placeholder."""
    collection = services().playground_collections.get(handle).collection
    return send_file_text(
        write_collection(collection),
        name=collection.name,
        ending="postman_collection.json",
    )


@playground.post("/collections/<handle>/export")
def export_collection_revealed(handle: str) -> BaseResponse:
    """Hand out a collection with its secrets, once it is on record that somebody took it."""
    if not request.form.get("sure"):
        again = url_for(
            "playground.show_collection", handle=handle, notice="nothing-revealed"
        )
        return redirect(again, code=303)
    parts = services()
    collection = parts.playground_collections.get(handle).collection
    parts.playground_collections.note_revealed(handle)
    log.info("collection exported with secrets", handle=handle)
    return send_file_text(
        write_collection(collection, revealed=True),
        name=collection.name,
        ending="postman_collection.json",
    )


@playground.get("/variables/<handle>/export")
def export_variables(handle: str) -> BaseResponse:
    """Hand out a set of variables; those that are secret are without their values."""
    variables = services().playground_variables.get(handle).variables
    return send_file_text(
        write_environment(variables),
        name=variables.title,
        ending="postman_environment.json",
    )


@playground.post("/variables/<handle>/export")
def export_variables_revealed(handle: str) -> BaseResponse:
    """Hand out a set with its secrets, once it is on record that somebody took it."""
    if not request.form.get("sure"):
        again = url_for(
            "playground.show_variables", handle=handle, notice="nothing-revealed"
        )
        return redirect(again, code=303)
    parts = services()
    variables = parts.playground_variables.get(handle).variables
    parts.playground_variables.note_revealed(handle)
    log.info("variables exported with secrets", handle=handle)
    return send_file_text(
        write_environment(variables, revealed=True),
        name=variables.title,
        ending="postman_environment.json",
    )


@playground.get("/history/export")
def export_history() -> Response:
    """Hand out everything that was sent, oldest first; no secret was ever kept of it."""
    history = services().playground_history
    sent = (history.get(one.id).sent for one in reversed(history.all()))
    return send_file_text(
        write_har(sent, version=version("grantlab")),
        name="grantlab-history",
        ending="har",
    )


@playground.get("/history/<int:number>/export")
def export_sent(number: int) -> Response:
    """Hand out one request that was sent, and its answer."""
    sent = services().playground_history.get(number).sent
    return send_file_text(
        write_har([sent], version=version("grantlab")),
        name=f"grantlab-history-{number}",
        ending="har",
    )
