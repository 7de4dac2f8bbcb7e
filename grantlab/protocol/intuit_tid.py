"""The id by which Intuit's support finds a request, and the moment inside it."""

import re
from datetime import UTC, datetime

_WITH_EPOCH = re.compile(r"1-(?P<epoch>[0-9a-f]{8})-[0-9a-f]{24}", re.ASCII)

_FIRST, _LAST = 1_400_000_000, 2_200_000_000
"""What is taken for a moment, from 2014 to 2039: before it there was no such service, and
an id that names a later one was most likely altered before somebody passed it on."""


def made_at(intuit_tid: str) -> datetime | None:
    """Return when the request of an id was made; ``None`` when the id does not tell.

    Source: the wire facts on trace headers: since 2020 the id is ``1-``, the second of the
    request in hexadecimal, and chance; three captures match their ``Date`` to the second.
    """
    match = _WITH_EPOCH.fullmatch(intuit_tid.lower())
    if match is None:
        return None
    epoch = int(match["epoch"], 16)
    return datetime.fromtimestamp(epoch, tz=UTC) if _FIRST <= epoch <= _LAST else None
