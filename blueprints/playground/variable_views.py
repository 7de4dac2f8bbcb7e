"""Sets of variables, apart per environment: listed, made, changed, deleted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from blueprints.framing import frame_of
from blueprints.playground.blueprint import playground
from blueprints.playground.kept_notices import NOTICES, Notice
from blueprints.playground.kept_pages import DeletePage
from blueprints.playground.variable_form import (
    ProblemWithVariables,
    is_typed_secret,
    read_variables,
)
from blueprints.rendering import Page, render_page
from blueprints.services import Services, services
from grantlab.playground.variables import (
    Resolver,
    Variable,
    VariableSet,
    endpoint_variables,
)
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Pairs
from grantlab.store.playground_variables import KeptVariables
from grantlab.vault.errors import KeyBesideDataError

SPARE_ROWS = 3
"""Empty rows below what is there; without a script, more come each time it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """One name, what it stands for in an environment, and where that comes from."""

    name: str
    value: str
    """Not that of a secret."""

    origin: str
    shadowed: tuple[str, ...]
    secret: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentView:
    """An environment with its sets, and what names come to in it."""

    environment: Environment
    sets: tuple[KeptVariables, ...]
    names: tuple[NameLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableSetsPage(Page):
    """Every set, per environment."""

    template: ClassVar[str] = "playground/variable_sets.html"

    environments: tuple[EnvironmentView, ...]
    notice: Notice | None
    problem: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableRow:
    """One variable, as the form has it; a secret without its value."""

    name: str
    was: str
    """Its name when the page was made, by which a secret finds its value."""

    value: str
    enabled: bool
    secret: bool
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VariablesPage(Page):
    """One set, as a form."""

    template: ClassVar[str] = "playground/variables.html"

    handle: str
    version: int
    environment: Environment
    title: str
    rows: tuple[VariableRow, ...]
    revealed_at: datetime | None
    now: datetime
    left_out: Pairs
    notice: Notice | None
    problem: str


@playground.get("/variables")
def variable_sets() -> BaseResponse:
    """Show what each name stands for in each environment, and the sets."""
    return render_page(_list(services()))


@playground.post("/variables")
def make_variables() -> BaseResponse:
    """Begin a set for an environment."""
    parts = services()
    title = " ".join(request.form.get("title", "").split())
    environment = request.form.get("environment", "")
    if not title or environment not in set(Environment):
        page = _list(parts, problem="Give it a name, and choose an environment.")
        return render_page(page, status=422)
    try:
        handle = parts.playground_variables.add(
            Environment(environment), VariableSet(title)
        )
    except KeyBesideDataError as exc:
        return render_page(_list(parts, problem=f"Not kept: {exc}."), status=409)
    return _to_variables(handle)


@playground.get("/variables/<handle>")
def show_variables(handle: str) -> BaseResponse:
    """Show a set as a form; of secrets their names."""
    parts = services()
    return render_page(_page(parts.playground_variables.get(handle), parts))


@playground.post("/variables/<handle>")
def change_variables(handle: str) -> BaseResponse:
    """Keep the set as it was typed."""
    parts = services()
    kept = parts.playground_variables.get(handle)
    version = request.form.get("version", "")
    if not version.isdecimal():
        raise BadRequest
    try:
        typed = read_variables(request.form, kept.variables)
    except ProblemWithVariables as exc:
        page = _page(kept, parts, problem=str(exc))
        return render_page(page, status=422)
    parts.playground_variables.change(handle, typed, version=int(version[:9]))
    return _to_variables(handle, notice="kept")


@playground.post("/variables/<handle>/left-out")
def dismiss_left_out_variables(handle: str) -> BaseResponse:
    """Forget what the import could not take, once it was read."""
    services().playground_variables.dismiss_left_out(handle)
    return _to_variables(handle)


@playground.get("/variables/<handle>/delete")
def ask_to_delete_variables(handle: str) -> BaseResponse:
    """Ask once more."""
    kept = services().playground_variables.get(handle)
    page = DeletePage(
        what="these variables",
        name=kept.variables.title,
        says=f"They are deleted from this machine, for {kept.environment.capitalize()}, and "
        "cannot be had back.",
        action=url_for("playground.delete_variables", handle=handle),
        version=kept.version,
        back=url_for("playground.show_variables", handle=handle),
        notice=NOTICES.get(request.args.get("notice", "")),
    )
    return render_page(page)


@playground.post("/variables/<handle>/delete")
def delete_variables(handle: str) -> BaseResponse:
    """Delete a set, if that is meant."""
    if not request.form.get("sure"):
        again = url_for(
            "playground.ask_to_delete_variables", handle=handle, notice="not-sure"
        )
        return redirect(again, code=303)
    services().playground_variables.remove(handle)
    return redirect(url_for("playground.variable_sets", notice="deleted"), code=303)


def _to_variables(handle: str, *, notice: str | None = None) -> BaseResponse:
    shown = url_for("playground.show_variables", handle=handle, notice=notice)
    return redirect(shown, code=303)


def _list(parts: Services, *, problem: str = "") -> VariableSetsPage:
    kept = parts.playground_variables.all()
    return VariableSetsPage(
        environments=tuple(
            _view(
                environment, [it for it in kept if it.environment is environment], parts
            )
            for environment in Environment
        ),
        notice=NOTICES.get(request.args.get("notice", "")),
        problem=problem,
        now=parts.machine_clock.now(),
    )


def _view(
    environment: Environment, kept: list[KeptVariables], parts: Services
) -> EnvironmentView:
    # The known addresses: no page waits for a network.
    endpoints = parts.environments.profiles[environment].finder.source.fallback
    own = endpoint_variables("the environment itself", endpoints)
    sets = (*(it.variables for it in kept), own)
    return EnvironmentView(
        environment=environment, sets=tuple(kept), names=tuple(_names(sets))
    )


def _names(sets: tuple[VariableSet, ...]) -> Iterator[NameLine]:
    resolver = Resolver(sets)
    names = dict.fromkeys(
        one.name for kept in sets for one in kept.variables if one.enabled
    )
    for name in names:
        uses = resolver.resolve(f"{{{{{name}}}}}").uses
        for use in uses:
            yield NameLine(
                name=name,
                value="" if use.secret else use.value or "",
                origin=use.origin or "",
                shadowed=use.shadowed,
                secret=use.secret,
            )


def _page(kept: KeptVariables, parts: Services, *, problem: str = "") -> VariablesPage:
    typed = request.form if problem else None
    rows = tuple(_row(one) for one in kept.variables.variables)
    return VariablesPage(
        frame=frame_of(kept.environment, parts),
        handle=kept.handle,
        version=kept.version,
        environment=kept.environment,
        title=kept.variables.title if typed is None else typed.get("title", ""),
        rows=(*(rows if typed is None else _typed_rows(rows)), *_spare()),
        revealed_at=kept.revealed_at,
        now=parts.machine_clock.now(),
        left_out=kept.left_out,
        notice=NOTICES.get(request.args.get("notice", "")),
        problem=problem,
    )


def _row(variable: Variable) -> VariableRow:
    return VariableRow(
        name=variable.name,
        was=variable.name,
        value="" if variable.secret else variable.value,
        enabled=variable.enabled,
        secret=variable.secret,
        description=variable.description,
    )


def _spare() -> Iterator[VariableRow]:
    for _ in range(SPARE_ROWS):
        yield VariableRow(
            name="", was="", value="", enabled=True, secret=False, description=""
        )


def _typed_rows(rows: tuple[VariableRow, ...]) -> Iterator[VariableRow]:
    """Give back what was typed; a secret has to be typed anew."""
    form = request.form
    for number in range(len(rows) + SPARE_ROWS):
        if not form.get(f"name-{number}") and not form.get(f"value-{number}"):
            continue
        secret = is_typed_secret(form, number)
        yield VariableRow(
            name=form.get(f"name-{number}", ""),
            was=form.get(f"was-{number}", ""),
            value="" if secret else form.get(f"value-{number}", ""),
            enabled=f"on-{number}" in form,
            secret=secret,
            description=form.get(f"description-{number}", ""),
        )
