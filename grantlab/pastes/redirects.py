"""Redirect URIs: registered, configured, and sent in either request."""

import re
from itertools import islice
from urllib.parse import unquote

from grantlab.pastes.built_addresses import find_built_addresses
from grantlab.pastes.listed_uris import find_listed_uris
from grantlab.pastes.printed_addresses import find_printed_addresses
from grantlab.pastes.programs.steps import Step, called_around, step_at
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.understood import RedirectUri, TokenRequest, Where

_URI = re.compile(
    r"(?=re|ca|de|po|da|co|ap|ke|wh|al|we|se|ge|ba|li)"
    r"(?P<name>redirect_?ur[il]s?|callback_?url|reply address|reply url|registered(?: uri)?"
    r"|(?:(?:developer )?(?:portal|dashboard|console)|app settings|keys tab|keys & oauth|whitelist(?:ed)?|allowed)(?=[ :(])[^\n:]{0,40}(?=:)"
    r"|(?:portal|dashboard|console|keys tab|oauth tab|app settings)\b[^\n:]{0,20}\b(?:lists?|has|shows?|contains?)(?= )"
    r"|(?:we )?sen[dt](?=:)"
    r"|get_authorize_url|base_url|callback on|listening on)"
    r"[\"'\]]{0,2}(?: sent| is)? ?(?:=>|=|:|\(|,| ) ?[\"'`\[]{0,2}"
    r"(?P<uri>https?(?:://|%3a%2f%2f)[^\s\"'<>)\],&;]{3,600}|:::\d{2,5})",
)
_MOST = 100
_NEAR = 400
_LISTED = (
    "registered",
    "developer",
    "portal",
    "dashboard",
    "console",
    "app settings",
    "keys",
    "oauth tab",
    "whitelist",
    "allowed",
)
_BY_NAME = {
    "get_authorize_url": Where.AUTHORIZATION,
    "callback on": Where.LISTENING,
    "listening on": Where.LISTENING,
    "base_url": Where.EXCHANGE,
}
_AUTHORIZE = re.compile(
    r"(?:connect/oauth2|/authorize|/oauth2/auth|/authorization)\?[^\"'<>]{0,600}$"
)
_STEP_BEFORE = re.compile(
    r".{0,20}\b(?:(?P<authorization>authori[sz]\w{0,6}|consent|sign-?in|log-?in)|token|exchange)"
    r"(?: (?:ur[il]|request|call|link))?[ :=]{1,12}(?:\S{0,300}[?&])?"
)
"""The step that a line names before the redirect URI that it had."""

_ARGUMENT = re.compile(r"[\"'`](?P<uri>https?://[^\s\"'`<>),;]{3,600})[\"'`]")
_OF_SERVICE = re.compile(
    r"connect/oauth2|/authorize\b|/token|/oauth2?/v\d|\.api\.|scope"
)
"""What an argument is that is an endpoint of the service, or a scope."""

_BY_STEP = {Step.CONSENT: Where.AUTHORIZATION, Step.EXCHANGE: Where.EXCHANGE}
_ANY = re.compile(r"https?(?:://|%3a%2f%2f)[^\s\"'`<>)\],&;?]{3,200}")


def find_two_spellings(hidden: Rewritten, lower: str) -> tuple[RedirectUri, ...]:
    """Return two URIs that differ by scheme, port, case or a slash at the end only."""
    seen: dict[str, RedirectUri] = {}
    for match in islice(_ANY.finditer(lower), _MOST):
        written = hidden.text[match.start() : match.end()].rstrip(".")
        uri = unquote(written)
        host, slash, path = uri.partition("://")[2].partition("/")
        if not slash or not path.strip("/"):
            continue
        host = host.partition(":")[0].lower().removeprefix("www.")
        key = f"{host}/{path}".rstrip("/").lower()
        found = RedirectUri(
            uri=uri,
            where=Where.CONFIGURED,
            has_query=False,
            span=hidden.span(match.start(), match.start() + len(written)),
        )
        first = seen.setdefault(key, found)
        if first.uri != uri:
            return first, found
    return ()


def find_redirect_uris(
    hidden: Rewritten, lower: str, requests: tuple[TokenRequest, ...]
) -> tuple[RedirectUri, ...]:
    """Return the redirect URIs of the text, each with what it was doing there."""
    if "http" not in lower and ":::" not in lower and "redirect" not in lower:
        return ()
    built = find_built_addresses(hidden, lower)
    read = (
        _read(match, hidden, lower, requests)
        for match in islice(_URI.finditer(lower), _MOST)
    )
    named = [
        *(one for one in read if not _lies_in(one, built)),
        *built,
        *find_printed_addresses(hidden, lower),
    ]
    at = {one.span.start for one in named}
    passed = [
        one
        for match in islice(_ARGUMENT.finditer(lower), _MOST)
        if (one := _read_argument(match, hidden, lower))
        and one.span.start not in at
        and not _lies_in(one, built)
    ]
    listed = (
        one for one in find_listed_uris(hidden, lower) if one.span.start not in at
    )
    return tuple(sorted((*named, *passed, *listed), key=lambda one: one.span.start))


def _lies_in(one: RedirectUri, built: tuple[RedirectUri, ...]) -> bool:
    """Whether this is a piece of an address that is put together."""
    return any(each.span.start <= one.span.start < each.span.end for each in built)


def _read_argument(
    match: re.Match[str], hidden: Rewritten, lower: str
) -> RedirectUri | None:
    """Return an address that is passed without a name to the call of one of the two requests."""
    start, end = match.span("uri")
    if _OF_SERVICE.search(match["uri"]):
        return None
    step = called_around(lower, start)
    if step is None:
        return None
    uri, _, query = hidden.text[start:end].partition("?")
    return RedirectUri(
        uri=uri,
        where=_BY_STEP[step],
        has_query=bool(query),
        span=hidden.span(start, end),
    )


def _read(
    match: re.Match[str],
    hidden: Rewritten,
    lower: str,
    requests: tuple[TokenRequest, ...],
) -> RedirectUri:
    uri, _, query = unquote(hidden.text[slice(*match.span("uri"))]).partition("?")
    span = hidden.span(*match.span("uri"))
    name = match["name"]
    before = lower[max(0, match.start() - _NEAR) : match.start()].removesuffix("\n")
    is_listed = name.startswith(_LISTED)
    where = Where.REGISTERED if is_listed else _BY_NAME.get(name)
    if where is None and _AUTHORIZE.search(_last_word(before)):
        where = Where.AUTHORIZATION
    elif where is None and (told := _STEP_BEFORE.fullmatch(_last_line(before))):
        is_first = told["authorization"] is not None
        where = Where.AUTHORIZATION if is_first else Where.EXCHANGE
    elif where is None and any(
        one.span.start <= span.start <= one.span.end for one in requests
    ):
        where = Where.EXCHANGE
    elif where is None and (step := step_at(lower, *match.span())):
        where = _BY_STEP[step]
    return RedirectUri(
        uri=uri.rstrip("."),
        where=where or Where.CONFIGURED,
        has_query=bool(query),
        span=span,
    )


def _last_word(text: str) -> str:
    """Return what stands behind the last blank."""
    return "" if text[-1:].isspace() else text.rsplit(maxsplit=1)[-1] if text else ""


def _last_line(text: str) -> str:
    return text.rpartition("\n")[2]
