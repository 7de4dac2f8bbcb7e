"""The builder as the page shows it: rows to type in, choices, variables, what is wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blueprints.connections.summary import name_company
from blueprints.playground.addresses import LONGEST, query_of
from blueprints.playground.builder_form import (
    AUTHS,
    BODIES,
    METHODS,
    BuilderForm,
    kind_of,
)
from blueprints.playground.variables import UseView, variable_sets, view_uses
from blueprints.sentences import as_sentence
from blueprints.services import Services
from grantlab.flows.live_access_token import RefreshMode
from grantlab.formats.curl_reader import is_curl
from grantlab.formats.request_parts import take_apart_typed
from grantlab.formats.snippets import SNIPPETS
from grantlab.playground.request import (
    BearerOfConnection,
    CustomAuth,
    CustomBasic,
    Entry,
)
from grantlab.playground.request_lint import lint_request
from grantlab.playground.sending import fill_in
from grantlab.playground.variables import VariableSet, names_in
from grantlab.protocol.environment import Environment
from grantlab.store.errors import ConnectionNotFoundError
from grantlab.store.models import Connection

SPARE_ROWS = 1
"""Empty rows at the end of a list: without JavaScript, one more comes with each look."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, and whether it is the one."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A name and a value to type; its number is part of the names of its inputs."""

    number: int
    name: str
    value: str
    enabled: bool


@dataclass(frozen=True, slots=True)
class RowList:
    """The rows of one kind."""

    of: str
    """How its inputs are named: ``param``, ``header`` or ``field``."""

    one: str
    """What a row is called: ``parameter``."""

    rows: tuple[Row, ...]
    filled: int


@dataclass(frozen=True, slots=True)
class PartProblem:
    """A sentence on one part, and the id of the input it is about."""

    about: str
    words: str


@dataclass(frozen=True, slots=True)
class CodeView:
    """The request in one language, to be copied."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuilderView:
    """Everything that the form shows."""

    environments: tuple[Choice, ...]
    environment: Environment
    connections: tuple[Choice, ...]
    modes: tuple[Choice, ...]
    methods: tuple[str, ...]
    method: str
    url: str
    params: RowList
    headers: RowList
    auths: tuple[Choice, ...]
    username: str
    password: str
    authorization: str
    """Both empty where they are secret: such a value is never put back into a page."""

    withheld: bool
    """Whether a credential was typed that has to be typed again."""

    bodies: tuple[Choice, ...]
    fields: RowList
    text: str
    content_type: str
    company_name: str
    shows_secrets: bool
    collection: str
    handle: str
    """By which it can be cancelled while it is under way."""

    uses: tuple[UseView, ...]
    problems: tuple[PartProblem, ...]
    address: str
    """The page with this request in it; empty while there is none, or where it is too long."""

    draft: str
    """The same without the limit of an address: what a browser keeps."""


def view_builder(
    form: BuilderForm, parts: Services, *, problems: Sequence[PartProblem] = ()
) -> BuilderView:
    """Return the form as it was filled in, without its credentials."""
    sets = variable_sets(form, parts)
    auth = form.auth
    # A command may hold secrets that only its reader can tell from the rest.
    draft = query_of(form) if form.url and not is_curl(form.url) else ""
    return BuilderView(
        environments=_choices(
            [(one, one.capitalize()) for one in Environment], form.environment
        ),
        environment=form.environment,
        connections=_connections(form, parts),
        modes=_choices(list(_MODES.items()), form.refresh_mode),
        methods=METHODS,
        method=form.method,
        url=form.url,
        params=_rows("param", "parameter", form.params),
        headers=_rows("header", "header", form.headers),
        auths=_choices(list(zip(AUTHS, _AUTHS, strict=True)), kind_of(auth)),
        username=auth.username if isinstance(auth, CustomBasic) else "",
        password=_shown(auth.password.reveal())
        if isinstance(auth, CustomBasic)
        else "",
        authorization=_shown(auth.value.reveal())
        if isinstance(auth, CustomAuth)
        else "",
        withheld=_withholds(form),
        bodies=_choices(list(zip(BODIES, _BODIES, strict=True)), form.body_kind),
        fields=_rows("field", "field", form.fields),
        text=form.text,
        content_type=form.content_type,
        company_name=form.company_name,
        shows_secrets=form.shows_secrets,
        collection=form.collection,
        handle=parts.sendings.new_handle(),
        uses=view_uses(form, sets),
        problems=tuple(problems) or (lint_parts(form, parts) if form.url else ()),
        address=f"?{draft}" if draft and len(draft) <= LONGEST else "",
        draft=draft,
    )


