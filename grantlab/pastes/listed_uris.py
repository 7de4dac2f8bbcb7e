"""Redirect URIs that stand below the heading of a portal's list."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.understood import RedirectUri, Where

_NAMED = r"(?:redirect(?:ion)?|call-?back|return|reply)[ _-](?:ur[il]s|addresses)\b"
_PLACE = r"(?:portal|dashboard|console|keys tab|oauth tab|keys & oauth|(?:app|developer) settings|settings page)\b"
_HAS = r"(?:\b(?:has|have|had|lists?|listed|shows?|contains?|registered|entered|added|is|are|there)|:)"
_HEADING = re.compile(
    rf"\b(?:{_NAMED}[^\n]{{0,60}}|{_PLACE}[^\n]{{0,60}}?{_HAS}|(?:registered|whitelisted|allowed):) ?$",
    re.MULTILINE,
)
_OF_PROGRAM = re.compile(
    r"https?:|\b(?:tried|try|trying|code|config\w{0,7}|\.?env|sent|sends?|uses?|using|log\w{0,3}|browser|opens?|goes|calls?)\b"
)
"""What says of the addresses below that a program has them, and no portal."""

_LISTED = re.compile(
    r" ?(?:[-*+\u2022] ?|\d{1,2}[.)] ?|uris? \d{1,2}:? ?)?[\"'`]?"
    r"(?P<uri>https?://(?!(?:appcenter|oauth|quickbooks|docs?|help|community|github|stackoverflow)\b)[^\s\"'`<>,;?&)]{3,300})[\"'`]?[,;]?"
    r"(?: (?:\([^\n]{0,80}|[<#/-][^\n]{0,80}))?$",
    re.MULTILINE,
)
_NUMBERED = re.compile(r" ?(?:uris? )?\d{0,2}$", re.MULTILINE)
"""An empty line, or the label of a field."""

_MOST = 20
_LONGEST_LIST = 12
_LINE = 200


def find_listed_uris(hidden: Rewritten, lower: str) -> Iterator[RedirectUri]:
    """Yield the redirect URIs that a person copied from a portal, one to a line."""
    for heading in islice(_HEADING.finditer(lower), _MOST):
        start = lower.rfind("\n", max(0, heading.start() - _LINE), heading.start()) + 1
        if _OF_PROGRAM.search(lower, start, heading.end()):
            continue
        place = heading.end() + 1
        for _ in range(_LONGEST_LIST):
            listed = _LISTED.match(lower, place)
            if listed is None and not _NUMBERED.match(lower, place):
                break
            if listed:
                at, end = listed.span("uri")
                yield RedirectUri(
                    uri=hidden.text[at:end].rstrip("."),
                    where=Where.REGISTERED,
                    has_query=False,
                    span=hidden.span(at, end),
                )
            place = lower.find("\n", place) + 1
            if not place:
                break
