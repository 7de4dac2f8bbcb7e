"""A store that says how much it holds, or how much it has of a token."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

LIMITS = (
    structure(
        Sign.ROW_CUT,
        ("4096|4093|4 kb|4kb|cookie is too large|cookie too large|cookie is too big|exceeds the maximum", "token"),
        r"\bcookie\b[^\n]{0,160}\b(?:exceed\w{0,3}|too (?:large|big|long)|over|larger than|limit|longer than)\b[^\n]{0,40}\b(?:409[36]|4 ?kb)\b"
        r"|\b(?:409[36]|4 ?kb)\b[^\n]{0,60}\bcookies?\b[^\n]{0,30}\b(?:limit|dropped|cut|ignored|rejected|blocked)\b"
        r"|\bcookie(?:'s value)? (?:is|was) too (?:large|big)\b",
    ),
    structure(
        Sign.ROW_CUT,
        ("length(|len(|octet_length(|strlen(", "->|=>|=|: ", "255|254|256|128|100|64|200|500|512|1000|1024", "token"),
        r"\b(?:char_|octet_)?(?:length|len|strlen)\([^\n()]{0,40}token[^\n()]{0,20}\)[^\n]{0,80}(?:->|=>|=|: )[^\n\d]{0,12}(?:\d{1,4}, ?)?(?:255|254|256|128|100|64|200|500|512|1000|1024)\b",
    ),
)  # fmt: skip
