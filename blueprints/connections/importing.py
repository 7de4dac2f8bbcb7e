"""Importing a refresh token: the page, and what it shares with the command."""

from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.connections.blueprint import connections
from blueprints.connections.import_form import ImportForm, empty_form, read_import_form
from blueprints.connections.pages import ImportPage
from blueprints.environments import KeysMissingError
from blueprints.framing import frame_of
from blueprints.rendering import render_page
from blueprints.services import Services, services
from grantlab.errors import GrantlabError
from grantlab.flows.import_connection import (
    AlreadyConnectedError,
    Imported,
    import_connection,
)
from grantlab.protocol.scope import parse_scopes
from grantlab.store.models import Connection
from grantlab.vault.errors import KeyBesideDataError

ASKED_BY = "import"

NOT_IMPORTED = (AlreadyConnectedError, KeyBesideDataError, KeysMissingError)
"""What is told on the form itself."""


LARGEST_FORM = 2 << 20
"""Octets; a paste of 1 MiB is refused in words at its field, not cut off before."""


@connections.url_value_preprocessor
def take_large_forms(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let a large paste come as far as the field that explains what is wrong with it.

    This runs before the form is first read, which is when its guard looks for its token.
    """
    request.max_form_memory_size = LARGEST_FORM


@connections.get("/import")
def ask_to_import() -> BaseResponse:
    """Ask for a refresh token that was obtained elsewhere."""
    form = empty_form(request.args.get("environment", ""))
    return render_page(_page(form, services()))


@connections.post("/import")
def take_in() -> BaseResponse:
    """Store what was typed; of tokens nothing is put back into a page."""
    parts = services()
    form = read_import_form(request.form, provided=parts.environments.provided)
    if form.problems.said:
        return render_page(_page(form, parts), status=422)
    try:
        connection = import_typed(form, parts)
    except NOT_IMPORTED as exc:
        page = _page(form, parts, refused=exc)
        return render_page(page, status=409)
    shown = url_for(".show", connection_id=connection.id, notice="imported")
    return redirect(shown, code=303)


def import_typed(form: ImportForm, parts: Services) -> Connection:
    """Store what a form or a command was given.

    Raises:
        AlreadyConnectedError: the company is connected here, and has not ended.
        KeyBesideDataError: it is of production, and the vault's key lies beside the data.
        KeysMissingError: the keys that the token belongs to are not there.
    """
    profile = parts.environments.profiles[form.environment]
    keys = parts.environments.keys_of(form.environment)
    if keys is None:
        raise KeysMissingError(
            f"the keys of the {form.environment} environment are not there yet"
        )
    return import_connection(
        Imported(
            environment=form.environment,
            client_id=keys.client_id,
            realm_id=form.realm_id,
            refresh_token=form.refresh_token,
            access_token=form.access_token,
            scopes=parse_scopes(form.scopes),
        ),
        asked_by=ASKED_BY,
        connections=parts.connections,
        generations=parts.generations,
        keep_values=profile.keeps_values,
        now=profile.clock.now(),
    )


def _page(
    form: ImportForm, parts: Services, *, refused: GrantlabError | None = None
) -> ImportPage:
    says = "" if refused is None else f"{refused}."
    return ImportPage(
        frame=frame_of(form.environment, parts),
        form=form,
        refused=says[:1].upper() + says[1:],
        holder=refused.connection_id
        if isinstance(refused, AlreadyConnectedError)
        else None,
        wants_keys=isinstance(refused, KeysMissingError),
    )
