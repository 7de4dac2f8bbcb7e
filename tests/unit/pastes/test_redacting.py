"""A redacted text: no secret in it, and nothing lost that the diagnosis reads."""

import re
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.pastes.marks import MARK, read_mark, write_mark
from grantlab.pastes.reading import read_paste
from grantlab.pastes.redacting import redact
from grantlab.pastes.refusals import LONGEST
from grantlab.pastes.rewriting import Span
from grantlab.pastes.understood import Field, Look, Understood, Value
from grantlab.pastes.values import MOST
from grantlab.protocol.secret import fingerprint_of
from grantlab.protocol.shapes import replace_recognised
from tests.support.invented import ACCESS_TOKEN, CODE, REFRESH_TOKEN
from tests.support.mangling import TRIES, frames, mangled_pastes, tokens

ANYWHERE = Span(0, 0)


def without_places(understood: Understood) -> dict[str, object]:
    """Return what was understood, without where it stood and how long the text is."""
    members = {**asdict(understood), "length": 0}
    forgotten = {"span": None}
    return {
        name: [{**one, **forgotten, **_moment_of(one)} for one in told]
        if isinstance(told, tuple)
        else told
        for name, told in members.items()
    }


def _moment_of(one: dict[str, Any]) -> dict[str, object]:
    return {"moment": {**one["moment"], "span": None}} if "moment" in one else {}


def test_a_secret_becomes_a_mark_that_tells_what_is_known_of_it() -> None:
    redacted = redact(f'{{"refresh_token": "{REFRESH_TOKEN}"}}')

    assert redacted == (
        f'{{"refresh_token": "‹refresh token 1 · {len(REFRESH_TOKEN)} characters'
        f' · sha256 {fingerprint_of(REFRESH_TOKEN)} · ends 2026-09-21 14:13:20 UTC›"}}'
    )


def test_an_access_token_that_was_sent_as_refresh_token_is_told() -> None:
    redacted = redact(f"refresh_token={ACCESS_TOKEN}")

    assert "‹refresh token 1 · " in redacted
    assert " · looks like: access token · " in redacted


def test_what_is_no_secret_stays_as_it_was_written() -> None:
    pasted = (
        'log:\t"{\\"error\\":\\"invalid_grant\\"}"  refresh_token=YOUR_TOKEN &amp; $x'
    )

    assert redact(pasted) == pasted


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param(f"Bearer {ACCESS_TOKEN}", id="all parts of an access token"),
        pytest.param(f"GET /callback?code={CODE}&state=ab12", id="a callback"),
        pytest.param("x" * 40 + "1" * 9000, id="longer than any token"),
        pytest.param(f'"code": "4%252F0A{"x1" * 20}"', id="encoded twice"),
    ],
)
def test_nothing_that_was_drawn_by_chance_is_left(pasted: str) -> None:
    assert re.findall(r"[\w.%-]{20,}", redact(pasted)) == []


@TRIES
@given(mangled_pastes())
def test_a_redacted_paste_is_understood_as_the_paste_itself(text: str) -> None:
    redacted = redact(text)

    assert without_places(read_paste(redacted)) == without_places(read_paste(text))


@TRIES
@given(mangled_pastes())
def test_a_redacted_paste_redacted_again_stays_as_it_is(text: str) -> None:
    redacted = redact(text)

    assert redact(redacted) == redacted
    assert replace_recognised(redacted, lambda value, _: f"<{value}>") == redacted


@TRIES
@given(st.text())
def test_any_text_redacted_stays_as_it_is(text: str) -> None:
    redacted = redact(text)

    assert redact(redacted) == redacted


@TRIES
@given(tokens(), frames(), mangled_pastes())
def test_no_token_is_left_wherever_it_stood(token: str, frame: str, paste: str) -> None:
    assert token not in redact(f"{paste}\n{frame.format(token)}\n{paste}")


@TRIES
@given(mangled_pastes(), mangled_pastes())
def test_a_report_may_be_pasted_beside_something_new(report: str, text: str) -> None:
    together = f"{redact(report)}\n{text}"

    assert redact(redact(together)) == redact(together)


def test_a_token_and_the_mark_of_it_are_one_value() -> None:
    pasted = f"{redact(f'refresh_token={REFRESH_TOKEN}')}\nsent {REFRESH_TOKEN}"

    first, second = read_paste(pasted).values

    assert first.number == second.number


def test_marks_of_two_reports_keep_apart_what_differs() -> None:
    pasted = "\n".join(redact(f"code={code}") for code in (CODE, CODE[:-1] + "1"))

    first, second = read_paste(pasted).values

    assert first.number != second.number


def test_the_mark_of_a_recorded_request_is_read() -> None:
    mark = f"‹refresh_token {fingerprint_of(REFRESH_TOKEN)}›"

    (value,) = read_paste(f"refresh_token={mark}").values

    assert value.fingerprint == fingerprint_of(REFRESH_TOKEN)
    assert value.length is None


def test_a_mark_that_a_mail_program_broke_is_read() -> None:
    mark = redact(REFRESH_TOKEN).replace(" · sha256", "\n· sha256")

    (value,) = read_paste(f"refresh_token={mark}").values

    assert value.fingerprint == fingerprint_of(REFRESH_TOKEN)


def test_a_mark_in_escaped_json_is_read() -> None:
    escaped = redact(f"code={CODE}").encode("ascii", "backslashreplace").decode()

    (value,) = read_paste(escaped.replace("\\xb7", "\\u00b7")).values

    assert value.fingerprint == fingerprint_of(CODE)


@given(
    st.builds(
        Value,
        number=st.integers(1, 9_999_999),
        field=st.sampled_from(Field),
        shape=st.none() | st.sampled_from(Field),
        look=st.just(Look.OPAQUE),
        length=st.none() | st.integers(0, 9_999_999),
        fingerprint=st.none() | st.just("0a1b2c3d4e5f"),
        expires_at=st.none() | st.just(datetime(2026, 3, 1, 12, tzinfo=UTC)),
        span=st.just(ANYWHERE),
        position=st.just(0),
        is_encoded=st.booleans(),
        is_twice_encoded=st.sampled_from([False]),
        resembles=st.none() | st.just("1a2b3c4d5e6f"),
    )
)
def test_what_is_written_into_a_mark_is_read_from_it(value: Value) -> None:
    value = replace(value, look=Look.OPAQUE if value.shape is None else Look.SHAPED)

    match = MARK.fullmatch(write_mark(value))
    assert match is not None
    mark = read_mark(match)

    assert mark is not None
    assert all(
        getattr(mark, name) == getattr(value, name)
        for name in mark.__dataclass_fields__
    )


def test_a_mark_with_a_date_that_cannot_be_is_no_value() -> None:
    assert read_paste("‹code 1 · ends 2026-99-01 00:00:00 UTC›").values == ()


def test_of_a_text_that_is_not_read_nothing_is_kept() -> None:
    assert redact("a" * (LONGEST + 1)) == ""


def test_a_text_that_marks_made_longer_is_still_read() -> None:
    redacted = redact("code=a9&" * MOST + "x " * (LONGEST // 2 - MOST * 4))

    assert len(redacted) > LONGEST
    assert read_paste(redacted).refusal is None


def test_what_comes_after_very_many_values_is_left_out() -> None:
    redacted = redact("code=a9&" * MOST + f"then refresh_token={REFRESH_TOKEN} later")

    assert redacted.endswith("&then ‹hidden›")
    assert redact(redacted) == redacted
    assert len(read_paste(redacted).values) == MOST
