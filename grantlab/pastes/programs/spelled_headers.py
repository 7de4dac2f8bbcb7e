"""Headers that a program made of a text as if it were a table: each letter got a name of its own."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

SPELLED_HEADERS = (
    structure(
        Sign.HEADER_UNSENDABLE,
        ("header", "'0'|\"0\"|[0]|0:|0 =>", "'1'|\"1\"|[1]|1:|1 =>"),
        r"header\w{0,8}[\"']?\]? ?(?:=>|[:=(])[^\n}]{0,40}(?:\n[^\n}]{0,60}){0,3}?[{,(\[\s]\[?[\"']?0[\"']?\]? ?(?:=>|[:=]) ?[\"'][^\"'\n][\"'],?\s{0,12}\[?[\"']?1[\"']?\]? ?(?:=>|[:=]) ?[\"'][^\"'\n][\"']",
    ),
)
