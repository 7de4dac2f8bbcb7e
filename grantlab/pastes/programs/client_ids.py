"""A client id that no service gave: an e-mail address, a company's id, a variable that was not filled in."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote_plus

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_INTUIT = "connect/oauth2"
_CONSENT = re.compile(
    r"(?P<of>connect/oauth2|/authori[sz]e|/oauth2?/(?:v\d/)?auth(?:orize)?)\?(?P<query>[^\s\"'<>]{10,1200})"
)
_CLIENT_ID = re.compile(r"(?:^|&)client_id=(?P<it>[^&]{0,300})")
_WHOLE = ("response_type=", "redirect_uri=")
_NOT_FILLED = re.compile(
    r"undefined|null|none|nil|nan|false|\[object object\]|process\.env\.\w{1,40}"
)
_EMAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}")
_NOT_OF_INTUIT = re.compile(r"\d{9,20}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The id of a company, or that of the app, where its client id belongs."""

_TEMPLATE = ("%7b", "%24%7b")
"""A brace that was encoded went out as it is written."""

_AT_EITHER_END = re.compile(
    r"(?:%20|\+|%22|%27|%0a|%0d).{10,}|.{10,}(?:%20|\+|%22|%27|%0a|%0d)"
)
_MOST = 10


def _read_requests(lower: str) -> Iterator[Found]:
    """Yield the request for consent whose client id cannot be one."""
    for match in islice(_CONSENT.finditer(lower), _MOST):
        query = match["query"]
        found = _CLIENT_ID.search(query)
        is_whole = all(name in query for name in _WHOLE)
        if found and is_whole and _is_none(found["it"], match["of"]):
            start = match.start("query")
            yield (
                Sign.CLIENT_ID_NOT_DRAWN,
                start + found.start("it"),
                start + found.end("it"),
            )
            return


def _is_none(written: str, of: str) -> bool:
    client_id = unquote_plus(written).strip()
    return bool(
        not client_id
        or _NOT_FILLED.fullmatch(client_id)
        or _EMAIL.fullmatch(client_id)
        or (of == _INTUIT and _NOT_OF_INTUIT.fullmatch(client_id))
        or written.startswith(_TEMPLATE)
        or _AT_EITHER_END.fullmatch(written)
    )


CLIENT_IDS = (
    Structure(
        needed("client_id=", "connect/oauth2?|/authorize?|/authorise?|/auth?"),
        _read_requests,
    ),
)
