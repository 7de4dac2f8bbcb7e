"""What can go wrong with keys and sealed values.

GrantlabError
├── UnsealError            a sealed value did not open
│   └── KeyMissingError    it was sealed under a key that is not in the ring
├── KeyRingError           the key ring cannot be used; the application does not start
│   └── KeyServiceError    the key service did not open or make a key
└── KeyBesideDataError     production asks for a key that is kept elsewhere
"""

from typing import ClassVar

from grantlab.errors import GrantlabError


class UnsealError(GrantlabError):
    """A sealed value did not open: tampering, or moved to another place."""

    slug: ClassVar[str] = "unseal"


class KeyMissingError(UnsealError):
    """A sealed value did not open, because the ring lacks the key that sealed it."""

    slug: ClassVar[str] = "key-missing"


class KeyRingError(GrantlabError):
    """The key ring was malformed, or lacks keys that stored values were sealed with."""

    slug: ClassVar[str] = "key-ring"


class KeyServiceError(KeyRingError):
    """The key service was not reached, or refused to open or make a key."""

    slug: ClassVar[str] = "key-service"


class KeyBesideDataError(GrantlabError):
    """Something of production was to be kept, and the vault's key lies beside the data."""

    slug: ClassVar[str] = "key-beside-data"
