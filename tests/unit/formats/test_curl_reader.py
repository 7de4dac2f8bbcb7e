"""A curl command that was pasted; what curl makes of it is asked in `clients/`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantlab.formats.curl import curl_command
from grantlab.formats.curl_reader import is_curl, read_curl
from grantlab.formats.errors import CurlLineError
from grantlab.formats.request_parts import take_apart_typed
from grantlab.playground.request import (
    BearerOfConnection,
    Entry,
    JsonBody,
    PlaygroundRequest,
    RawBody,
)
from grantlab.protocol.environment import Environment
from tests.support.effort import repetitions
from tests.unit.formats.typed import requests

CHROME_CMD = (
    'curl ^"https://host/v3/query?query=select^%^20x^" ^\r\n'
    '  -H ^"accept: */*^" ^\r\n'
    '  -H ^"content-type: application/json^" ^\r\n'
    '  --data-raw ^"^{^\\^"a^\\^":^\\^"x ^& y ^\\^\\n 100^%^\\^"^}^"'
)
"""What Chrome puts on the clipboard of a machine with Windows."""


def test_a_line_that_was_copied_for_windows_is_read() -> None:
    request = read_curl(CHROME_CMD).request

    assert request == PlaygroundRequest(
        method="POST",
        url="https://host/v3/query?query=select%20x",
        headers=(Entry("accept", "*/*"),),
        # A program for Windows halves backslashes before a quote only.
        body=JsonBody('{"a":"x & y \\\\n 100%"}'),
    )


def test_a_line_break_inside_a_word_for_windows_stays_one() -> None:
    line = 'curl ^"https://h/^" ^\n --data-binary ^"one^\n\ntwo^" ^\n -H ^"a: b^"'

    request = read_curl(line).request

    assert request.body == RawBody("one\ntwo", "application/x-www-form-urlencoded")
    assert request.headers == (Entry("a", "b"),)


def test_a_document_for_windows_has_plain_quotes_and_a_variable() -> None:
    line = (
        'curl.exe -X POST "https://h/" ^\n -H "X: ""two"" words" ^\n'
        ' -H "Authorization: Bearer %ACCESS_TOKEN%" ^\n -d "{\\"a\\":\\"b\\"}"'
    )

    request = read_curl(line).request

    assert request.auth == BearerOfConnection()
    assert request.headers == (Entry("X", '"two" words'),)
    assert request.body == RawBody('{"a":"b"}', "application/x-www-form-urlencoded")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("", "line 1, column 1: there is no command here", id="nothing"),
        pytest.param("wget x", "line 1, column 1: the command does not", id="wget"),
        pytest.param("curl", "line 1, column 5: an address is missing", id="bare"),
        pytest.param(
            "curl 'https://h", "line 1, column 6: the quote that begins", id="single"
        ),
        pytest.param(
            'curl h \\\n  -H "a: b', "line 2, column 6: the quote that", id="double"
        ),
        pytest.param("curl $'h", "line 1, column 6: the quote that", id="dollar quote"),
        pytest.param(
            'curl ^"h', "line 1, column 6: a quote in this word is never", id="cmd"
        ),
        pytest.param(
            "curl https://h?a=1&b=2", "line 1, column 19: an & outside", id="ampersand"
        ),
        pytest.param(
            "curl h \\  \n -I", "line 1, column 8: a space stands", id="space at the end"
        ),
        pytest.param(
            "curl $(cat url)", "line 1, column 6: what a shell would", id="substitution"
        ),
        pytest.param("curl `url`", "line 1, column 6: what a shell", id="backquotes"),
        pytest.param("curl (h)", "line 1, column 6: a parenthesis", id="parenthesis"),
        pytest.param("curl h < f", "line 1, column 8: a file cannot", id="redirection"),
        pytest.param("curl h -d @f", "line 1, column 8: the file “f”", id="file"),
        pytest.param("curl h --json @f", "line 1, column 8: the file", id="JSON file"),
        pytest.param(
            "curl h --data-urlencode a@f", "line 1, column 8: a file", id="encoded file"
        ),
        pytest.param("curl h -b jar", "line 1, column 8: a file of cook", id="jar"),
        pytest.param("curl h -F a=b", "line 1, column 8: a multipart form", id="form"),
        pytest.param("curl h -T f", "line 1, column 8: a file cannot", id="upload"),
        pytest.param("curl h -u me", "line 1, column 8: curl would ask", id="password"),
        pytest.param("curl h -H a", "line 1, column 8: a header is", id="header"),
        pytest.param("curl h -H 'a b: c'", "line 1, column 8: this cannot", id="name"),
        pytest.param("curl h -X 'A B'", "line 1, column 8: “A B” is no", id="method"),
        pytest.param("curl h -X", "line 1, column 8: after “-X” a value", id="value"),
        pytest.param("curl h -sQ", "line 1, column 8: curl's option “-Q”", id="letter"),
        pytest.param(
            "curl h --header=a:b", "line 1, column 8: curl's option “--header=a:b” is"
            " not known here; curl takes a value as the next word", id="equals sign",
        ),
        pytest.param("curl h i", "line 1, column 8: this would be a second", id="two"),
        pytest.param("curl 'a b'", "line 1, column 6: there is a space", id="space"),
        pytest.param("curl 'h/[1-3]'", "line 1, column 6: curl takes [ ]", id="glob"),
        pytest.param("curl h -I -d a", "line 1, column 8: HEAD (-I) and", id="head"),
        pytest.param("curl h --next i", "line 1, column 8: this is more", id="next"),
        pytest.param(
            r"curl $'\uD800'", "line 1, column 8: there is no character", id="surrogate"
        ),
        pytest.param(
            f"curl{' -s' * 2000}", "line 1, column 6003: these are more", id="words"
        ),
        pytest.param(
            f"curl {'x' * 2**20}", "line 1, column 1048577: the command goes", id="long"
        ),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_says_where_and_what(line: str, said: str) -> None:
    with pytest.raises(CurlLineError) as caught:
        read_curl(line)

    assert str(caught.value).startswith(said)


def test_a_prompt_and_a_path_before_curl_are_let_pass() -> None:
    assert read_curl("$ /usr/bin/curl h").request.url == "http://h"


def test_what_has_no_place_in_a_request_is_told() -> None:
    reading = read_curl("curl -kL -o f --proxy p https://h/ | jq .")

    assert [note.split(" was ")[0] for note in reading.notes] == [
        "-k",
        "-L",
        "The file to be written",
        "The proxy",
        "What comes after the command",
    ]


def test_a_secret_is_not_repeated_in_a_message() -> None:
    with pytest.raises(CurlLineError) as caught:
        read_curl(f"curl h --refresh-token-{'x' * 100}")

    assert "x" * 20 not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("curl https://h", True, id="a command"),
        pytest.param("$ curl -I h", True, id="behind a prompt"),
        pytest.param('curl.exe ^"h^"', True, id="windows"),
        pytest.param("https://curl.example/", False, id="an address"),
        pytest.param("curling", False, id="another word"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_command_is_told_from_an_address(text: str, *, expected: bool) -> None:
    assert is_curl(text) is expected


@given(requests())
def test_what_is_copied_as_curl_is_read_as_the_same(request: PlaygroundRequest) -> None:
    parts = take_apart_typed(request, environment=Environment.SANDBOX)

    assert read_curl(curl_command(parts)).request == request


@pytest.mark.slow
@settings(max_examples=repetitions(full=20_000, short=500), deadline=None)
@given(st.text(alphabet="\"'\\$^%\n -dHuX@=:{}[]()&|<>#`ah/1", max_size=60))
def test_any_text_after_curl_is_read_or_refused_in_words(text: str) -> None:
    said = ""

    try:
        read_curl(f"curl {text}")
    except CurlLineError as error:
        said = str(error)

    assert said == "" or said.startswith("line ")
