"""What can be wrong with an evidence file."""

from typing import ClassVar

from grantlab.errors import GrantlabError


class EvidenceFileError(GrantlabError):
    """An evidence file cannot be opened, and the message says why."""

    slug: ClassVar[str] = "evidence-file"
