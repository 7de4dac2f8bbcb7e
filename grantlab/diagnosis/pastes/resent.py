"""A refresh token that stands in a paste before another one and after it, and is refused."""

from grantlab.diagnosis.pastes.contexts import (
    MOST_COMPARED,
    is_exchange,
    is_grant_refused,
)
from grantlab.pastes.understood import Field, Look, Understood, Value, texts


def find_resent(understood: Understood) -> tuple[Value, Value] | None:
    """Return the token that came in between, and the older one where it stands again at the end.

    A token of Intuit's carries its end: the one in between has to end later.
    """
    tokens = [
        one
        for one in understood.values_of(Field.REFRESH_TOKEN)
        if one.look is Look.SHAPED
    ][:MOST_COMPARED]
    if not is_grant_refused(understood) or is_exchange(understood):
        return None
    if len(texts(understood.realm_ids)) > 1 or len({one.number for one in tokens}) != 2:  # noqa: PLR2004 -- old and new
        return None
    first, last = tokens[0], tokens[-1]
    newer = next((one for one in tokens if one.number != first.number), first)
    ends, later = first.expires_at, newer.expires_at
    if first.number != last.number or ends is None or later is None or ends >= later:
        return None
    return newer, last
