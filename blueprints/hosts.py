"""Answering only to the names of this machine, and to those that an operator lists.

A page elsewhere could otherwise reach us through a name that it points here. Flask's own
``TRUSTED_HOSTS`` cannot list ``[::1]``: it cuts a name at its first colon.
"""

import re
from collections.abc import Callable

from flask import Response, request

OWN_HOSTS = ("localhost", "127.0.0.1", "[::1]")
REFUSED = (
    "This answers to localhost, 127.0.0.1 and [::1] only. For a provider that runs alone,"
    " GRANTLAB_PROVIDER_HOSTS lists more names.\n"
)
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{0,5})?", re.IGNORECASE)


def answered_hosts(listed: tuple[str, ...] = ()) -> Callable[[str], bool]:
    """Return what tells whether a ``Host`` is answered to; the port does not matter.

    ``listed`` are names that are answered to besides those of this machine.
    """
    known = frozenset(_name(name) for name in (*OWN_HOSTS, *listed)) - {""}
    return lambda host: _name(host) in known


def refuse_foreign_hosts(
    listed: tuple[str, ...] = (),
) -> Callable[[], Response | None]:
    """Return a check to be made before every request.

    The refusal is plain text: a page has addresses in it, and they are made from the name.
    """
    is_answered = answered_hosts(listed)

    def check_host() -> Response | None:
        if is_answered(request.headers.get("Host", "")):
            return None
        return Response(REFUSED, 400, content_type="text/plain;charset=utf-8")

    return check_host


def _name(host: str) -> str:
    """Return the name without the port; empty for what is not a name and a port."""
    found = _HOST.fullmatch(host)
    return "" if found is None else found[1].lower()
