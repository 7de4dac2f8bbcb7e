"""The peer ``oidc-provider`` of npm, under the Node it asks for."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import CONNECTIONS
from tests.bench.peers.peer import HERE, Peer, PeerError, run

SCRIPT = "node_provider.mjs"
PACKAGES = ("oidc-provider@9.13", "node@22")
"""The second brings the Node of that version, whatever this machine has."""


@dataclass(frozen=True, slots=True)
class NodeProvider(Peer):
    """A certified provider of npm: one process, in memory."""

    def install(self, folder: Path) -> None:
        npm = shutil.which("npm")
        if npm is None:
            raise PeerError("npm is not on this machine")
        (folder / "package.json").write_text(json.dumps({"private": True}))
        (folder / SCRIPT).write_text((HERE / SCRIPT).read_text())
        run((npm, "install", "--silent", "--no-audit", "--no-fund", *PACKAGES), folder)

    def command(self, folder: Path, port: int) -> Sequence[str]:
        node = folder / "node_modules/.bin/node"
        return (str(node), SCRIPT, str(port), str(CONNECTIONS))
