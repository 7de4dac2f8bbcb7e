"""The recipes for a fingerprint, as a customer runs them."""

import os
import pty
import re
import select
import shutil
import subprocess
import termios
from html import unescape
from pathlib import Path
from time import monotonic

import pytest
from flask import Flask

from grantlab.protocol.secret import fingerprint_of
from tests.support import invented
from tests.support.needs import missing
from tests.support.walking import Walker

TOKEN = invented.REFRESH_TOKEN
WITHIN = 20.0
"""Seconds."""


@pytest.fixture
def recipes(app: Flask) -> dict[str, str]:
    """Return the lines that the page of a case gives, by the system they are for."""
    walker = Walker(app)
    walker.open("/diagnose")
    walker.press("Diagnose", paste='{"error":"invalid_grant"}')
    found = re.findall(
        r'<pre class="code"\s+id="recipe-(\w+)">(.*?)</pre>', walker.page.text
    )
    return {system: unescape(line) for system, line in found}


def needs(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            missing(program, f"{program} is not installed")


def test_there_is_a_recipe_for_three_systems(recipes: dict[str, str]) -> None:
    assert set(recipes) == {"linux", "macos", "powershell"}


def test_the_recipe_for_linux_gives_the_fingerprint_and_leaves_no_token(
    recipes: dict[str, str], tmp_path: Path
) -> None:
    needs("bash", "sha256sum")
    history = tmp_path / "history"
    shell, terminal = pty.openpty()
    process = subprocess.Popen(
        ["bash", "--norc", "--noprofile", "-i"],  # noqa: S607 -- the shell that is there
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={**os.environ, "HISTFILE": str(history), "PS1": "$ ", "TERM": "dumb"},
        start_new_session=True,
    )
    os.close(terminal)
    seen = _read_until(shell, "$ ")

    os.write(shell, f"{recipes['linux']}\n".encode())
    _read_until(shell, "unset TOKEN\r\n")
    _await_silent_line(shell)
    os.write(shell, f"{TOKEN}\n".encode())
    seen = _read_until(shell, "$ ")
    os.write(shell, b"exit\n")
    process.wait(WITHIN)
    os.close(shell)

    assert fingerprint_of(TOKEN) in seen
    assert TOKEN not in seen
    assert "sha256sum" in history.read_text(encoding="utf-8")
    assert TOKEN not in history.read_text(encoding="utf-8")


def test_the_recipe_for_macos_gives_the_fingerprint_of_what_was_copied(
    recipes: dict[str, str], tmp_path: Path
) -> None:
    needs("sh", "shasum")
    clipboard = tmp_path / "pbpaste"
    clipboard.write_text(f"#!/bin/sh\necho ' {TOKEN}'\n", encoding="utf-8")
    clipboard.chmod(0o700)

    told = subprocess.run(  # noqa: S603 -- the recipe, as a customer runs it
        ["sh", "-c", recipes["macos"]],  # noqa: S607 -- the shell that is there
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=WITHIN,
    )

    assert told.stdout == f"{fingerprint_of(TOKEN)}\n"


def test_the_recipe_for_powershell_gives_the_fingerprint_of_what_was_copied(
    recipes: dict[str, str],
) -> None:
    needs("pwsh")
    clipboard = f'function Get-Clipboard {{ param([switch]$Raw) "{TOKEN}`r`n" }}'

    told = subprocess.run(  # noqa: S603 -- the recipe, as a customer runs it
        ["pwsh", "-NoProfile", "-Command", f"{clipboard}; {recipes['powershell']}"],  # noqa: S607 -- the shell that is there
        capture_output=True,
        text=True,
        check=True,
        timeout=WITHIN,
    )

    assert told.stdout.strip() == fingerprint_of(TOKEN)


def _read_until(shell: int, end: str) -> str:
    seen = ""
    while end not in seen and select.select([shell], [], [], WITHIN)[0]:
        seen += os.read(shell, 4096).decode()
    return seen


def _await_silent_line(shell: int) -> None:
    """Wait until a whole line is read and not echoed: the shell's own editing reads letters."""
    deadline = monotonic() + WITHIN
    while monotonic() < deadline:
        modes = termios.tcgetattr(shell)[3]
        if modes & termios.ICANON and not modes & termios.ECHO:
            return
        select.select([], [], [], 0.01)
