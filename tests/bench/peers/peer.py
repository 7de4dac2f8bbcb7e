"""What a peer is: how it is installed, started, and asked."""

import base64
import json
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import CONNECTIONS, Target

HERE = Path(__file__).parent
BASIC = base64.b64encode(b"bench:invented").decode()
INSTALLED_WITHIN = 300


class PeerError(Exception):
    """A peer cannot be measured here; the message says why."""


@dataclass(frozen=True, slots=True)
class Peer(ABC):
    """One authorization server, in a folder that is thrown away."""

    name: str
    served_by: str
    """How it is served, and where it keeps its tokens."""

    ready: str
    """A path that answers as soon as it is up."""

    token_path: str
    rotates: bool = True

    @abstractmethod
    def install(self, folder: Path) -> None:
        """Fetch it, and put what is ours beside it.

        Raises:
            PeerError: it cannot be had here.
        """

    @abstractmethod
    def command(self, folder: Path, port: int) -> Sequence[str]:
        """Return what serves it."""

    def target(self, folder: Path, port: int) -> Target:
        """Return where to refresh, and as whom."""
        del folder
        return Target(
            port=port, path=self.token_path, basic=BASIC, rotates=self.rotates
        )

    def first_tokens(self, folder: Path, port: int) -> tuple[str, ...]:
        """Return a refresh token for each connection."""
        del port
        tokens: list[str] = json.loads((folder / "tokens.json").read_text())
        return tuple(tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonPeer(Peer):
    """A package of PyPI with a script of ours, in an environment of its own."""

    packages: tuple[str, ...]
    script: str
    application: str

    def install(self, folder: Path) -> None:
        install_packages(folder, self.packages)
        (folder / self.script).write_text((HERE / self.script).read_text())
        python = folder / "venv/bin/python"
        run((str(python), self.script, str(CONNECTIONS)), folder)

    def command(self, folder: Path, port: int) -> Sequence[str]:
        module = self.script.removesuffix(".py")
        return (
            str(folder / "venv/bin/gunicorn"),
            "--workers=2",
            "--threads=4",
            f"--bind=127.0.0.1:{port}",
            f"{module}:{self.application}",
        )


def install_packages(folder: Path, packages: Sequence[str]) -> None:
    """Make an environment with some packages of PyPI."""
    uv = (sys.executable, "-m", "uv")
    python = folder / "venv/bin/python"
    run((*uv, "venv", "--quiet", "--python", sys.executable, "venv"), folder)
    run((*uv, "pip", "install", "--quiet", "--python", str(python), *packages), folder)


def run(command: Sequence[str], folder: Path) -> None:
    """Run what an installation needs.

    Raises:
        PeerError: it failed.
    """
    try:
        subprocess.run(  # noqa: S603 -- our own command
            command,
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
            timeout=INSTALLED_WITHIN,
        )
    except subprocess.CalledProcessError as exc:
        last = (exc.stderr.strip() or "it said nothing").splitlines()[-1]
        raise PeerError(f"`{Path(command[0]).name}` failed: {last}") from exc
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise PeerError(str(exc)) from exc
