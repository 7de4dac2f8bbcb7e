"""Marks: what stands in a record where a secret stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.marks import Mark, find_marks, mark, split_marks
from grantlab.protocol.secret import fingerprint_of
from tests.support import invented

SECRETS = [
    pytest.param(name, value, id=name) for name, value in invented.EVERY_SECRET.items()
]
PLAIN = st.text(st.characters(exclude_characters="‹›"))


@pytest.mark.parametrize(("name", "value"), SECRETS)
def test_a_value_of_a_known_shape_leaves_its_fingerprint(name: str, value: str) -> None:
    assert mark(name, value) == f"‹{name} {fingerprint_of(value)}›"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("secret", id="short enough to be guessed"),
        pytest.param("9341450000000101", id="a company id"),
        pytest.param("a passphrase of thirty-five letters", id="a passphrase"),
    ],
)
def test_a_value_that_could_be_guessed_leaves_only_its_length(value: str) -> None:
    shown = mark("refresh_token", value)

    assert shown == f"‹hidden, {len(value)} characters›"
    assert find_marks(shown) == []


def test_nothing_leaves_nothing() -> None:
    assert mark("code", "") == ""


def test_a_text_is_cut_at_its_marks() -> None:
    text = f"code={mark('code', invented.CODE)}&redirect_uri=x"

    assert split_marks(text) == [
        "code=",
        Mark("code", fingerprint_of(invented.CODE)),
        "&redirect_uri=x",
    ]


def test_marks_that_touch_are_two() -> None:
    text = mark("code", invented.CODE) + mark("state", invented.STATE)

    assert [found.name for found in find_marks(text)] == ["code", "state"]


@given(st.lists(st.one_of(PLAIN, st.sampled_from(sorted(invented.EVERY_SECRET)))))
def test_cutting_a_text_loses_nothing_of_it(pieces: list[str]) -> None:
    text = "".join(
        mark(piece, invented.EVERY_SECRET[piece])
        if piece in invented.EVERY_SECRET
        else piece
        for piece in pieces
    )

    cut = split_marks(text)

    written = "".join(
        piece if isinstance(piece, str) else f"‹{piece.name} {piece.fingerprint}›"
        for piece in cut
    )
    assert written == text


@given(st.text(), st.text(min_size=len("‹hidden, 99 characters›")))
def test_a_mark_never_contains_what_it_hides(name: str, value: str) -> None:
    assert value not in mark("token", f"{name}{value}")
