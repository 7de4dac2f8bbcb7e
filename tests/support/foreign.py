"""Environments of other people's clients, as ``make clients`` installs them."""

import shutil
from pathlib import Path

from tests.support.needs import missing

INSTALLED = Path(__file__).parents[2] / ".clients"
_DONE = ".installed"


def foreign_python() -> Path:
    """Return the Python that has python-quickbooks and pytest, and nothing of ours."""
    home = INSTALLED / "python-quickbooks"
    if not (home / _DONE).exists():
        missing("python-quickbooks", "python-quickbooks is not there (make clients)")
    return home / "bin" / "python"


def node() -> tuple[str, Path]:
    """Return where Node is, and the folder of its modules."""
    found = shutil.which("node")
    if found is None:
        missing("node", "no Node is installed (Debian: apt install nodejs npm)")
    home = INSTALLED / "node"
    if not (home / _DONE).exists():
        missing("node", "the clients for Node are not there (make clients)")
    return found, home / "node_modules"


def curl() -> str:
    """Return where curl is."""
    found = shutil.which("curl")
    if found is None:
        missing("curl", "no curl is installed (Debian: apt install curl)")
    return found
