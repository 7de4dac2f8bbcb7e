"""What a store does to the tokens in it."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

STORING = (
    structure(
        Sign.ROW_CUT,
        ("length(|len(", "255|254|256|128|100|64|50|1000|1024"),
        r"(?:length|len)\([^\n]{0,200}\n(?:[-+| ]{0,200}\n)?[^\n]{0,120}\b(?:255|254|256|128|100|64|50|1000|1024)\b",
    ),
    structure(
        Sign.ROW_CUT,
        ("token", "char("),
        r"token[^\n]{0,80}\b(?:var)?char\(\d{1,3}\)",
    ),
)
