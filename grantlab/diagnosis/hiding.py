"""The last look at a text before it leaves: no secret, and no company unless it is meant."""

import re
from collections.abc import Iterable

from grantlab.protocol.marks import mark
from grantlab.protocol.shapes import replace_recognised

NO_COMPANY = "{realmId}"
"""What stands for a company's number; the same as in recorded addresses."""

UNNAMED = "‹company›"
"""What stands for a company's name."""

_COMPANY_ID = re.compile(r"(?<![\w.-])\d{15,20}(?![\w-])", re.ASCII)
_SHORTEST_NAME = 3


class OwnWord(str):
    """A word that programs know something of ours by, such as the id of a cause.

    It is the same in every report, so it tells of no company, and none is looked for in it.
    """

    __slots__ = ()


def hide_secrets(text: str) -> str:
    """Return the text with everything marked that has the shape of a secret.

    Whatever comes here was redacted when it was recorded or read. This is for what nobody
    foresaw: a file that was written by hand, a service that quotes what it was sent.
    """
    return replace_recognised(text, lambda value, kind: mark(kind, value))


def hide_companies(text: str, names: Iterable[str] = ()) -> str:
    """Return the text without numbers of companies, and without these names.

    Intuit's numbers of companies have fifteen digits or more, which nothing else here has.
    """
    for name in sorted(names, key=len, reverse=True):
        if name.isdigit():
            text = re.sub(rf"(?<!\d){name}(?!\d)", NO_COMPANY, text)
        elif len(name) >= _SHORTEST_NAME:
            text = text.replace(name, UNNAMED)
    return _COMPANY_ID.sub(NO_COMPANY, text)
