"""Whether a member stands in the form of a token request: then it is sent, and not stored."""

_BEFORE, _BEHIND = 200, 120
_MARK = "grant_type"


def is_in_form(lower: str, start: int, end: int) -> bool:
    """Whether the object or the call around a place is the form of a token request."""
    before = lower[max(0, start - _BEFORE) : start]
    behind = lower[end : end + _BEHIND]
    opened = max(before.rfind(mark) for mark in ")}")
    closed = min((at for mark in ")}" if (at := behind.find(mark)) >= 0), default=0)
    return _MARK in before[opened + 1 :] or _MARK in behind[:closed]
