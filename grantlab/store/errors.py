"""What can go wrong with what is kept.

GrantlabError
├── ConnectionNotFoundError   there is none with this number
├── WalkNotFoundError         there is none with this handle, or it is another browser's
├── CodeAlreadyTakenError     the code was handed out before
├── ValueWipedError           the fact is kept, its value is not
└── RefreshInProgressError    somebody else holds the claim
"""

from typing import ClassVar

from grantlab.errors import GrantlabError


class ConnectionNotFoundError(GrantlabError):
    """No connection has this number; it may have been forgotten."""

    slug: ClassVar[str] = "connection-not-found"


class WalkNotFoundError(GrantlabError):
    """No walk of this browser has this handle."""

    slug: ClassVar[str] = "walk-not-found"


class CodeAlreadyTakenError(GrantlabError):
    """The authorization code had been handed out for an exchange before."""

    slug: ClassVar[str] = "code-already-taken"


class ValueWipedError(GrantlabError):
    """The value was wiped; only the facts about it are kept."""

    slug: ClassVar[str] = "value-wiped"


class RefreshInProgressError(GrantlabError):
    """Somebody else is refreshing this connection; wait for their result."""

    slug: ClassVar[str] = "refresh-in-progress"
