"""What can be asked for in vain."""

from typing import ClassVar

from grantlab.errors import GrantlabError


class UnknownCauseError(GrantlabError):
    """A cause was asked for that there is not."""

    slug: ClassVar[str] = "unknown-cause"

    def __init__(self, id_: str) -> None:
        super().__init__(f"there is no cause {id_[:40]!r}")


class UnknownStatementError(GrantlabError):
    """A statement was asked for that there is not."""

    slug: ClassVar[str] = "unknown-statement"

    def __init__(self, id_: str) -> None:
        super().__init__(f"there is no statement {id_[:40]!r}")


class DocsMissingError(GrantlabError):
    """A page of the docs was not where the application is."""

    slug: ClassVar[str] = "docs-missing"
