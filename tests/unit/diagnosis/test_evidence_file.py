"""Evidence that is written as a file and opened again, and files that are none."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.diagnosis.checklist import build_checklist
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.evidence_file.errors import EvidenceFileError
from grantlab.diagnosis.evidence_file.file import (
    MOST_ROUND_TRIPS,
    open_evidence,
    write_evidence,
)
from grantlab.protocol.secret import Secret
from tests.support.invented import EVERY_SECRET, REALM_ID
from tests.unit.diagnosis.builders import (
    api_call,
    at,
    authorization_request,
    authorization_response,
    evidence,
    exchange,
    fault,
    marked,
    refresh,
)
from tests.unit.diagnosis.evidence_files import STALE, stored_file


def written(of: Evidence = STALE) -> str:
    return json.dumps(write_evidence(stored_file(of)))


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    """Return a file that somebody has changed."""
    members: dict[str, Any] = json.loads(written())
    change(members)
    return json.dumps(members)


def test_what_was_written_is_opened_as_it_was() -> None:
    assert open_evidence(written()) == stored_file()


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(STALE, id="an old refresh token"),
        pytest.param(
            evidence(
                api_call("A1", 70, status=401, body=fault("3200", "Token expired: A1"))
            ),
            id="a call whose fault says why",
        ),
        pytest.param(
            evidence(
                authorization_request(
                    code_challenge="A" * 43, code_challenge_method="S256"
                ),
                authorization_response(),
                exchange(code_verifier=marked("code_verifier", "another")),
            ),
            id="a verifier of another challenge",
        ),
    ],
)
def test_a_file_is_diagnosed_like_what_it_was_written_from(stored: Evidence) -> None:
    opened = open_evidence(written(stored))

    assert opened is not None
    assert build_checklist(opened.evidence) == build_checklist(stored)
    assert build_checklist(stored).diagnosis.verdict is not None


def test_only_a_hashed_challenge_is_left_as_it_stands() -> None:
    plain = "A" * 43
    sent = authorization_request(code_challenge=plain, code_challenge_method="plain")

    assert plain not in written(evidence(sent))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param('{"error":"invalid_grant"}', id="another object"),
        pytest.param('["format", "grantlab-connection"]', id="a list"),
        pytest.param('{"version": 2, "format": "grantlab-connection"}', id="not first"),
        pytest.param("see format grantlab-connection", id="words about it"),
    ],
)
def test_another_text_is_no_evidence_file(text: str) -> None:
    assert open_evidence(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(written()[:-40], "JSON is broken", id="cut off"),
        pytest.param(
            changed(lambda file: file.update(version=1)),
            "of version 1, which has no round trips; export it once more",
            id="the version before",
        ),
        pytest.param(
            changed(lambda file: file.update(version=3)),
            "not of version 2; a newer Grantlab wrote it",
            id="a version to come",
        ),
        pytest.param(
            changed(lambda file: file.update(version=True)), "not of version 2", id="no version"
        ),
        pytest.param(
            changed(lambda file: file.pop("evidence")),
            "file.evidence is missing",
            id="a member is missing",
        ),
        pytest.param(
            changed(lambda file: file["evidence"].update(now="2026-03-02T12:00:00")),
            "file.evidence.now is not a moment with its zone",
            id="a time without a zone",
        ),
        pytest.param(
            changed(lambda file: file["evidence"]["attempts"][0].update(outcome="won")),
            "file.evidence.attempts[0].outcome is not one of the known words",
            id="an unknown outcome",
        ),
        pytest.param(
            changed(lambda file: file["evidence"]["round_trips"][0].update(elapsed=True)),
            "elapsed is not a length of time in seconds",
            id="no length of time",
        ),
        pytest.param(
            changed(lambda file: file["evidence"]["round_trips"][0].update(url="http://[::1")),
            "file.evidence.round_trips[0].url is no address",
            id="no address",
        ),
        pytest.param(
            changed(lambda file: file["evidence"].update(generations={})),
            "generations is not a list",
            id="no list",
        ),
        pytest.param(
            changed(lambda file: file.update(connection="3")),
            "file.connection is not of its kind",
            id="a text for a number",
        ),
        pytest.param(
            '{"format": "grantlab-connection", "version": 2, "x": ' + "[" * 100_000,
            "JSON is broken",
            id="nested without end",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(EvidenceFileError) as caught:
        open_evidence(text)

    assert words in str(caught.value)


@given(st.data())
def test_a_file_with_anything_in_place_of_a_member_is_opened_or_refused(
    data: st.DataObject,
) -> None:
    members = json.loads(written())
    place: Any = members
    for _ in range(data.draw(st.integers(0, 5))):
        if not isinstance(place, dict | list) or not place:
            break
        key = data.draw(
            st.sampled_from(
                list(place) if isinstance(place, dict) else range(len(place))
            )
        )
        if data.draw(st.booleans()) or not isinstance(place[key], dict | list):
            place[key] = data.draw(
                st.none() | st.booleans() | st.integers() | st.floats() | st.text()
                | st.just([]) | st.just({}) | st.sampled_from(["9999-12-31T23:59:59-23:59", "http://[::1"])
            )  # fmt: skip
            break
        place = place[key]

    try:
        opened = open_evidence(json.dumps(members))
    except EvidenceFileError:
        return

    assert opened is None or build_checklist(opened.evidence).items


@pytest.mark.proves("L705")
@pytest.mark.parametrize("secret", EVERY_SECRET.values(), ids=EVERY_SECRET.keys())
def test_no_secret_goes_out_or_comes_in(secret: str) -> None:
    careless = replace(
        api_call("A1", 70),
        url=f"https://sandbox.example/v3/company/{REALM_ID}?token={secret}",
        response_headers=(("intuit_tid", secret),),
        response_body=f"{secret} Invented Company",
        private_body=Secret(f"{secret} Invented Company"),
        failure=f"could not send {secret}",
    )
    refused = replace(refresh("R1", 80), response_body=f'{{"error": "{secret}"}}')

    text = written(evidence(careless, refused))
    by_hand = text.replace("invalid_grant", secret).replace("could not", secret)
    opened = open_evidence(by_hand)

    for told in (text, repr(opened)):
        assert secret not in told
        assert REALM_ID not in told
        assert "Invented Company" not in told


def test_of_a_long_record_the_newest_part_is_written_and_said_to_be_a_part() -> None:
    many = evidence(*([refresh("R1", 1)] * MOST_ROUND_TRIPS), refresh("R1", 2))

    opened = open_evidence(written(many))

    assert opened is not None
    assert len(opened.evidence.round_trips) == MOST_ROUND_TRIPS
    assert opened.evidence.round_trips[-1].started_at == at(2)
    assert opened.evidence.record_is_whole is False
