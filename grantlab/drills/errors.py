"""What can be wrong with a drill."""

from typing import ClassVar

from grantlab.errors import GrantlabError


class DrillFileError(GrantlabError):
    """A drill's file was not of its form; every problem names its line and its field."""

    slug: ClassVar[str] = "drill-file"

    def __init__(self, file: str, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(f"{file}, {problem}" for problem in problems))
        self.problems = problems


class UnknownDrillError(GrantlabError):
    """A drill was asked for that does not exist."""

    slug: ClassVar[str] = "unknown-drill"

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no drill {name[:60]!r}")
