"""Requests to a token endpoint, as far as a paste shows them."""

import re
from bisect import bisect_left
from itertools import islice

from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.understood import Field, TokenRequest, Value

_GRANT_TYPE = re.compile(
    r"grant_type[\"']?(?P<sep> ?(?:=>|=|:) ?)[\"']?"
    r"(?P<type>authorization_code|refresh_token|client_credentials|password)"
)
_JOINS = re.compile(r"&| (?:-d|-F|--data\S{0,20}|--form) ")
_METHOD = re.compile(
    r"(?:^|['\"` ])(?P<first>GET|POST|PUT) (?:https?:/)?/"
    r"|(?:-X|--request)[ =]?[\"']?(?P<option>GET|POST|PUT)\b"
    r"|\bmethod[\"']? ?[:=] ?[\"'](?P<member>GET|POST|PUT|get|post|put)\b"
    r"|(?:requests|axios|http|httpx|client|session)\.(?P<call>get|post|put)\("
)
_HOST = re.compile(
    r"https?://(?P<url>[A-Za-z0-9.-]{4,100})|\bHost: ?(?P<header>[A-Za-z0-9.-]{4,100})"
)
_CURL = "curl "
_ABOVE = 2000
"""How far above its form a request begins, with its headers in between."""

_NEAR = 600
_MOST = 100
_LEAST = 2
"""A form has more than two members: an excerpt with fewer leaves some out."""


def find_token_requests(
    hidden: Rewritten, values: tuple[Value, ...]
) -> tuple[TokenRequest, ...]:
    """Return the token requests that are written out, in order."""
    return tuple(
        _read(match, hidden, values)
        for match in islice(_GRANT_TYPE.finditer(hidden.text), _MOST)
    )


def _read(
    match: re.Match[str], hidden: Rewritten, values: tuple[Value, ...]
) -> TokenRequest:
    text = hidden.text
    start, end = _form_around(text, match.start(), match.end())
    form = text[start:end]
    first = bisect_left(values, start, key=_position)
    inside = values[first : bisect_left(values, end, lo=first, key=_position)]
    return TokenRequest(
        grant_type=match["type"],
        method=_find_method(text, start, end),
        host=_find_host(text, start, end),
        is_json=form.lstrip(" '\"").startswith("{")
        and ":" in match["sep"]
        and '"' in form,
        code=_number(inside, Field.CODE),
        refresh_token=_number(inside, Field.REFRESH_TOKEN),
        has_redirect_uri="redirect_uri" in form,
        has_verifier="code_verifier" in form,
        is_whole="..." not in form and len(_JOINS.findall(form)) >= _LEAST,
        span=hidden.span(start, end),
    )


def _find_method(text: str, start: int, end: int) -> str | None:
    """Return the method of the request that a form belongs to."""
    found = _last(_METHOD, text[max(0, start - _ABOVE) : end])
    if found is None and _CURL in text[start:end]:
        return "POST"  # what curl sends a form with, unless told otherwise
    return None if found is None else found.upper()


def _find_host(text: str, start: int, end: int) -> str | None:
    """Return the host above a form, or in the same command."""
    redirect = text.find("redirect_ur", start, end)
    above = text[max(0, start - _ABOVE) : start]
    host = _last(_HOST, text[start : redirect if redirect >= 0 else end])
    return host or _last(_HOST, above)


def _last(pattern: re.Pattern[str], text: str) -> str | None:
    """Return what is found in the last line that has it, there at its last place."""
    for line in reversed(text.split("\n")):
        found = list(pattern.finditer(line))
        if found:
            return found[-1][found[-1].lastgroup or 0]
    return None


def _form_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the line of a form, or the braces of an object."""
    low, high = max(0, start - _NEAR), min(len(text), end + _NEAR)
    opened = text.rfind("{", low, start)
    if opened >= 0 and "}" not in text[opened:start]:
        closed = text.find("}", end, high)
        return opened, high if closed < 0 else closed + 1
    begin = text.rfind("\n", low, start) + 1
    finish = text.find("\n", end, high)
    return max(begin, low), high if finish < 0 else finish


def _position(value: Value) -> int:
    return value.position


def _number(values: tuple[Value, ...], field: Field) -> int | None:
    return next((one.number for one in values if one.field is field), None)