def lint_parts(form: BuilderForm, parts: Services) -> tuple[PartProblem, ...]:
    """Return what is wrong with a request as it is typed, each at its input."""
    if is_curl(form.url):
        return (PartProblem("url", "This is a curl command: read it first."),)
    return (
        *(
            PartProblem(
                _input_of(problem.part),
                as_sentence(f"{_name_of(problem.part)}: {problem.words}"),
            )
            for problem in lint_request(form.request)
        ),
        *_misplaced(form, parts),
    )


def view_code(form: BuilderForm, sets: Sequence[VariableSet]) -> tuple[CodeView, ...]:
    """Return the request in every language; its secrets only if they were asked for."""
    request, _ = fill_in(form.request, sets, secrets=form.shows_secrets)
    written = take_apart_typed(
        request, environment=form.environment, revealed=form.shows_secrets
    )
    return tuple(
        CodeView(f"code-{one.id}", one.label, one.write(written)) for one in SNIPPETS
    )


def _misplaced(form: BuilderForm, parts: Services) -> Iterator[PartProblem]:
    """Give what is wrong with the connection that was chosen."""
    if form.connection_id is None:
        if isinstance(form.auth, BearerOfConnection):
            yield PartProblem(
                "connection", "Choose the connection whose token is sent."
            )
        return
    try:
        connection = parts.connections.get(form.connection_id)
    except ConnectionNotFoundError:
        yield PartProblem("connection", "This connection is no longer there.")
        return
    if connection.environment is not form.environment:
        yield PartProblem(
            "connection",
            f"This connection is of {connection.environment}, and {form.environment} is chosen.",
        )


def _withholds(form: BuilderForm) -> bool:
    match form.auth:
        case CustomAuth(value) | CustomBasic(password=value):
            return bool(value.reveal()) and not _shown(value.reveal())
        case _:
            return False


def _shown(credential: str) -> str:
    """Return a credential that is made of variables; any other is kept out of the page."""
    return credential if names_in(credential) else ""


def view_connection(form: BuilderForm, parts: Services) -> Choice | None:
    """Return the connection that is chosen, as it is called by now."""
    if form.connection_id is None:
        return None
    try:
        connection = parts.connections.get(form.connection_id)
    except ConnectionNotFoundError:
        return None
    return Choice(str(connection.id), _called(connection, parts), chosen=True)


def _connections(form: BuilderForm, parts: Services) -> tuple[Choice, ...]:
    listed = [
        (str(one.id), _called(one, parts))
        for one in parts.connections.all()
        if one.revoked_at is None
    ]
    chosen = "" if form.connection_id is None else str(form.connection_id)
    return _choices([("", "None"), *listed], chosen)


def _called(connection: Connection, parts: Services) -> str:
    return f"{connection.environment.capitalize()} · {name_company(connection, parts)}"


def _choices(offered: Sequence[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, label, value == chosen) for value, label in offered)


def _rows(of: str, one: str, entries: tuple[Entry, ...]) -> RowList:
    rows = [
        Row(number, entry.name, entry.value, entry.enabled)
        for number, entry in enumerate(entries)
    ]
    spare = [
        Row(number, "", "", enabled=True)
        for number in range(len(rows), len(rows) + SPARE_ROWS)
    ]
    return RowList(of, one, (*rows, *spare), len(rows))


def _input_of(part: str) -> str:
    name, _, number = part.partition("[")
    if name == "headers":
        return f"header-{number.removesuffix(']')}-value"
    return "text" if name == "body" else name


def _name_of(part: str) -> str:
    """Return what the page calls a part of a request."""
    name, _, number = part.partition("[")
    if name == "headers":
        return f"Header {int(number.removesuffix(']')) + 1}"
    return _PART_NAMES.get(name, name.capitalize())


_PART_NAMES = {"url": "Address", "content_type": "Content-Type"}
_MODES = {
    RefreshMode.BEFORE_EXPIRY: "before it expires, and on 401",
    RefreshMode.ON_401: "on 401 only",
    RefreshMode.OFF: "off",
}
_AUTHS = (
    "none",
    "Bearer, from a connection",
    "Basic, from the key pair",
    "custom header",
    "Basic, typed",
)
_BODIES = ("none", "form", "JSON", "raw")
