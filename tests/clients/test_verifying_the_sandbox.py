"""``flask verify --environment sandbox`` in processes of its own, before a stranger."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pytest
import requests
from pytest_grantlab import Intuit

from grantlab.verification.running import ELSEWHERE, LEFT_OUT
from tests.support.servers import FLASK, ROOT, free_port
from tests.support.stranger import PATIENCE, Stranger

pty = pytest.importorskip("pty", reason="there are no terminals of this kind here")
pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "localhost"])
ADDRESS = re.compile(r"\n(http://127\S+/connect/oauth2\?\S+)\r?\n.*?Waiting", re.DOTALL)
ENDS_WITHIN = 120.0


@pytest.fixture
def variables(intuit: Intuit, tmp_path: Path) -> dict[str, str]:
    """Return what puts the stranger in the sandbox's place."""
    port = free_port()
    intuit.app.add_redirect_uri(f"http://localhost:{port}/walk/callback")
    return {
        **os.environ,
        "GRANTLAB_INSTANCE": str(tmp_path / "instance"),
        "GRANTLAB_PORT": str(port),
        "GRANTLAB_SANDBOX_DISCOVERY_URL": intuit.env.discovery_url,
        "GRANTLAB_SANDBOX_CLIENT_ID": intuit.env.client_id,
        "GRANTLAB_SANDBOX_CLIENT_SECRET": intuit.env.client_secret,
    }


@dataclass
class Typed:
    """A command at a terminal, and somebody who does what it says."""

    words: tuple[str, ...]
    variables: dict[str, str]
    person: Stranger = field(default_factory=Stranger)
    consents: int | None = None
    """How often the person consents; asked once more, they press Ctrl-C. ``None`` for always."""

    said: str = ""
    asked: int = 0
    pages: list[str] = field(default_factory=list)

    def run(self) -> int:
        """Read what is said, follow each address that is waited for, and wait for the end."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(  # noqa: S603 -- our own command
            (*FLASK, "verify", "--environment", "sandbox", *self.words),
            cwd=ROOT,
            env=self.variables,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        for text in _read(ours):
            self.said += text
            for address in ADDRESS.findall(self.said)[self.asked :]:
                self.asked += 1
                if self.consents is not None and self.asked > self.consents:
                    process.send_signal(signal.SIGINT)
                    continue
                brought = self.person.visit(address)
                self.pages.append(requests.get(brought, timeout=PATIENCE).text)
        os.close(ours)
        return process.wait(ENDS_WITHIN)


def _read(terminal: int) -> Iterator[str]:
    while True:
        try:
            octets = os.read(terminal, 1 << 16)
        except OSError:
            # That is how a terminal says that nobody has it open any more.
            return
        if not octets:
            return
        yield octets.decode()


def test_a_person_at_a_terminal_consents_in_their_browser(
    variables: dict[str, str], tmp_path: Path
) -> None:
    report = tmp_path / "run.json"
    typed = Typed(("--output", str(report)), variables)

    code = typed.run()

    assert code == 0, typed.said
    assert "You are asked to go to the service up to" in typed.said
    assert "All that was checked is as stated." in typed.said
    assert "was ended with it" in typed.said
    assert all("You can close this tab" in page for page in typed.pages)
    (run,) = json.loads(report.read_text())["runs"]
    assert run["run"]["environment"] == "sandbox"
    assert run["run"]["preset"] is None


def test_without_endings_they_are_asked_once(
    variables: dict[str, str], tmp_path: Path
) -> None:
    report = tmp_path / "run.html"
    typed = Typed(("--without-endings", "--output", str(report)), variables)

    code = typed.run()

    assert code == 0, typed.said
    assert typed.person.visits == 1
    words = " ".join(typed.said.split())
    assert words.count(ELSEWHERE) == 1
    assert words.count(LEFT_OUT) == 1
    assert unescape(report.read_text()).count(ELSEWHERE) == 1
    assert "stands, and nobody holds its tokens any more" in typed.said


def good_tokens(intuit: Intuit) -> int:
    """Return how many tokens the service has out that it would honour."""
    told = intuit._bench.get("ledger")["tokens"]  # noqa: SLF001 -- the plugin tells of refusals only
    return sum(token["refused_as"] is None for token in told)


@pytest.mark.parametrize(
    ("only", "consents", "left"),
    [
        pytest.param(
            "L301",
            0,
            "No consent that was given for this run is left.",
            id="nobody had",
        ),
        pytest.param(
            "L301,L305", 1, "was ended with it", id="our client holds a connection"
        ),
        pytest.param("L310,L605", 1, "was ended with it", id="a check holds tokens"),
    ],
)
def test_whoever_presses_ctrl_c_is_told_what_is_left(
    variables: dict[str, str], intuit: Intuit, only: str, consents: int, left: str
) -> None:
    typed = Typed(("--only", only), variables, consents=consents)

    code = typed.run()

    words = " ".join(typed.said.split())
    assert code == 130, typed.said
    assert "The run was stopped, and there is no report of it." in words
    assert left in words
    assert typed.person.visits == consents
    assert good_tokens(intuit) == 0


def test_without_a_terminal_no_address_is_printed(variables: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 -- our own command
        (*FLASK, "verify", "--environment", "sandbox", "--json"),
        cwd=ROOT,
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=ENDS_WITHIN,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr == ""
    (run,) = json.loads(done.stdout)["runs"]
    waiting = [one for one in run["results"] if one["outcome"] == "needs a person"]
    assert waiting
    assert all(one["because"].startswith("There is no terminal") for one in waiting)
