"""What ``{{variables}}`` can stand for: what people keep, the connection, the environment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from blueprints.playground.builder_form import BuilderForm
from blueprints.services import Services
from grantlab.playground.sending import fill_in
from grantlab.playground.variables import (
    Trouble,
    Use,
    Variable,
    VariableSet,
    endpoint_variables,
)
from grantlab.protocol.environment import Environment
from grantlab.store.errors import ConnectionNotFoundError, NothingKeptError
from grantlab.vault.errors import UnsealError

_TROUBLES: Final = {
    Trouble.UNRESOLVED: "has no value",
    Trouble.LOOP: "stands for itself",
    Trouble.TOO_DEEP: "holds variables too deeply within each other",
    Trouble.TOO_LONG: "grows beyond 1 MiB",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UseView:
    """One variable, its value and where that comes from; or what is wrong with it."""

    name: str
    value: str
    """Hidden where it is secret; empty where there is none."""

    origin: str
    shadowed: str
    """The other places that have it, for a sentence; empty for none."""

    trouble: str
    """Why it cannot be filled in; empty where it can."""


def variable_sets(form: BuilderForm, parts: Services) -> tuple[VariableSet, ...]:
    """Return where a name is looked for, in order; a collection's own values come last.

    The known addresses are taken, so that no page waits for a network.
    """
    known = parts.environments.profiles[form.environment].finder.source.fallback
    title = f"{form.environment} environment"
    addresses = endpoint_variables(title, known)
    of_app = tuple(_of_app(form.environment, parts))
    return (
        *parts.playground_variables.of(form.environment),
        *_of_connection(form, parts),
        VariableSet(title, addresses.variables + of_app),
        *_of_collection(form, parts),
    )


def view_uses(form: BuilderForm, sets: Sequence[VariableSet]) -> tuple[UseView, ...]:
    """Return the variables of a request, each once, what is in trouble first."""
    _, uses = fill_in(form.request, sets)
    once = {use.name: use for use in uses}
    return tuple(
        sorted(
            map(_view, once.values()), key=lambda view: (not view.trouble, view.name)
        )
    )


def _view(use: Use) -> UseView:
    inner = f", by way of {{{{{use.culprit}}}}}" if use.culprit != use.name else ""
    return UseView(
        name=use.name,
        value="kept out of the page" if use.secret else use.value or "",
        origin=use.origin or "",
        shadowed=" and ".join(use.shadowed),
        trouble="" if use.trouble is None else f"{_TROUBLES[use.trouble]}{inner}",
    )


def _of_collection(form: BuilderForm, parts: Services) -> Iterator[VariableSet]:
    """Give the variables of the collection that a request was opened from.

    One without a value says that somebody has to give it one.
    """
    if not form.collection:
        return
    try:
        collection = parts.playground_collections.variables_of(form.collection)
    except (NothingKeptError, UnsealError):
        return
    filled = tuple(one for one in collection.variables if one.value)
    yield VariableSet(f"collection {collection.name}", filled)


def _of_app(environment: Environment, parts: Services) -> Iterator[Variable]:
    keys = parts.environments.keys_of(environment)
    if keys is not None:
        yield Variable("client_id", keys.client_id)
        yield Variable("client_secret", keys.client_secret.reveal(), secret=True)
    yield Variable("redirect_uri", parts.settings.redirect_uri)


def _of_connection(form: BuilderForm, parts: Services) -> Iterator[VariableSet]:
    if form.connection_id is None:
        return
    try:
        connection = parts.connections.get(form.connection_id)
        realm_id = parts.connections.realm_id(connection)
    except (ConnectionNotFoundError, UnsealError):
        return
    if connection.environment is form.environment and realm_id is not None:
        variable = Variable("realm_id", realm_id)
        yield VariableSet(f"connection {connection.id}", (variable,))
