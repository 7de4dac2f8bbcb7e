"""The page on lifting the store: its example is run as it stands there."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.serving import make_server

from grantlab.vault.key_ring import KEY_LENGTH, Key, format_key_ring
from tests.support.provider import COMPANY, TOKEN_PATH, Visitor, open_visitor
from tests.support.servers import ROOT

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

PAGE = (ROOT / "docs" / "lifting-the-store.md").read_text(encoding="utf-8")
NEEDED = ("cryptography", "sqlalchemy", "structlog")
NEVER_NEEDED = ("flask", "flask_sqlalchemy", "httpx2", "authlib", "alembic", "pydantic")
WHAT_IT_NEEDED = f"""
import sys
print("needs", [name for name in {NEEDED + NEVER_NEEDED} if name in sys.modules])
"""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def listed() -> Iterator[str]:
    """Yield what the table tells to take: files, and folders that end in a slash."""
    for cell in re.findall(r"^\| (`grantlab/[^|]*) \|", PAGE, re.MULTILINE):
        names = re.findall(r"`([^`]+)`", cell)
        if ":" in cell:
            yield from (names[0] + name for name in names[1:])
        else:
            yield from names


@pytest.fixture
def lifted(tmp_path: Path) -> Path:
    """Copy what is listed, and nothing else, into a folder of its own."""
    for name in listed():
        source, goal = ROOT / name, tmp_path / name
        goal.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            shutil.copytree(source, goal, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, goal)
    for folder in {path.parent for path in tmp_path.rglob("*.py")} | {
        tmp_path / "grantlab"
    }:
        shutil.copy(ROOT / folder.relative_to(tmp_path) / "__init__.py", folder)
    return tmp_path


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with open_visitor(tmp_path) as visitor:
        yield visitor


@pytest.fixture
def token_endpoint(visitor: Visitor) -> Iterator[str]:
    """Serve the provider on a port of this machine."""
    server = make_server("127.0.0.1", 0, visitor.app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}{TOKEN_PATH}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.proves("L406", "L501")
def test_the_example_prints_what_the_page_says(
    visitor: Visitor, token_endpoint: str, lifted: Path
) -> None:
    keys = tuple(Key(bytes([number]) * KEY_LENGTH) for number in (1, 2))
    script = "".join(blocks("python")) + WHAT_IT_NEEDED

    done = subprocess.run(  # noqa: S603 -- the page's own example
        (sys.executable, "-c", script),
        cwd=lifted,
        env={
            **os.environ,
            "TOKEN_ENDPOINT": token_endpoint,
            "CLIENT_ID": visitor.pair.client_id,
            "CLIENT_SECRET": visitor.pair.client_secret.reveal(),
            "REALM_ID": COMPANY,
            "FIRST_ANSWER": json.dumps(visitor.connect()),
            "VAULT_KEYS": format_key_ring(keys[:1], index_key=keys[1]),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout == f"{blocks('text')[0]}needs {list(NEEDED)}\n"
