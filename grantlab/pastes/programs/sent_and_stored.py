"""A refresh token that was sent, beside another one that is stored."""

import re
from collections.abc import Iterator

from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Look, Sighting, Value

_SENT = re.compile(
    r"\b(?:sent|sends|sending|send|used|uses|using|posted|posts|in use|in memory|process has|process holds|worker has|request body|we send)\b"
    r"[^\n,;]{0,30}$"
)
_STORED = re.compile(
    r"\b(?:stored|in (?:the )?(?:db|database|store|table|row)|(?:db|database|row|store|table|vault|file|disk|config) ?(?:row|value|has|holds|says|shows|contains)?"
    r"|newest|current|latest)\b[^\n,;]{0,30}$"
)
_BEFORE = 60
_MOST = 20


def find_sent_beside_stored(
    lower: str, values: tuple[Value, ...]
) -> Iterator[Sighting]:
    """Yield a refresh token that is told to be the one sent, where another is told to be stored.

    Of two that tell their ends, the one sent has to end first.
    """
    tokens = [
        value
        for value in values
        if Field.REFRESH_TOKEN in {value.field, value.shape}
        and value.look in {Look.SHAPED, Look.OPAQUE}
    ][:_MOST]
    labels = {value.position: _label_of(lower, value) for value in tokens}
    sent = [one for one in tokens if _SENT.search(labels[one.position])]
    stored = [one for one in tokens if _STORED.search(labels[one.position])]
    if {one.number for one in sent} & {one.number for one in stored}:
        return
    for one in sent:
        if any(_may_follow(one, other) for other in stored):
            yield Sighting(Sign.OLD_VALUE_SENT, one.span, one.position)
            return


def _label_of(lower: str, value: Value) -> str:
    """Return what stands before a value in its line."""
    return lower[max(0, value.position - _BEFORE) : value.position].rpartition("\n")[2]


def _may_follow(old: Value, new: Value) -> bool:
    ends, later = old.expires_at, new.expires_at
    return ends is None or later is None or ends <= later
