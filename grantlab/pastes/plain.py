"""A paste made plain: escapes undone, colours and runs of blanks taken out."""

import html
import re

from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.unfolding import unfold

_ESCAPES = re.compile(
    r"\x1b\[[0-9;]{0,12}m"
    r"|\\\\{0,7}+(?:u(?P<hex>00[0-9a-fA-F]{2}|2039|203[aA])|(?P<escaped>[\"'/nt]|r(?:\\{1,8}+n)?))"
    r"|&(?P<entity>quot|amp|lt|gt|apos|nbsp|\#39|\#34|\#x27);"
    r"| [ \t\xa0]{1,399}|\t[ \t\xa0]{0,399}|\xa0[ \t\xa0]{0,399}"
    r"|\r\n?"
)
_WRITTEN_AS = {"n": "\n", "r": "\n", "t": " "}


def make_plain(text: str) -> Rewritten:
    """Return the text with what loggers and serialisers put into it undone.

    JSON that was escaped once or twice, octets as Python prints them and HTML entities all
    become the characters that they stand for; what was folded stands on one line.
    """
    return unfold(Rewritten(without_surrogates(text)).rewrite(_ESCAPES, _undo))


def without_surrogates(text: str) -> str:
    """Return the text with a question mark for each half of a character, as long as it was."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def _undo(match: re.Match[str]) -> str:
    if match["hex"]:
        return chr(int(match["hex"], 16))
    if match["escaped"]:
        return _WRITTEN_AS.get(match["escaped"][0], match["escaped"])
    if match["entity"]:
        return html.unescape(match[0])
    return "" if match[0].startswith("\x1b") else "\n" if match[0][0] == "\r" else " "
