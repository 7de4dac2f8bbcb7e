"""Commands whose streams are closed or full, as cron, a pipe or a full disk leaves them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.servers import FLASK, ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="it has no such shell"),
]
ENDS_WITHIN = 120.0


@pytest.mark.parametrize("closing", [">&-", "2>&-"], ids=["output", "errors"])
@pytest.mark.parametrize(
    "words",
    [
        ("connections", "renew"),
        ("drill", "run", "the-double-callback", "--reveal"),
        ("verify", "--only", "L303"),
        ("vault", "rekey"),
    ],
    ids=" ".join,
)
def test_a_command_does_its_work_with_a_stream_closed(
    tmp_path: Path, words: tuple[str, ...], closing: str
) -> None:
    assert run(tmp_path, *words, streams=closing) == 0


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="this system has no /dev/full"
)
def test_a_log_for_which_there_is_no_room_ends_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "connections", "renew", streams="2>/dev/full") == 0


def run(instance: Path, *words: str, streams: str) -> int:
    """Run a command by a shell that closes or fills a stream, and return how it ended."""
    done = subprocess.run(  # noqa: S603 -- our own command
        ("/bin/sh", "-c", f'exec "$@" {streams}', "sh", *FLASK, *words),
        cwd=ROOT,
        env={**os.environ, "GRANTLAB_INSTANCE": str(instance)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=ENDS_WITHIN,
    )
    return done.returncode
