"""Any text is answered, and no secret leaves."""

import json
import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.diagnosis.pastes.members import diagnosis_members
from grantlab.protocol.shapes import replace_recognised
from tests.accuracy.score import read_cases
from tests.support.effort import repetitions

PASTES = [case.paste for case in read_cases()]
_TRIES = settings(
    max_examples=repetitions(full=50_000, short=150),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def mangled_pastes(draw: st.DrawFn) -> str:
    """Return pastes that were cut, shuffled and repeated."""
    pieces = []
    for paste in draw(st.lists(st.sampled_from(PASTES), min_size=1, max_size=4)):
        start = draw(st.integers(0, len(paste)))
        end = draw(st.integers(start, len(paste)))
        pieces += [paste[start:end]] * draw(st.integers(1, 3))
    text = draw(st.sampled_from(["", "\n", " ", '"', "\\"])).join(pieces)
    lines = text.split("\n")
    return "\n".join(draw(st.permutations(lines))) if len(lines) < 12 else text


@st.composite
def tokens(draw: st.DrawFn) -> str:
    """Return a token or code of a known shape."""
    epoch = str(draw(st.integers(1_000_000_000, 2_000_000_000)))
    mixed = draw(
        st.text(string.ascii_letters + string.digits, min_size=37, max_size=37)
    )
    low = draw(
        st.text(string.ascii_lowercase + string.digits, min_size=20, max_size=20)
    )
    return draw(
        st.sampled_from(
            [
                f"RT1-1-H0-{epoch}{low}",
                f"AB1{epoch}{mixed}",
                f"XAB1{epoch}{mixed[:36]}",
                f"eyJ{mixed}..{mixed[:16]}.{mixed}{low}.{mixed}",
            ]
        )
    )


def tell(text: str) -> str:
    return json.dumps(diagnosis_members(diagnose_paste(text)), ensure_ascii=False)


@_TRIES
@given(mangled_pastes())
def test_a_mangled_paste_is_answered_without_a_secret(text: str) -> None:
    told = tell(text)

    assert replace_recognised(told, lambda value, _: f"<{value}>") == told


@_TRIES
@given(st.text())
def test_any_text_is_answered_without_an_exception(text: str) -> None:
    assert tell(text)


@_TRIES
@given(
    tokens(),
    st.sampled_from(
        [
            "refresh_token={}",
            "Bearer {}",
            '"code": "{}"',
            "it was {} then",
            "x={}&y",
            "({})",
        ]
    ),
    st.sampled_from(PASTES),
)
def test_a_token_never_leaves_wherever_it_stands(
    token: str, frame: str, paste: str
) -> None:
    told = tell(f"{paste}\n{frame.format(token)}\n{paste}")

    assert token not in told


def test_the_cases_are_told_without_a_secret() -> None:
    for paste in PASTES:
        told = tell(paste)
        assert replace_recognised(told, lambda value, _: f"<{value}>") == told
