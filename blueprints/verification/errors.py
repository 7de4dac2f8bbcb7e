"""What ends a run before its end."""

from typing import ClassVar

from grantlab.errors import GrantlabError


class RunEndedError(GrantlabError):
    """The run was stopped, or another one took its place; its results are no longer kept."""

    slug: ClassVar[str] = "run-ended"
