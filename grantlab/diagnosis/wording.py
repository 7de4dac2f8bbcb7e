"""How evidence is written in a sentence."""

from datetime import UTC, datetime, timedelta

from grantlab.protocol.redirect_uri import find_difference

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def refresh_token(fingerprint: str) -> str:
    """Return the mark of a refresh token, which a page turns into its tag."""
    return f"‹refresh_token {fingerprint}›"


def access_token(fingerprint: str) -> str:
    """Return the mark of an access token."""
    return f"‹access_token {fingerprint}›"


def code(fingerprint: str) -> str:
    """Return the mark of an authorization code."""
    return f"‹code {fingerprint}›"


def moment(when: datetime) -> str:
    """Return a moment in UTC, to the second and with its zone."""
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def span(length: timedelta) -> str:
    """Return a length of time in its largest unit, rounded down."""
    seconds = max(0, int(length.total_seconds()))
    for name, size in _UNITS:
        if seconds >= size:
            count = seconds // size
            return f"{count} {name}{'' if count == 1 else 's'}"
    return "less than a second"


def difference(left: str, right: str) -> str:
    """Return where two URIs part, in words."""
    found = find_difference(left, right)
    if found is None:
        return "They are equal."
    ends = " where the other has ".join(
        f"“{rest}”" if rest else "nothing more"
        for rest in (found.left_rest, found.right_rest)
    )
    return f"After {found.position} equal characters one has {ends}."
