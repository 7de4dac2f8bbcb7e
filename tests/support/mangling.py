"""Pastes as they arrive: cut, shuffled, repeated, escaped, with a token anywhere."""

import html
import json
import string
from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.accuracy.score import read_cases
from tests.support.effort import repetitions

PASTES = [case.paste for case in read_cases()]
TRIES = settings(
    max_examples=repetitions(full=10_000, short=100),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
MOST_TRIES = settings(TRIES, max_examples=repetitions(full=50_000, short=200))
_WRITERS: tuple[Callable[[str], str], ...] = (
    str,
    json.dumps,
    lambda text: json.dumps(json.dumps(text)),
    html.escape,
    lambda text: repr(text.encode()),
    lambda text: text.replace("\n", "\r\n"),
    lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
)
"""What loggers, serialisers and mail programs make of a text."""


@st.composite
def mangled_pastes(draw: st.DrawFn) -> str:
    """Return pastes that were cut, shuffled, repeated and written anew."""
    pieces = []
    for paste in draw(st.lists(st.sampled_from(PASTES), min_size=1, max_size=4)):
        start = draw(st.integers(0, len(paste)))
        end = draw(st.integers(start, len(paste)))
        pieces += [paste[start:end]] * draw(st.integers(1, 3))
    text = draw(st.sampled_from(["", "\n", " ", '"', "\\"])).join(pieces)
    lines = text.split("\n")
    text = "\n".join(draw(st.permutations(lines))) if len(lines) < 12 else text
    return draw(st.sampled_from(_WRITERS))(text)


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


def frames() -> st.SearchStrategy[str]:
    """Return a text with a place for a token in it."""
    return st.sampled_from(
        [
            "refresh_token={}",
            "Bearer {}",
            '"code": "{}"',
            "it was {} then",
            "x={}&y",
            "({})",
        ]
    )
