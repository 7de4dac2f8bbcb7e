"""Templates say whose they are, and leave style and script where the policy wants them."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from tests.conventions.sources import ROOT, name_of, templates

PAGE = re.compile(r"\{# page: .+ #\}")
CLASS = re.compile(r"blueprints(?:\.\w+)+")
SIGNATURE = re.compile(r"\{# (?:call )?(?P<name>\w+)\(.*\): .+ #\}")
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son\w+\s*=|javascript:|<script(?![^>]*\bsrc=)", re.IGNORECASE
)
MACROS = [path for path in templates() if path.parent == ROOT / "templates" / "macros"]
PAGES = [path for path in templates() if path not in MACROS]


def first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0]


def test_a_template_names_its_page_in_its_first_line() -> None:
    nameless = [
        name_of(path)
        for path in PAGES
        if not PAGE.fullmatch(first_line(path)) or not CLASS.search(first_line(path))
    ]

    assert PAGES
    assert nameless == []


def test_the_pages_that_templates_name_are_there() -> None:
    named = {name for path in PAGES for name in CLASS.findall(first_line(path))}

    missing = [
        name
        for name in sorted(named)
        for module, _, page in [name.rpartition(".")]
        if not hasattr(import_module(module), page)
    ]

    assert missing == []


def test_a_macro_opens_with_its_signature() -> None:
    unsigned = [
        name_of(path)
        for path in MACROS
        if not (signature := SIGNATURE.fullmatch(first_line(path)))
        or f"macro {signature['name']}(" not in path.read_text(encoding="utf-8")
    ]

    assert MACROS
    assert unsigned == []


def test_a_template_has_no_style_and_no_script_of_its_own() -> None:
    inline = [
        name_of(path)
        for path in templates()
        if INLINE.search(path.read_text(encoding="utf-8"))
    ]

    assert inline == []


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<p style="x">', True),
        ("<style>", True),
        ("<script>", True),
        ('<script type="module">', True),
        ('<a onclick="x">', True),
        ('<a href="javascript:x">', True),
        ('<script src="/static/js/main.js"></script>', False),
        ("<p>style and script</p>", False),
    ],
)
def test_a_style_or_a_script_would_be_found(markup: str, found: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert bool(INLINE.search(markup)) is found
