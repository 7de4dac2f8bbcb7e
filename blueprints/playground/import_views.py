"""Files of Postman and of browsers, taken in: chosen, or pasted."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from flask import redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from blueprints.failures import answer_http
from blueprints.playground.blueprint import playground
from blueprints.playground.collection_views import to_collection
from blueprints.playground.imported import TOO_MUCH, Imported, read_imported
from blueprints.rendering import Page, render_page
from blueprints.services import Services, services
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Pairs
from grantlab.vault.errors import KeyBesideDataError

LARGEST_IMPORT: Final = 33 << 20
"""Octets: a file of 8 Mi characters, whatever its alphabet, and the rest of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage(Page):
    """The box for a file, and what was wrong with the last one."""

    template: ClassVar[str] = "playground/import.html"

    environment: Environment
    """Where variables go that the file may have."""

    problem: str
    left_out: Pairs
    """What was not whole, where nothing was."""


@playground.url_value_preprocessor
def take_large_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let a large file come as far as the sentence that says how large it may be."""
    if endpoint == "playground.take_file":
        request.max_form_memory_size = LARGEST_IMPORT
        request.max_content_length = LARGEST_IMPORT


@playground.get("/import")
def ask_for_file() -> BaseResponse:
    """Show the box."""
    return render_page(_page(Environment.EMBEDDED))


@playground.post("/import")
def take_file() -> BaseResponse:
    """Keep what is whole, and lead to it; refuse the rest in one sentence."""
    parts = services()
    imported = read_imported(request.form, request.files)
    chosen = request.form.get("environment", "")
    environment = (
        Environment(chosen) if chosen in set(Environment) else Environment.EMBEDDED
    )
    if not imported.problem:
        try:
            return _keep(imported, environment, parts)
        except KeyBesideDataError as exc:
            imported = replace(imported, problem=f"Nothing was imported: {exc}.")
    page = _page(environment, imported)
    return render_page(page, status=422)


@playground.errorhandler(RequestEntityTooLarge)
def refuse_large_file(error: RequestEntityTooLarge) -> BaseResponse:
    """Answer what is too long even to be read; a file, on the page it came from."""
    if request.endpoint != "playground.take_file":
        return answer_http(error)
    page = _page(Environment.EMBEDDED, Imported(problem=TOO_MUCH))
    return render_page(page, status=413)


def _keep(
    imported: Imported, environment: Environment, parts: Services
) -> BaseResponse:
    notice = "imported-in-part" if imported.left_out else "imported"
    if imported.variables is not None:
        handle = parts.playground_variables.add(
            environment, imported.variables, left_out=imported.left_out
        )
        shown = url_for("playground.show_variables", handle=handle, notice=notice)
        return redirect(shown, code=303)
    assert imported.collection is not None  # noqa: S101 -- one of the two, or a problem
    handle = parts.playground_collections.add(
        imported.collection, left_out=imported.left_out
    )
    return to_collection(handle, notice=notice)


def _page(environment: Environment, imported: Imported | None = None) -> ImportPage:
    return ImportPage(
        environment=environment,
        problem="" if imported is None else imported.problem,
        left_out=() if imported is None else imported.left_out,
    )
