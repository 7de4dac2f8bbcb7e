"""The page on lifting the store: its example is run as it stands there."""

import json
import os
import re
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
NEVER_NEEDED = ("flask", "flask_sqlalchemy", "httpx2", "authlib", "alembic", "pydantic")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


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
    visitor: Visitor, token_endpoint: str, tmp_path: Path
) -> None:
    keys = tuple(Key(bytes([number]) * KEY_LENGTH) for number in (1, 2))
    told = "print('needs', [n for n in NEVER_NEEDED if n in sys.modules])\n"
    script = "".join(blocks("python")) + f"import sys\nNEVER_NEEDED = {NEVER_NEEDED}\n"

    done = subprocess.run(  # noqa: S603 -- the page's own example
        (sys.executable, "-c", script + told),
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
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
    assert done.stdout == f"{blocks('text')[0]}needs []\n"


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`(grantlab/[\w/]+(?:\.py|/))`", PAGE)))
)
def test_what_the_page_tells_to_take_is_there(path: str) -> None:
    assert (ROOT / path).exists()
