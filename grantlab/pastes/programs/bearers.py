"""What a program hands over as a token that is none, or has ``Bearer`` before it already."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_HEADER = re.compile(
    r"(?P<before>[(,=:?]|\breturn) ?(?:await )?(?P<it>(?:\w{1,20}\.){0,2}(?:req|request|ctx|context|event|headers|http)[\w.$>]{0,40}"
    r"(?:\.authorization\b|\[[\"']authorization[\"']\]|(?:\.|->)(?:get|header|get_?header|headers?\.get)\([\"']authorization[\"']\)(?:\.tostring\(\))?)"
    r"|\$_server\[[\"']http_authorization[\"']\])(?P<after>[^\n]{0,60})"
)
_TAKES_OFF = re.compile(
    r"\.(?:replace|split|slice|substring|substr|removeprefix|trimstart|sub|delete_prefix|remove|match|partition|strip_?prefix)\b|\?\.(?:replace|split|slice)"
    r"|\[(?:7|\"bearer \"\.length)|str_replace|preg_(?:replace|match)|explode\(|substr\(|trimprefix\(|startswith|starts_with|/\^?bearer"
)
_BUILDS = re.compile(
    r"f?[\"'`]bearer (?:[\"'`] ?[+.,]|\$?#?\{|\$\w|%s)|set_?bearer_?auth\(|bearer_?auth\(|withtoken\(|bearer_token ?[=:(]"
)
_HELD = re.compile(
    r"(?<![\w-])(?P<held>(?!authorization\b|header)[a-z_]\w{2,40})[\"']?\]? ?(?:=>|=(?!=)|:) ?f?[\"'`]?bearer (?=[\u2039e\w${#])"
)
_OBJECT = re.compile(
    r"[\"'`]bearer (?:[\"'`] ?[+.] ?|\$?#?\{ ?)(?:json\.(?:stringify|dumps)\(|json_encode\(|[\w.$>]{1,40}(?:\.data|\.json\(\)|\.text|\.body|\.tojson\(\)|\.to_json|(?:oauthclient|client|oauth)\.(?:get_?token\(\)|token)) ?[})\"'`;,\n])"
    r"|\bbearer \{ ?[\"'](?:access_?token|token_type|refresh)"
)
_PRINTED = re.compile(
    r"\btoken\b[^\n]{0,60}?(?://|#|->|=>|prints?|is) ?[\"'`]?\{ ?[\"'](?:access_?token|token_type)\b"
)
"""A token that shows, when it is printed, as the whole answer."""

_MOST = 20


def _read_bearers(lower: str) -> Iterator[Found]:
    """Yield where a header gets ``Bearer`` twice, or an object in the place of its token."""
    whole = _OBJECT.search(lower)
    if whole:
        yield Sign.HEADER_MALFORMED, *whole.span()
        return
    builds = _BUILDS.search(lower)
    if builds is None:
        return
    printed = _PRINTED.search(lower)
    if printed and "json.parse" not in lower and "json.loads" not in lower:
        yield Sign.HEADER_MALFORMED, *printed.span()
        return
    takes_off = _TAKES_OFF.search(lower) is not None
    for match in islice(_HEADER.finditer(lower) if not takes_off else (), _MOST):
        before = lower[max(0, match.start() - 30) : match.start() + 1]
        if not _IS_ITSELF.search(before) and not _ASKED.match(match["after"]):
            yield Sign.HEADER_MALFORMED, *match.span("it")
            return
    for match in islice(_HELD.finditer(lower), _MOST):
        used = re.compile(
            rf"[\"'`]bearer (?:[\"'`] ?[+.,] ?|\$?#?\{{ ?)\$?[\w.\[\]\"'(>-]{{0,40}}?\b{match['held']}\b"
        )
        if not takes_off and used.search(lower):
            yield Sign.HEADER_MALFORMED, *match.span()
            return


_IS_ITSELF = re.compile(r"authorization[\"'\]]{0,2} ?(?:=>|=|:|,)$")
"""A header that is passed on as the same header."""

_ASKED = re.compile(r" ?(?:===?|!==?|\?|&&|\|\|)")

BEARERS = (
    Structure(needed("bearer ", "authorization|token|auth|header"), _read_bearers),
)
