"""One address of the program's own that is asked twice with a code: the first answer is good."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

_PATH = r"/[^\s?]{0,60}(?:exchange|callback|oauth/code|auth/code|connect)[^\s?,;]{0,40}"

REPEATED_POSTS = (
    structure(
        Sign.CODE_DELIVERED_TWICE,
        ("get /|post /", "exchange|callback|code|connect", " 20| 30|:20|>20", " 4| 5|:4|>4|>5|:5"),
        rf"\b(?P<how>get|post) (?P<path>{_PATH})(?![?\w/])[^\n]{{0,24}}?(?<!\d)(?:20\d|30[1237])\b[^\n\d]{{0,24}}\n?[^\n]{{0,40}}?"
        r"\b(?P=how) (?P=path)(?![?\w/])[^\n]{0,24}?(?<!\d)(?:40[0-9]|50[0-9])\b",
    ),
)  # fmt: skip
