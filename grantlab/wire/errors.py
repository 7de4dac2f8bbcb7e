"""What can go wrong between us and the network.

GrantlabError
├── UnreachableError       no answer came
├── ForbiddenAddressError  the address is not one we talk to; nothing was sent
└── MalformedAddressError  the address leads nowhere; nothing was sent
"""

from typing import ClassVar

from grantlab.errors import GrantlabError


class UnreachableError(GrantlabError):
    """No answer came: what was asked may or may not have been done."""

    slug: ClassVar[str] = "unreachable"


class ForbiddenAddressError(GrantlabError):
    """The address was refused before anything was sent."""

    slug: ClassVar[str] = "forbidden-address"


class MalformedAddressError(GrantlabError):
    """An address was typed that leads nowhere."""

    slug: ClassVar[str] = "malformed-address"
