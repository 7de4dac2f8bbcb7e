"""Requests copied as code, run: what arrives is what was meant."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grantlab.formats.csharp_snippet import csharp_snippet
from grantlab.formats.curl import curl_command
from grantlab.formats.fetch_snippet import fetch_snippet
from grantlab.formats.php_snippet import php_snippet
from grantlab.formats.request_parts import take_apart_typed
from grantlab.formats.requests_snippet import requests_snippet
from grantlab.playground.request import (
    BasicOfKeyPair,
    BearerOfConnection,
    CustomBasic,
    Entry,
    FormBody,
    PlaygroundRequest,
    RawBody,
)
from grantlab.playground.sending import fill_in, write_out
from grantlab.playground.variables import Variable, VariableSet
from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from tests.support.echoing import Echo, differences, echo
from tests.support.foreign import curl, node
from tests.support.needs import missing

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ODD = 'it\'s "$HOME" `x` ${y} \\n %41 100% é ☃ {z} #'
VALUES = {
    "ACCESS_TOKEN": "AT.invented",
    "CLIENT_ID": "ABinvented",
    "CLIENT_SECRET": "invented secret",
    "NAME": "Ada & \"Co\" 'x'",
    "REFRESH_TOKEN": "RT1+invented=",
    "USER_NAME": "ada",
}
ENDS_WITHIN = 120.0
MONO = "mono-mcs libmono-system-net-http4.0-cil"
SHELL = VariableSet(
    "shell", tuple(Variable(name.lower(), value) for name, value in VALUES.items())
)

REQUESTS = {
    "a read": PlaygroundRequest(
        url="{{base}}/v3/company/1/query?minorversion=75",
        params=(Entry("query", "select * from Customer where a = 'é'"),),
        headers=(Entry("Accept", "application/json"), Entry("X-Name", "{{name}}!")),
        auth=BearerOfConnection(),
    ),
    "a refresh": PlaygroundRequest(
        method="POST",
        url="{{base}}/tokens/bearer",
        headers=(Entry("Accept", "application/json"),),
        auth=BasicOfKeyPair(),
        body=FormBody(
            (
                Entry("grant_type", "refresh_token"),
                Entry("refresh_token", "{{refresh_token}}"),
                Entry("odd", ODD),
                Entry("off", "not sent", enabled=False),
            )
        ),
    ),
    "a form with a name twice": PlaygroundRequest(
        method="POST",
        url="{{base}}/form",
        body=FormBody((Entry("a", "1"), Entry("a", "2 {{name}}"))),
    ),
    "a document": PlaygroundRequest(
        method="POST",
        url="{{base}}/v3/company/1/customer",
        headers=(Entry("Content-Type", "application/json"),),
        body=RawBody(f'{{"odd": "{ODD.translate({34: "", 92: ""})}"}} '),
    ),
    "another text": PlaygroundRequest(
        method="PUT",
        url="{{base}}/raw",
        auth=CustomBasic("{{user_name}}", Secret("{{client_secret}}")),
        body=RawBody(f"{ODD}\n<two/>", "application/xml; charset=utf-8"),
    ),
    "an unusual method": PlaygroundRequest(method="PURGE", url="{{base}}/x"),
    "a look": PlaygroundRequest(method="HEAD", url="{{base}}/x"),
    "a body that is taken away": PlaygroundRequest(
        method="DELETE", url="{{base}}/x", headers=(Entry("X-Empty", "v"),)
    ),
}
"""In the addresses, ``{{base}}`` is where the server of the test listens."""


def in_shell(text: str, _folder: Path) -> list[str]:
    curl()
    return ["/bin/sh", "-c", text]


def in_python(text: str, folder: Path) -> list[str]:
    return [sys.executable, str(written(folder / "snippet.py", text))]


def in_node(text: str, folder: Path) -> list[str]:
    program, _ = node()
    return [program, str(written(folder / "snippet.mjs", text))]


def in_php(text: str, folder: Path) -> list[str]:
    program = shutil.which("php")
    if program is None:
        missing("php", "no PHP is installed (Debian: apt install php-cli php-curl)")
    file = written(folder / "snippet.php", text)
    run(program, "-l", str(file))
    if b"curl" not in run(program, "-m").splitlines():
        missing("php", "PHP is here without curl (Debian: apt install php-curl)")
    return [program, str(file)]


def in_mono(text: str, folder: Path) -> list[str]:
    compiler, mono = shutil.which("mcs"), shutil.which("mono")
    if compiler is None or mono is None:
        missing("csharp", f"no Mono is installed (Debian: apt install {MONO})")
    file, program = written(folder / "snippet.cs", text), folder / "snippet.exe"
    run(
        compiler,
        "-langversion:latest",
        "-r:System.Net.Http",
        f"-out:{program}",
        str(file),
    )
    return [mono, str(program)]


def written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def run(*command: str) -> bytes:
    done = subprocess.run(  # noqa: S603 -- our own snippet
        command,
        env={**os.environ, **VALUES, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
        timeout=ENDS_WITHIN,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def echoing() -> Iterator[Echo]:
    with echo() as server:
        yield server


@pytest.mark.parametrize("request_name", REQUESTS)
@pytest.mark.parametrize(
    ("write", "prepare"),
    [
        pytest.param(curl_command, in_shell, id="curl"),
        pytest.param(requests_snippet, in_python, id="requests"),
        pytest.param(fetch_snippet, in_node, id="fetch"),
        pytest.param(php_snippet, in_php, id="php"),
        pytest.param(csharp_snippet, in_mono, id="csharp", marks=pytest.mark.slow),
    ],
)
def test_a_snippet_sends_what_was_typed(
    write: Callable[..., str],
    prepare: Callable[[str, Path], list[str]],
    request_name: str,
    echoing: Echo,
    tmp_path: Path,
) -> None:
    base = VariableSet("test", (Variable("base", echoing.url),))
    typed, _ = fill_in(REQUESTS[request_name], [base])
    parts = take_apart_typed(typed, environment=Environment.SANDBOX)

    run(*prepare(write(parts), tmp_path))

    meant, uses = fill_in(typed, [SHELL])
    assert [use.name for use in uses if use.trouble] == []
    arrived = echoing.last()
    assert differences(arrived, write_out(meant), base=echoing.url) == []
    match typed.auth:
        case BearerOfConnection():
            assert ("Authorization", "Bearer AT.invented") in arrived.headers
        case BasicOfKeyPair():
            basic = "Basic QUJpbnZlbnRlZDppbnZlbnRlZCBzZWNyZXQ="
            assert ("Authorization", basic) in arrived.headers
