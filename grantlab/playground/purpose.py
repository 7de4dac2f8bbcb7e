"""What a request is for, told by where it goes and what its form asks."""

import re
from typing import Final
from urllib.parse import parse_qsl

from grantlab.playground.sending import Outgoing
from grantlab.playground.wall import Target
from grantlab.protocol.round_trip import Purpose

_BY_PATH: Final = (
    (re.compile(r"/v3/company/\d+/companyinfo/\d+/?$"), Purpose.COMPANY_INFO),
    (re.compile(r"/v1/openid_connect/userinfo/?$"), Purpose.USERINFO),
    (re.compile(r"/oauth2/tokens/revoke/?$"), Purpose.REVOCATION),
)
_TOKEN_PATH: Final = re.compile(r"/oauth2/v1/tokens/bearer/?$")
_BY_GRANT: Final = {
    "authorization_code": Purpose.EXCHANGE,
    "refresh_token": Purpose.REFRESH,
}


def is_token_request(target: Target) -> bool:
    """Whether an address is that of a token endpoint."""
    return _TOKEN_PATH.search(target.path) is not None


def purpose_of(outgoing: Outgoing, target: Target) -> Purpose | None:
    """Return the step of a connection that a request is; ``None`` for any other."""
    if is_token_request(target):
        form = dict(parse_qsl(outgoing.body.decode(errors="replace")))
        return _BY_GRANT.get(form.get("grant_type", ""))
    path = target.path.lower()
    return next(
        (purpose for pattern, purpose in _BY_PATH if pattern.search(path)), None
    )
