"""Any text is answered, and no secret leaves."""

import json

from hypothesis import given
from hypothesis import strategies as st

from grantlab.diagnosis.members import diagnosis_members
from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.diagnosis.pastes.members import understood_members
from grantlab.protocol.shapes import replace_recognised
from tests.support.mangling import (
    MOST_TRIES,
    PASTES,
    TRIES,
    frames,
    mangled_pastes,
    tokens,
)


def tell(text: str) -> str:
    made = diagnose_paste(text)
    understood = understood_members(made.understood)
    return json.dumps(
        diagnosis_members(made, understood=understood), ensure_ascii=False
    )


@MOST_TRIES
@given(mangled_pastes())
def test_a_mangled_paste_is_answered_without_a_secret(text: str) -> None:
    told = tell(text)

    assert replace_recognised(told, lambda value, _: f"<{value}>") == told


@TRIES
@given(st.text())
def test_any_text_is_answered_without_an_exception(text: str) -> None:
    assert tell(text)


@TRIES
@given(tokens(), frames(), st.sampled_from(PASTES))
def test_a_token_never_leaves_wherever_it_stands(
    token: str, frame: str, paste: str
) -> None:
    told = tell(f"{paste}\n{frame.format(token)}\n{paste}")

    assert token not in told


def test_the_cases_are_told_without_a_secret() -> None:
    for paste in PASTES:
        told = tell(paste)
        assert replace_recognised(told, lambda value, _: f"<{value}>") == told
