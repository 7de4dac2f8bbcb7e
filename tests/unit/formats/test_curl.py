"""A recorded request as a curl command."""

import shlex
import shutil
import subprocess
from dataclasses import replace

import pytest

from grantlab.formats.curl import curl_command, shell_word
from grantlab.formats.placeholders import split_variables
from grantlab.formats.request_parts import take_apart
from grantlab.protocol.round_trip import RoundTrip
from tests.unit.formats import round_trips


def arguments(round_trip: RoundTrip) -> list[str]:
    # A shell joins lines that end in a backslash; shlex does not.
    command = curl_command(take_apart(round_trip)).replace("\\\n", "")
    return shlex.split(command, comments=True)


def test_a_refresh_names_its_secrets_and_leaves_headers_to_curl() -> None:
    assert arguments(round_trips.REFRESH) == [
        *("curl", "--include", round_trips.REFRESH.url),
        *("--user", "$CLIENT_ID:$CLIENT_SECRET"),
        *("--header", "Accept: application/json"),
        *("--data-urlencode", "grant_type=refresh_token"),
        *("--data-urlencode", "refresh_token=$REFRESH_TOKEN"),
    ]


def test_a_form_value_is_decoded_because_curl_encodes_it_again() -> None:
    assert "redirect_uri=http://localhost:8484/walk/callback" in arguments(
        round_trips.EXCHANGE
    )


def test_a_json_body_keeps_its_quotes_around_the_variable() -> None:
    assert arguments(round_trips.REVOCATION)[-1] == '{"token":"$TOKEN"}'


def test_the_company_in_a_path_is_a_variable() -> None:
    assert arguments(round_trips.COMPANY_INFO)[2] == (
        "https://sandbox-quickbooks.api.intuit.com/v3/company/$REALM_ID"
        "/companyinfo/$REALM_ID?minorversion=75"
    )


def test_a_request_of_the_browser_says_so() -> None:
    assert curl_command(take_apart(round_trips.AUTHORIZATION_REQUEST)).startswith(
        "# A browser"
    )


def test_an_unusual_method_is_written_out() -> None:
    assert "--request" in arguments(replace(round_trips.METADATA, method="DELETE"))


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
@pytest.mark.parametrize(
    "plain",
    [
        pytest.param("$(echo no)", id="command substitution"),
        pytest.param("`echo no`", id="backquotes"),
        pytest.param('say "no"', id="double quotes"),
        pytest.param("it's", id="a single quote"),
        pytest.param("back\\slash", id="a backslash"),
        pytest.param("two\nlines", id="a line break"),
        pytest.param("wow!", id="history expansion"),
    ],
)
def test_a_shell_reads_a_word_as_it_was_meant(plain: str) -> None:
    word = shell_word(split_variables(f"{plain}‹refresh_token 3f9a21c0b7d2›{plain}"))

    said = subprocess.run(  # noqa: S603 -- the shell is what is asked
        ["sh", "-c", f"printf %s {word}"],  # noqa: S607 -- whichever sh there is
        env={"REFRESH_TOKEN": "R1"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    assert said == f"{plain}R1{plain}"


def test_a_letter_after_a_variable_does_not_join_its_name() -> None:
    assert shell_word(split_variables("‹token 3f9a21c0b7d2›s")) == '"${TOKEN}s"'
