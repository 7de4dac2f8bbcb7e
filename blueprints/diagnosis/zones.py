"""Time zones, as people write them."""

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_OFFSET = re.compile(
    r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>[01]?\d)(?::?(?P<minutes>[0-5]\d))?", re.ASCII
)


def find_zone(written: str) -> tzinfo | None:
    """Return the zone of a name such as ``Europe/Berlin``, or of an offset such as ``+02:00``.

    ``None`` when there is none, or when this machine does not know it.
    """
    match = _OFFSET.fullmatch(written.strip())
    if match is None:
        return _find_named(written.strip())
    ahead = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    return timezone(ahead if match["sign"] == "+" else -ahead)


def _find_named(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return None
