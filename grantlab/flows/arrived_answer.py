"""What came for a request of the playground: its text, and where the rest of it is."""

import re

from grantlab.playground.sent_request import SHOWN_OCTETS, Answer
from grantlab.protocol.round_trip import find_header
from grantlab.store.sendings import LargeAnswers
from grantlab.wire.sender import Arrived

_NO_ROOM = "there is no room here to keep more than its first MiB"
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]{1,40})", re.IGNORECASE)


def read_arrived(arrived: Arrived, *, large_answers: LargeAnswers) -> Answer | None:
    """Return what arrived as it may be shown, or ``None`` where nothing did.

    Of a large body the first mebibyte is shown, and all of it is kept for one download.
    """
    if arrived.status is None:
        return None
    body, headers = arrived.body, arrived.headers
    content_type = find_header(headers, "content-type") or ""
    is_large = len(body) > SHOWN_OCTETS
    kept_as = large_answers.keep(body) if is_large else None
    not_kept = _NO_ROOM if is_large and kept_as is None else ""
    return Answer(
        status=arrived.status,
        reason=arrived.reason,
        headers=headers,
        body=_text(body[:SHOWN_OCTETS], content_type),
        size=len(body),
        ended_early=arrived.trouble or not_kept,
        kept_as=kept_as,
    )


def _text(body: bytes, content_type: str) -> str:
    named = _CHARSET.search(content_type)
    try:
        return body.decode(named[1] if named else "utf-8", errors="replace")
    except (LookupError, UnicodeError):
        # No charset there is, or one of Python's that cannot replace what it cannot read.
        return body.decode(errors="replace")
