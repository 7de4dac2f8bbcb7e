"""Texts that are not read."""

from grantlab.pastes.marks import MARK

LONGEST = 1 << 20
"""How many characters are read: a log, and not an archive."""

_LONGEST_MARKED = 16 * LONGEST
"""A mark is longer than a short secret, so that a redacted text may be longer."""

_BINARY = "\x00"
_MOST_ODD = 0.1
_LOOKED_AT = 4096
_COLOUR = "\x1b"


def find_refusal(text: str) -> str | None:
    """Return, in words, why a text is not read; ``None`` when it is."""
    if _is_too_long(text):
        return "The text is longer than a million characters. Paste the part around the failure."
    if _is_binary(text):
        return "This is not text. Paste a log, an exchange, a row or a piece of code."
    return None


def _is_too_long(text: str) -> bool:
    """Whether the text is too long; a mark counts as long as what it stands for."""
    if len(text) <= LONGEST or len(text) > _LONGEST_MARKED:
        return len(text) > LONGEST
    grown = sum(
        match.end() - match.start() - int(match["length"] or 0)
        for match in MARK.finditer(text)
    )
    return len(text) - grown > LONGEST


def _is_binary(text: str) -> bool:
    if _BINARY in text:
        return True
    start = text[:_LOOKED_AT]
    told = "".join(start.replace(_COLOUR, "").split())
    if told.isprintable():
        return False
    return sum(not one.isprintable() for one in told) > _MOST_ODD * len(start)
