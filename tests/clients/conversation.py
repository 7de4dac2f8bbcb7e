"""A foreign script that asks for what only a person at a browser, or the bench, can do.

Each line that it prints is an object of one member. ``browse`` is an address to consent
at, ``advance`` a length of time to let pass; both wait for a line in return. ``saw`` is
something that is to be compared here.
"""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from threading import Timer
from typing import Any

from pytest_grantlab import Intuit

from tests.clients.consenting import consent

ENDS_WITHIN = 120.0


def converse(
    command: list[str], intuit: Intuit, variables: Mapping[str, str]
) -> dict[str, Any]:
    """Run a script to its end; return everything that it saw."""
    saw: dict[str, Any] = {}
    with subprocess.Popen(  # noqa: S603 -- our own script
        command,
        env={**os.environ, **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as script:
        assert script.stdin is not None
        assert script.stdout is not None
        stuck = Timer(ENDS_WITHIN, script.kill)
        stuck.start()
        said = []
        for line in script.stdout:
            said.append(line)
            match _object(line):
                case {"browse": str(address)}:
                    _say(script, consent(address))
                case {"advance": str(length)}:
                    intuit.clock.advance(length)
                    _say(script, {})
                case {"saw": dict(values)}:
                    saw.update(values)
        stuck.cancel()
    assert script.returncode == 0, "".join(said)
    return saw


def script(name: str) -> Path:
    """Return a script that lies beside the tests."""
    return Path(__file__).parent / "scripts" / name


def _object(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _say(process: "subprocess.Popen[str]", answer: Mapping[str, str]) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(answer) + "\n")
    process.stdin.flush()
