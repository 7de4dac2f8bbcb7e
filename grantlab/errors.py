"""The root of the errors that Grantlab expects and names."""

from typing import ClassVar


class GrantlabError(Exception):
    """Something went wrong in a way that has a name.

    ``slug`` stands in addresses, in JSON and in the documentation, and never
    changes once it has been released.
    """

    slug: ClassVar[str] = "grantlab-error"
