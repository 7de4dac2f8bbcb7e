"""The desk: what is pasted becomes a case, and nothing of it is kept as it was."""

import io
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from blueprints.diagnosis.desk import LISTED
from tests.support import invented
from tests.support.clocks import NOON, StandingClock
from tests.support.reading import Reading
from tests.support.walking import Walker

REFUSED = 'HTTP status 400, {"error":"invalid_grant"} from the refresh of Sandbox Company_US_1'
TOKEN = invented.refresh_token(1, expires_at=NOON)


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Somebody in support, at the desk."""
    walker = Walker(app)
    walker.open("/diagnose")
    return walker


def paste(walker: Walker, text: str) -> str:
    """Paste a text, and return what is then to be read."""
    walker.open("/diagnose")
    walker.press("Diagnose", paste=text)
    return walker.words


def upload(walker: Walker, octets: bytes, *, typed: str = "") -> TestResponse:
    """Choose a file, perhaps with something typed above it."""
    walker.open("/diagnose")
    fields = dict(Reading(walker.page.text).form_with("Diagnose").fields)
    walker.page = walker.client.post(
        urljoin(walker.address, "/diagnose"),
        base_url=walker.address,
        data={**fields, "paste": typed, "file": (io.BytesIO(octets), "customer.log")},
        content_type="multipart/form-data",
        follow_redirects=True,
    )
    return walker.page


def test_an_empty_desk_says_what_to_do_and_what_becomes_of_secrets(
    walker: Walker,
) -> None:
    assert "Paste what you were sent" in walker.words
    assert "replaced by its fingerprint before the text is read" in walker.words
    assert "No case yet" in walker.words


def test_what_is_pasted_leads_to_a_case_whose_address_nobody_guesses(
    walker: Walker,
) -> None:
    words = paste(walker, REFUSED)

    assert re.fullmatch(r".*/diagnose/cases/[0-9a-f]{32}", walker.page.request.url)
    assert words.index("What was understood") < words.index("The checklist")
    assert "Token request, answered 400 invalid_grant" in words


def test_a_reload_of_the_case_pastes_nothing_again(walker: Walker) -> None:
    paste(walker, REFUSED)

    walker.open(walker.page.request.url)
    walker.open("/diagnose/cases")

    assert "1 case " in walker.words


def test_secrets_are_gone_from_page_and_disk_and_log(
    walker: Walker, instance: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    secrets = [TOKEN, invented.ACCESS_TOKEN, "hunter2hunter2hunter2x9"]
    text = (
        f"{REFUSED} refresh_token={secrets[0]} Authorization: Bearer {secrets[1]}"
        f" client_secret={secrets[2]}"
    )

    paste(walker, text)
    page = walker.page.text
    whole = walker.open(f"{walker.page.request.url}/text").text

    on_disk = b"".join(
        path.read_bytes() for path in instance.rglob("*") if path.is_file()
    )
    out, err = capfd.readouterr()
    for secret in secrets:
        assert secret not in page + whole + out + err
        assert secret.encode() not in on_disk
    assert b"HTTP status 400" not in on_disk


def test_the_same_text_opens_the_same_case_and_offers_another(walker: Walker) -> None:
    paste(walker, REFUSED)
    first = walker.page.request.url

    words = paste(walker, REFUSED)

    assert walker.page.request.url.startswith(first)
    assert "This text was pasted before" in words
    walker.press("Begin a case of its own")
    assert not walker.page.request.url.startswith(first)
    walker.open("/diagnose/cases")
    assert "2 cases " in walker.words


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        pytest.param("", 422, "There is nothing in it.", id="nothing"),
        pytest.param(" \n\t ", 422, "There is nothing in it.", id="only blanks"),
        pytest.param("\0" * 20, 422, "This is not text.", id="no text"),
        pytest.param(
            "x" * ((1 << 20) + 1), 422, "longer than a million", id="too long"
        ),
        pytest.param(
            "x" * (9 << 20), 413, "more than the desk takes", id="far too long"
        ),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(
    walker: Walker, text: str, status: int, says: str
) -> None:
    words = paste(walker, text)

    assert walker.page.status_code == status
    assert says in words
    assert 'aria-invalid="true"' in walker.page.text
    walker.open("/diagnose/cases")
    assert "0 cases " in walker.words


def test_what_was_typed_beside_a_bad_file_comes_back_without_its_secrets(
    walker: Walker,
) -> None:
    page = upload(walker, b"\x89PNG\0\0", typed=f"sent {TOKEN}")

    assert page.status_code == 422
    assert "This is not text." in walker.words
    assert "sent ‹refresh token 1 · " in walker.words
    assert TOKEN not in page.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_as_it_was_written(walker: Walker, encoding: str) -> None:
    upload(walker, REFUSED.encode(encoding), typed="From a café:")

    assert "From a café: HTTP status 400" in walker.words
    assert "Token request, answered 400 invalid_grant" in walker.words


def test_the_desk_lists_the_newest_cases_and_leads_to_all(
    walker: Walker, clock: StandingClock
) -> None:
    for number in range(LISTED + 1):
        clock.advance(timedelta(minutes=1))
        paste(walker, f"{REFUSED}, attempt {number}")
    walker.open("/diagnose")

    assert walker.page.text.count("/diagnose/cases/") == LISTED
    walker.follow(f"All {LISTED + 1} cases")
    assert f"{LISTED + 1} cases " in walker.words
    assert walker.words.index("now") < walker.words.index("8 minutes ago")


def test_a_text_that_says_nothing_is_a_case_that_says_so(walker: Walker) -> None:
    words = paste(walker, "Thank you, have a nice day.")

    assert "cannot tell Nothing in it is known to be a failure of OAuth." in words
    assert "Next Paste more" in words
    assert "A paste of which little was understood" in words
    assert "No token, code or other secret was recognised in it" in words


def test_the_pasted_text_stands_in_no_address(walker: Walker) -> None:
    paste(walker, REFUSED)

    answers = [*walker.page.history, walker.page]

    assert [answer.status_code for answer in answers] == [303, 200]
    assert not [answer for answer in answers if "invalid_grant" in answer.request.url]
