"""A pair of tokens that a program puts together of two places: the new access token, and the old refresh token."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_OWNER = r"[$@]{0,2}[a-z_][\w$]{0,30}(?:(?:\.|->|\?\.)(?:data|body|json|token|tokens|result|response)(?:\(\))?)?"
_OF = r"(?:\.|->|\?\.|\[:?[\"']|\.get\([\"'])(?:get_?)?"
_ACCESS = re.compile(
    rf"access_?token[\"'\]]{{0,2}} ?(?:=>|=(?!=)|:) ?(?P<owner>{_OWNER}){_OF}access_?token\b"
)
_REFRESH = re.compile(
    rf"refresh_?token[\"'\]]{{0,2}} ?(?:=>|=(?!=)|:) ?(?P<owner>{_OWNER}){_OF}refresh_?token\b(?P<after>[^\n]{{0,40}})"
)
_ELSE = re.compile(r"\?\?|\|\||\bor\b|\bif\b|\?:| \? ")
_BESIDE = 160
_MOST = 10


def _read_mixed(lower: str) -> Iterator[Found]:
    """Yield where the refresh token beside the access token of a refresh is not of the same answer."""
    for access in islice(_ACCESS.finditer(lower), _MOST):
        answer = access["owner"]
        brought = re.search(
            rf"(?<![\w.]){re.escape(answer)} ?:?= ?(?:await )?[\w.$>@-]{{0,60}}refresh\w{{0,30}}[!(]",
            lower[: access.start()],
        )
        if brought is None:
            continue
        low = max(brought.end(), access.start() - _BESIDE)
        for refresh in islice(
            _REFRESH.finditer(lower, low, access.end() + _BESIDE), _MOST
        ):
            is_of_answer = refresh["owner"].startswith(answer)
            if not is_of_answer and not _ELSE.search(refresh["after"]):
                yield Sign.KEPT_OLD_REFRESH_TOKEN, *refresh.span()
                return


MIXED_PAIRS = (
    Structure(
        needed(
            "refresh(|refresh_token(|refreshtoken(|refreshaccesstoken(|refresh_access_token(|refreshtokens(|refresh_tokens(|refreshasync(|refreshtokenasync(|usingtoken(",
            "access_token|accesstoken",
            "refresh_token|refreshtoken",
        ),
        _read_mixed,
    ),
)
