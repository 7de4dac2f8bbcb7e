"""Octets of a file that somebody chose or named, as text."""

import codecs

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""How a file says what it is written in; PowerShell writes UTF-16."""


def decode_text(octets: bytes) -> str:
    """Return the text; what is none is told by the reader of pastes, in words."""
    encoding = next(
        (name for mark, name in _MARKED if octets.startswith(mark)), "utf-8"
    )
    return octets.decode(encoding, errors="replace").replace("\r\n", "\n")
