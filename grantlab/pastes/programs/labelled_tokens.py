"""Refresh tokens that somebody numbered, each with the answer that it had."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

_LABEL = r"(?:r|rt|t|tok(?:en)?)[ _-]?\d{1,2}"
_THEN = r" ?(?:->|=>|\u2192|:) ?(?:http )?"

LABELLED_TOKENS = (
    structure(
        Sign.OLD_VALUE_SENT,
        ("->|=>|\u2192|: ", "200|ok", "400|invalid"),
        rf"^[^\n]{{0,40}}\b(?P<old>{_LABEL}){_THEN}(?:200|ok)\b[^\n]{{0,80}}\n(?:[^\n]{{0,160}}\n){{0,6}}?[^\n]{{0,40}}\b(?P=old){_THEN}(?:400\b|invalid)",
    ),
)
