"""Answering only to the names of this machine, and to those that an operator lists.

A page elsewhere could otherwise reach us through a name that it points here. Flask's own
``TRUSTED_HOSTS`` cannot list ``[::1]``: it cuts a name at its first colon.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import abort, request

OWN_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def answered_hosts(listed: tuple[str, ...] = ()) -> Callable[[str], bool]:
    """Return what tells whether a ``Host`` is answered to; the port does not matter.

    ``listed`` are names that are answered to besides those of this machine.
    """
    known = frozenset(_name(name) for name in (*OWN_HOSTS, *listed))
    return lambda host: _name(host) in known


def refuse_foreign_hosts(listed: tuple[str, ...] = ()) -> Callable[[], None]:
    """Return a check to be made before every request."""
    is_answered = answered_hosts(listed)

    def check_host() -> None:
        if not is_answered(request.headers.get("Host", "")):
            abort(
                400,
                description="This answers to localhost, 127.0.0.1 and [::1] only. For a"
                " provider that runs alone, GRANTLAB_PROVIDER_HOSTS lists more names.",
            )

    return check_host


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
