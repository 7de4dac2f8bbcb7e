"""Which Grantlab this is."""

from importlib.metadata import version


def installed_version() -> str:
    """Return the version of the installed package."""
    return version("grantlab")
