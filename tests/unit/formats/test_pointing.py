"""The lines that point a client library at the provider."""

import ast

import pytest

from grantlab.formats.pointing.catalogue import LIBRARIES
from grantlab.formats.pointing.library import Library
from grantlab.formats.pointing.target import SECRET_VARIABLE, Target
from grantlab.protocol.environment import embedded_endpoints

BASE = "http://localhost:8484/intuit"
TARGET = Target(
    endpoints=embedded_endpoints(BASE),
    metadata=f"{BASE}/.well-known/openid_sandbox_configuration",
    client_id='AB"$(id)"',
    redirect_uri="http://localhost:8000/it's",
)


def each(*libraries: Library) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("library", libraries, ids=lambda library: library.id)


def lines_of(library: Library) -> str:
    assert library.lines is not None
    return library.lines(TARGET)


POINTED = [library for library in LIBRARIES if library.lines is not None]
IN_PYTHON = [library for library in POINTED if library.language == "Python"]


@each(*LIBRARIES)
def test_every_library_has_lines_or_says_why_not(library: Library) -> None:
    assert library.notes
    assert all(note.endswith(".") for note in library.notes)
    assert library.lines is not None or library.proof == "read"


@each(*POINTED)
def test_the_lines_take_the_secret_from_outside(library: Library) -> None:
    assert SECRET_VARIABLE in lines_of(library)


@each(*POINTED)
def test_the_lines_never_lead_to_intuit(library: Library) -> None:
    lines = lines_of(library)

    assert BASE in lines
    assert "intuit.com/" not in lines


def test_the_ids_are_unique() -> None:
    ids = [library.id for library in LIBRARIES]

    assert len(set(ids)) == len(ids)


@each(*IN_PYTHON)
def test_a_value_from_outside_stays_a_text(library: Library) -> None:
    tree = ast.parse(lines_of(library))

    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {TARGET.client_id, TARGET.redirect_uri} <= texts
