"""Lengths of time, as people type them."""

from datetime import timedelta

import pytest

from grantlab.protocol.durations import DurationError, format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "length"),
    [
        pytest.param("0", timedelta(), id="none"),
        pytest.param("25h", timedelta(hours=25), id="more hours than a day has"),
        pytest.param("2h30m", timedelta(minutes=150), id="two units"),
        pytest.param("-10m", timedelta(minutes=-10), id="backwards"),
        pytest.param("+8726400s", timedelta(days=101), id="seconds, as on the wire"),
    ],
)
def test_a_length_is_read(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length
    assert parse_duration(format_duration(length)) == length


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("25", id="no unit"),
        pytest.param("h", id="no number"),
        pytest.param("25 h", id="a space"),
        pytest.param("1.5h", id="a fraction"),
        pytest.param("٣h", id="other digits"),
        pytest.param("999999999d", id="beyond the calendar"),
        pytest.param("36500d1s", id="a second more than a hundred years"),
        pytest.param("9" * 50 + "s", id="a very long number"),
    ],
)
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(DurationError, match="not a length of time"):
        parse_duration(text)
