"""A button says what it does; a reader who sees nothing else of the page knows it."""

import re

import pytest

from tests.conventions.sources import name_of, templates

BUTTON = re.compile(r"<button\b[^>]*>(?P<label>.*?)</button>", re.DOTALL)
VAGUE = re.compile(
    r"\s*(?:Look at it|OK|Submit|Go|(?:Keep|Begin|Add|Check|Place|Take|Use) (?:it|this|these|them))\s*"
)


def test_no_button_is_vague() -> None:
    vague = [
        f"{name_of(path)}: {button['label'].strip()}"
        for path in templates()
        for button in BUTTON.finditer(path.read_text(encoding="utf-8"))
        if VAGUE.fullmatch(button["label"])
    ]

    assert vague == []


@pytest.mark.parametrize(
    ("label", "is_vague"),
    [("Look at it", True), ("Keep this", True), ("Keep it warm", False)],
)
def test_what_is_vague_is_known(label: str, *, is_vague: bool) -> None:
    assert bool(VAGUE.fullmatch(label)) is is_vague
