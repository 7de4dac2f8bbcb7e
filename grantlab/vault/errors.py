"""What can go wrong with keys and sealed values.

GrantlabError
├── UnsealError    a sealed value did not open
└── KeyRingError   the key ring cannot be used; the application does not start
"""

from typing import ClassVar

from grantlab.errors import GrantlabError


class UnsealError(GrantlabError):
    """A sealed value did not open: a wrong key, tampering, or moved to another place."""

    slug: ClassVar[str] = "unseal"


class KeyRingError(GrantlabError):
    """The key ring was malformed, or lacks keys that stored values were sealed with."""

    slug: ClassVar[str] = "key-ring"
