"""Redirect URIs that a program puts together from pieces, read as templates.

``'http://localhost:' + port + '/back'``, ``f"http://localhost:{port}/back"`` and
``sprintf("http://localhost:%d/back", $port)`` are one template. What differs between two
templates differs whatever the pieces turn out to be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from grantlab.pastes.programs.steps import Step, called_around, step_at
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.understood import RedirectUri, Where

_NAMED = re.compile(
    r"(?:redirect|callback)_?ur[il][\"'\])]{0,3}\s?(?:=>|:=|=(?!=)|:|,)\s?"
    r"(?:[$#]?\{ ?)?(?:[\"'`]\s?[+.&]\s?)?"
)
"""The name of what follows, also where it ends a piece of an address: ``'&redirect_uri=' +``."""

_HANDED = re.compile(
    r"[(,] ?(?=[f$@]{0,2}[\"'`]https?://[^\"'`\n]{0,100}(?:[\"'`] ?[+.]|\{|%s))"
)
"""Where an address is handed to a call without a name."""

_NAMES = ("redirect_ur", "redirectur", "callback_ur", "callbackur")
_PIECE = re.compile(
    r"(?P<wrapper>[\w.$:\\]{0,40}(?:encode\w{0,12}|quote\w{0,5}|escape\w{0,12}|sprintf|format|\bstr|string)\(\s?)"
    r"|[fr$@]{0,2}(?:\"(?P<double>[^\"\n]{0,300})\"|'(?P<single>[^'\n]{0,300})'|`(?P<back>[^`\n]{0,300})`)"
    r"|(?P<expression>\$?[a-z_][\w.$>:-]{0,60}(?:\[[\"']?\w{1,40}[\"']?\])?(?:\([^()\n]{0,60}\))?)"
)
_JOIN = re.compile(r"\s?\)?\s?(?:\+|\.\.|\.(?=[ \n\"'`$])|&(?= )|\|\||<>)\s?", re.ASCII)
_INTERPOLATED = re.compile(
    r"[$#]?\{(?P<braced>[^{}\n]{0,80})\}|\$(?P<bare>[a-z_]\w{0,40})|%[sdv](?![0-9a-f])"
)
_NAME = re.compile(r"[a-z_]\w*")
_HOLE = re.compile(r"\{\w{0,60}\}")
_SAYS_NO_MORE = re.compile(r"[&\s]")
_IS_ADDRESS = re.compile(r"[/?]")
_MOST = 30
_MOST_PIECES = 10
_BY_STEP = {Step.CONSENT: Where.AUTHORIZATION, Step.EXCHANGE: Where.EXCHANGE}


@dataclass(frozen=True, slots=True)
class Built:
    """An address with holes, and where its pieces stand."""

    template: str
    start: int
    end: int


def find_built_addresses(hidden: Rewritten, lower: str) -> tuple[RedirectUri, ...]:
    """Return the addresses that are put together for one of the two requests."""
    found: dict[int, RedirectUri] = {}
    for built in islice(_find(lower), 2 * _MOST):
        is_handed = (
            built.template.startswith("http") and lower[built.start - 1] in "(, "
        )
        step = called_around(lower, built.start) if is_handed else None
        step = step or step_at(lower, built.start, built.end)
        if step is not None and built.start not in found:
            uri, _, query = built.template.partition("?")
            found[built.start] = RedirectUri(
                uri=uri,
                where=_BY_STEP[step],
                has_query=bool(query),
                span=hidden.span(built.start, built.end),
            )
    return tuple(found.values())


def places_of_names(lower: str) -> Iterator[int]:
    """Yield where the name of a redirect URI stands."""
    for name in _NAMES:
        place = lower.find(name)
        for _ in range(_MOST):
            if place < 0:
                break
            yield place
            place = lower.find(name, place + 1)


def may_be_one(one: str, other: str) -> bool:
    """Whether two addresses can come to the same, whatever fills their holes."""
    one, other = _named_alike(one), _named_alike(other)
    holes, others = _HOLE.findall(one), _HOLE.findall(other)
    if holes == others:
        return one == other
    (head, tail), (first, last) = _ends(one), _ends(other)
    return (head.startswith(first) or first.startswith(head)) and (
        tail.endswith(last) or last.endswith(tail)
    )


def _find(lower: str) -> Iterator[Built]:
    for place in places_of_names(lower):
        named = _NAMED.match(lower, place)
        built = _read(lower, named.end()) if named else None
        if built is not None:
            yield built
    for opened in islice(_HANDED.finditer(lower), _MOST):
        built = _read(lower, opened.end())
        if built is not None:
            yield built


def _read(lower: str, start: int) -> Built | None:
    """Return the template that begins here; ``None`` where nothing is put together."""
    parts: list[str] = []
    at = end = start
    for _ in range(_MOST_PIECES):
        piece = _PIECE.match(lower, at)
        if piece is None:
            break
        at = piece.end()
        if piece["wrapper"]:
            continue
        end = at
        if piece["expression"]:
            parts.append(_hole(piece["expression"]))
        else:
            text = piece["double"] or piece["single"] or piece["back"] or ""
            said, *rest = _SAYS_NO_MORE.split(text, maxsplit=1)
            parts.append(_INTERPOLATED.sub(_hole_of, said))
            if rest:
                break
        join = _JOIN.match(lower, at)
        if join is None:
            break
        at = join.end()
    template = "".join(parts)
    is_built = "{" in template and _IS_ADDRESS.search(_HOLE.sub("", template))
    return Built(template, start, end) if is_built else None


def _hole_of(match: re.Match[str]) -> str:
    return _hole(match["braced"] or match["bare"] or "")


def _hole(expression: str) -> str:
    names = _NAME.findall(expression)
    return f"{{{names[-1] if names else ''}}}"


def _named_alike(uri: str) -> str:
    """Return an address with the holes of any language written in one way."""
    return _INTERPOLATED.sub(lambda match: _hole_of(match).lower(), uri)


def _ends(template: str) -> tuple[str, str]:
    """Return what stands before the first hole and behind the last; of a plain address all, twice."""
    pieces = _HOLE.split(template)
    return pieces[0], pieces[-1]
