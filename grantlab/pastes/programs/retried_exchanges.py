"""The exchange of a code in a loop of attempts: what failed after it sends the same code again."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_LOOP = re.compile(
    r"\b(?:while|for|until|loop)\b[^\n]{0,80}?(?:retry|retries|attempt|(?<![a-z])tries|maxtries)"
    r"|\b(?:with_?|async_?)?retry\w{0,12}\(|\bretrying\(|@(?:retry|backoff)\b|\bbackoff\.on_exception\(|\b\d\.times\b"
)
_EXCHANGE = re.compile(
    r"(?:createtoken|exchange\w{0,12}|get_?bearer_?token|fetch_?token|gettoken|get_?access_?tokens?|retrieve\w{0,12}token)"
    r"\([^\n)]{0,80}\bcode\b"
)
_INSIDE = 500
_MOST = 20
_FAILED_FIRST = re.compile(
    r"\bviolates\b|\bduplicate key\b|\bduplicate entry\b|\bintegrityerror\b|\bforeign key constraint\b|\bunique constraint\b|\bnot-null constraint\b"
    r"|\bdeadlock\b|\beconnreset\b|\betimedout\b|\bsocket hang up\b|\b(?:read |request |connection |gateway )?time(?:d )?-?out\b|\bsqlstate\b|\bserialization failure\b"
)
"""What goes wrong after a code was taken, or while its answer is on the way."""

_REFUSED = re.compile(r"invalid_grant|incorrect or invalid|authorization code")


def _read_retried(lower: str) -> Iterator[Found]:
    """Yield the exchange in a loop, if the first attempt failed of something else than its code."""
    failed = _FAILED_FIRST.search(lower)
    if failed is None or not _REFUSED.search(lower, failed.end()):
        return
    for loop in islice(_LOOP.finditer(lower), _MOST):
        exchange = _EXCHANGE.search(lower, loop.end(), loop.end() + _INSIDE)
        if exchange is not None:
            yield Sign.CODE_DELIVERED_TWICE, *exchange.span()
            return


RETRIED_EXCHANGES = (
    Structure(
        needed(
            "retr|attempt|tries|backoff|.times",
            "createtoken|exchange|bearer_token|bearertoken|fetch_token|fetchtoken|gettoken|get_token|access_token|retrieve",
            "code",
            "violat|duplicate|integrityerror|constraint|deadlock|econnreset|etimedout|hang up|timeout|timed out|time-out|sqlstate|serialization",
        ),
        _read_retried,
    ),
)
