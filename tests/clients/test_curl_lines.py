"""What we read in a curl command is what curl itself sends."""

import subprocess
from collections.abc import Iterator

import pytest

from grantlab.formats.curl_reader import read_curl
from grantlab.playground.request import BasicOfKeyPair, BearerOfConnection
from grantlab.playground.sending import fill_in, write_out
from grantlab.playground.variables import Variable, VariableSet
from tests.support.echoing import Echo, differences, echo
from tests.support.foreign import curl

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

VALUES = {"CLIENT_ID": "ABinvented", "CLIENT_SECRET": "s3 cret", "ACCESS_TOKEN": "AT&1"}
VARIABLES = VariableSet(
    "shell", tuple(Variable(name.lower(), value) for name, value in VALUES.items())
)

AUTHORIZATION = {
    BasicOfKeyPair: ("Authorization", "Basic QUJpbnZlbnRlZDpzMyBjcmV0"),
    BearerOfConnection: ("Authorization", "Bearer AT&1"),
}

LINES = {
    "an address alone": "curl {base}/path?a=1%20b#fragment",
    "no path": "curl '{base}?a=b'",
    "chrome": (
        "curl '{base}/v3/company/1/query?minorversion=75' \\\n"
        "  -H 'accept: application/json, text/plain, */*' \\\n"
        "  -H 'accept-language: en-GB,en;q=0.9' \\\n"
        "  -b 'one=1; two=\"2\"' \\\n"
        '  -H \'sec-ch-ua: "Chromium";v="142", "Not A;Brand";v="99"\' \\\n'
        '  --data-raw $\'{{"name":"it\\\'s \\u0021\\u00e9"}}\' \\\n'
        "  --compressed"
    ),
    "chrome, content type last": (
        "curl '{base}/x' -X 'PUT' -H 'content-type: application/json'"
        " --data-raw '{{\"a\": [1, 2]}}' --insecure"
    ),
    "firefox": (
        "curl '{base}/oauth2/v1/tokens/bearer' --compressed -X POST"
        " -H 'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:145.0)'"
        " -H 'Content-Type: application/x-www-form-urlencoded' -H 'Priority: u=0'"
        " --data-raw 'grant_type=refresh_token&refresh_token=RT1-0%2Bx'"
    ),
    "safari": (
        "curl '{base}/' \\\n-X 'POST' \\\n-H 'Accept: */*' \\\n"
        "-H 'Content-Type: text/plain;charset=UTF-8' \\\n--data-binary 'one\ntwo'"
    ),
    "intuit's documents": (
        "curl -X POST '{base}/tokens/bearer' -H 'Accept: application/json'"
        " -H 'Content-Type: application/x-www-form-urlencoded'"
        ' -u "$CLIENT_ID:$CLIENT_SECRET"'
        " -d 'grant_type=authorization_code' -d 'code=Q0 x'"
        " -d 'redirect_uri=http://localhost:8000/cb?x'"
    ),
    "a bearer in double quotes": (
        'curl "{base}/v3" -H "Authorization: Bearer ${{ACCESS_TOKEN}}"'
    ),
    "encoded by curl": (
        "curl {base}/ --data-urlencode 'q=a b&c=é*~' --data-urlencode 'only words'"
        " --data-urlencode '=x=y'"
    ),
    "encoded pairs": "curl {base}/ --data-urlencode 'q=a b&c' --data-urlencode na=v+1",
    "a query from data": (
        "curl -G {base}/query?v=1 --data-urlencode 'query=select * from Customer' -d m=75"
    ),
    "a query from data, with a method": "curl -G -X DELETE {base}/q -d a=b",
    "json": "curl {base}/ --json '{{\"a\": 1}}'",
    "json in two parts": "curl {base}/ --json '{{\"a\": ' --json '1}}'",
    "json with a type of its own": (
        "curl {base}/ --json '[]' -H 'content-type: application/json; charset=utf-8'"
    ),
    "json sent as a form by mistake": 'curl {base}/ -d \'{{"a": "b=c"}}\'',
    "xml": "curl {base}/ -H 'Content-Type: application/xml' -d '<a b=\"c\"/>'",
    "octets that are no text": "curl {base}/ -d 'a=%FF%FE'",
    "data without a name": "curl {base}/ -d one -d two=2",
    "an empty body": "curl {base}/ -d ''",
    "head": "curl -I {base}/",
    "letters in one word": "curl -sSLkvXPOST {base}/ -da=b -HX-One:1",
    "agent and referer": "curl -A 'an agent' -e '{base}/from;auto' {base}/",
    "headers taken away and sent empty": (
        "curl {base}/ -H 'Accept:' -H 'X-Empty;' -H 'X-Space:   v  ' -d a -H Content-Type:"
    ),
    "a header twice": "curl {base}/ -H 'X-A: 1' -H 'X-A: 2'",
    "basic in words": "curl -u 'us er:pa:ss é' {base}/",
    "bearer by its option": "curl --oauth2-bearer abc --url {base}/",
    "double quotes with escapes": 'curl "{base}/" -d "{{\\"a\\": \\"\\$5 \\\\\\\\ \\`\\"}}"',
    "a comment and a pipe": "# first\ncurl -s {base}/a # last\n",
    "braces that are meant": "curl -g '{base}/a?b={{c}}&d=[1]'",
    "an unusual method": "curl -X PURGE {base}/",
    "cookies twice": "curl -b a=1 -b b=2 {base}/",
    "no continuation of lines": "curl {base}/x\\\n-y -H A:b",
}


@pytest.fixture(scope="module")
def echoing() -> Iterator[Echo]:
    with echo() as server:
        yield server


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_what_curl_sends_is_what_we_read(line: str, echoing: Echo) -> None:
    program = curl()
    command = line.format(base=echoing.url)

    subprocess.run(  # noqa: S603 -- the shell and curl are what is asked
        ["/bin/bash", "-c", command.replace("curl", f"{program} --silent", 1)],
        env={**VALUES, "LC_ALL": "C.UTF-8"},
        check=True,
        capture_output=True,
    )

    request, uses = fill_in(read_curl(command).request, [VARIABLES])
    assert [use.name for use in uses if use.trouble] == []
    arrived = echoing.last()
    for name, value in AUTHORIZATION.items():
        assert (value in arrived.headers) == isinstance(request.auth, name)
    assert differences(arrived, write_out(request), base=echoing.url) == []
