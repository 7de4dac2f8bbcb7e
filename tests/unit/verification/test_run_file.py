"""Runs that are written as a file and read again, and files that are none."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.secret import Secret
from grantlab.verification.errors import RunFileError
from grantlab.verification.results import Manner, Outcome
from grantlab.verification.run_file import LONGEST, read_run, write_run
from tests.support.builders import round_trip
from tests.support.invented import EVERY_SECRET, REALM_ID
from tests.unit.verification.builders import line, result, run

SEEN = run(
    result("L303", Outcome.PASSED, line(Manner.DID, "It is sent."), round_trip()),
    result(
        "L304", Outcome.FAILED, line(Manner.MISSED, "It is refused."), because="No."
    ),
)


def written() -> str:
    return json.dumps(write_run(SEEN))


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    """Return a file that somebody has changed."""
    members: dict[str, Any] = json.loads(written())
    change(members)
    return json.dumps(members)


def test_what_was_written_is_read_as_it_was() -> None:
    assert read_run(written()) == SEEN
    assert read_run(written().encode()) == SEEN


def test_a_run_that_is_under_way_is_read_as_one() -> None:
    under_way = run(ended_at=None)

    assert read_run(json.dumps(write_run(under_way))) == under_way


@pytest.mark.parametrize("secret", EVERY_SECRET.values(), ids=EVERY_SECRET)
def test_no_secret_and_no_company_is_written(secret: str) -> None:
    told = f"It was {secret} of {REALM_ID}."
    trip = round_trip(response_body=told, private_body=Secret(f"of {secret}"))

    text = json.dumps(
        write_run(run(result("L303", Outcome.FAILED, trip, because=told)))
    )

    assert secret not in text
    assert REALM_ID not in text
    assert "private_body" not in text


@pytest.mark.parametrize("secret", EVERY_SECRET.values(), ids=EVERY_SECRET)
def test_a_secret_that_a_hand_wrote_into_a_file_is_not_read(secret: str) -> None:
    text = written().replace("It is refused.", f"It was {secret}.")

    assert secret not in repr(read_run(text))


def test_an_answer_of_a_company_that_a_hand_wrote_into_a_file_is_not_read() -> None:
    def tell(members: dict[str, Any]) -> None:
        trip = members["run"]["results"][0]["record"][1]
        trip["private_body"] = {"_value": "Somebody's affairs"}

    assert read_run(changed(tell)) == SEEN


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(
            lambda file: file.pop("format"), "format: field required", id="none"
        ),
        pytest.param(
            lambda file: file.update(format="another"),
            "none of a run",
            id="another file",
        ),
        pytest.param(
            lambda file: file.update(version=2), "of version 2", id="a later version"
        ),
        pytest.param(
            lambda file: file.update(version=True),
            "version",
            id="a version of another kind",
        ),
        pytest.param(
            lambda file: file.update(note="x"), "note: unexpected", id="unknown outside"
        ),
        pytest.param(
            lambda file: file["run"]["results"][0].update(note="x"),
            "run.results.0.note: unexpected",
            id="unknown inside",
        ),
        pytest.param(
            lambda file: file["run"]["results"][0].update(outcome="well"),
            "run.results.0.outcome: input should be",
            id="no outcome",
        ),
        pytest.param(
            lambda file: file["run"]["results"][0].update(elapsed_ms="7"),
            "elapsed_ms",
            id="a number as text",
        ),
        pytest.param(
            lambda file: file["run"].update(began_at="2026-03-12T12:00:00"),
            "without its zone",
            id="a moment without a zone",
        ),
        pytest.param(
            lambda file: file["run"]["results"].append(file["run"]["results"][0]),
            "two results of one statement",
            id="a statement twice",
        ),
        pytest.param(
            lambda file: file["run"].update({"R" * 5000: 1}), "RRR", id="a long name"
        ),
    ],
)
def test_a_file_of_another_form_is_refused_in_one_sentence(
    change: Callable[[dict[str, Any]], object], words: str
) -> None:
    with pytest.raises(RunFileError) as caught:
        read_run(changed(change))

    assert words in str(caught.value)
    assert len(str(caught.value)) < 250
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(written()[:-9], "not whole", id="cut off"),
        pytest.param("", "not whole", id="empty"),
        pytest.param(b"\xff\xfe{", "not whole", id="no text"),
        pytest.param("[" * 100_000, "not whole", id="deep"),
        pytest.param("[]", "not of its form", id="a list"),
        pytest.param(written() + " " * LONGEST, "longer", id="long"),
        pytest.param('{"format": "\ud800"}', "not", id="half a character"),
    ],
)
def test_what_is_no_file_of_a_run_is_refused(text: str | bytes, words: str) -> None:
    with pytest.raises(RunFileError, match=words):
        read_run(text)


@given(st.integers(min_value=0, max_value=len(written())), st.characters(codec="utf-8"))
def test_a_file_with_another_letter_is_read_or_refused(at: int, letter: str) -> None:
    text = written()[:at] + letter + written()[at + 1 :]

    try:
        run_read = read_run(text)
    except RunFileError:
        return
    assert len(run_read.results) == 2
