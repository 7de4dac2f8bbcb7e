"""What ends a check before its end, and what is wrong with a file."""

from typing import ClassVar

from grantlab.errors import GrantlabError


class NotAsStatedError(GrantlabError):
    """Something was expected, and is not so; the message says what was."""

    slug: ClassVar[str] = "not-as-stated"


class NotApplicableError(GrantlabError):
    """The statement cannot be shown here; the message says why."""

    slug: ClassVar[str] = "not-applicable"


class NobodyThereError(GrantlabError):
    """A user was needed, and nobody consented."""

    slug: ClassVar[str] = "nobody-there"


class RunFileError(GrantlabError):
    """The file of a run could not be opened; the message says why."""

    slug: ClassVar[str] = "run-file"
