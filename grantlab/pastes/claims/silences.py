"""Where no word says what happened: lists that explain errors, and sentences that offer several."""

import re
from collections.abc import Iterable

from grantlab.pastes.claims.clauses import extent_of
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Sighting

_ENTRY = re.compile(
    r"^[ |*\d.)\"'`\u2022-]{0,6}(invalid_\w{1,20}|\w{1,20}_mismatch|access_denied|unauthorized_client|unsupported_\w{1,20}|server_error)"
    r"[\"'`]{0,2} ?(?:\||:|->|=>|=|-|\u2013|\u2014) ?[^\n]{3,200}$",
    re.MULTILINE,
)
_LEAST_OF_A_GLOSSARY = 3
REASONS = frozenset(
    {
        Sign.CODE_SPENT,
        Sign.CODE_EXPIRED,
        Sign.CODE_MALFORMED,
        Sign.REDIRECT_REFUSED,
        Sign.VERIFIER_MISSING,
        Sign.VERIFIER_WRONG,
        Sign.CLIENT_REFUSED,
        Sign.OTHER_CLIENT,
        Sign.REVOKED,
    }
)
"""Signs that mean nothing in a sentence that offers several."""


def find_glossary(lower: str) -> tuple[range, ...]:
    """Return the lines of a list that explains errors: it says of none that it happened."""
    lines = tuple(_ENTRY.finditer(lower))
    if len({line[1] for line in lines}) < _LEAST_OF_A_GLOSSARY:
        return ()
    return tuple(range(*line.span()) for line in lines)


def find_choices(lower: str, claims: Iterable[Sighting]) -> tuple[range, ...]:
    """Return the sentences that give several reasons: no word in them says which."""
    return tuple(
        extent_of(lower, one.position)
        for one in claims
        if one.sign is Sign.SEVERAL_REASONS
    )
