"""The way back to the page that a visitor came from.

Only to this machine: an address from a query must not lead anywhere else.
"""

from urllib.parse import urlsplit

_HOSTS = frozenset({"localhost", "127.0.0.1"})


def back_link(address: str) -> str | None:
    """Return the address if it is a path here or a page on this machine, else ``None``."""
    # A browser reads a backslash as a slash, and drops control characters.
    if "\\" in address or any(not character.isprintable() for character in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if not parts.scheme and not parts.netloc:
        relative = address.startswith("/") and not address.startswith("//")
        return address if relative else None
    loopback = parts.scheme == "http" and parts.hostname in _HOSTS
    return address if loopback and "@" not in parts.netloc else None
