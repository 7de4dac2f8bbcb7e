"""What can go wrong with what is kept.

GrantlabError
├── ConnectionNotFoundError   there is none with this number
├── CaseNotFoundError         there is none with this handle, or it was deleted
├── NothingKeptError          the playground keeps nothing under this handle
├── KeptOtherwiseError        it was changed after the page was made
├── ShippedCollectionError    what comes with Grantlab is duplicated, and not changed
├── RunNotFoundError          there is no run of the verification with this handle
├── WalkNotFoundError         there is none with this handle, or it is another browser's
├── CodeAlreadyTakenError     the code was handed out before
├── ValueWipedError           the fact is kept, its value is not
├── RefreshInProgressError    somebody else holds the claim
├── DatabaseAddressError      the address of the database cannot be used
└── DatabaseNotReadyError     the database is not there, or its tables are not ours
"""

from typing import ClassVar

from grantlab.errors import GrantlabError


class ConnectionNotFoundError(GrantlabError):
    """No connection has this number; it may have been forgotten."""

    slug: ClassVar[str] = "connection-not-found"


class CaseNotFoundError(GrantlabError):
    """No case of the desk has this handle; it may have been deleted, or have grown too old."""

    slug: ClassVar[str] = "case-not-found"


class NothingKeptError(GrantlabError):
    """The playground keeps nothing under this handle; it may have been deleted."""

    slug: ClassVar[str] = "nothing-kept"


class KeptOtherwiseError(GrantlabError):
    """It was changed after the page was made, so nothing was done."""

    slug: ClassVar[str] = "kept-otherwise"


class ShippedCollectionError(GrantlabError):
    """The collection that comes with Grantlab was to be changed."""

    slug: ClassVar[str] = "shipped-collection"


class RunNotFoundError(GrantlabError):
    """No run of the verification has this handle; newer ones may have taken its place."""

    slug: ClassVar[str] = "run-not-found"


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


class DatabaseAddressError(GrantlabError):
    """The address that was set leads to no database that can be opened from here."""

    slug: ClassVar[str] = "database-address"


class DatabaseNotReadyError(GrantlabError):
    """The database cannot be reached, or its tables are older or newer than the code."""

    slug: ClassVar[str] = "database-not-ready"
