"""What can go wrong between us and the network.

GrantlabError
├── UnreachableError       no answer came
├── ForbiddenAddressError  the address is not one we talk to; nothing was sent
├── MalformedAddressError  the address leads nowhere; nothing was sent
└── MetadataError          what a service publishes of itself is of no use
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


class MetadataError(GrantlabError):
    """The document of a service's endpoints could not be had, or was not believed."""

    slug: ClassVar[str] = "metadata"
