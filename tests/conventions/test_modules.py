"""Modules introduce themselves, and packages hold nothing but their introduction."""

import ast
import re

from tests.conventions.sources import OURS, ROOT, name_of, python_files, tree_of

MODULES = [*python_files(*OURS, "tests"), ROOT / "app.py"]
PACKAGES = [
    path
    for path in MODULES
    # The blueprints' own lists every area of the user interface.
    if path.name == "__init__.py" and path.parent != ROOT / "blueprints"
]


def first_line(tree: ast.Module) -> str:
    return (ast.get_docstring(tree) or "").partition("\n")[0]


def test_a_module_says_in_one_line_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in MODULES
        if not re.fullmatch(r".+[.:]", first_line(tree_of(path)))
    ]

    assert silent == []


def test_a_class_says_what_it_is() -> None:
    classes = [
        (name_of(path), node)
        for path in MODULES
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef)
    ]

    silent = [
        f"{name}: {node.name}" for name, node in classes if not ast.get_docstring(node)
    ]

    assert len(classes) > 500
    assert silent == []


def test_a_package_holds_no_code() -> None:
    busy = [name_of(path) for path in PACKAGES if len(tree_of(path).body) != 1]

    assert busy == []


def test_the_names_of_tests_are_sentences() -> None:
    names = [
        node.name
        for path in python_files("tests")
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]

    assert len(names) > 500
    assert [name for name in names if name.count("_") < 3] == []
