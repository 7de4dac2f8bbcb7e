"""Redirect URIs that a program or a console printed when it was asked for them."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from grantlab.pastes.built_addresses import places_of_names
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.understood import RedirectUri, Where

_PRINTED = re.compile(
    r"(?<![/\w-])(?:redirect|callback)_?ur[il]\b(?:\(\))?(?: ?(?:=>|:|=) ?[\w.$@>()-]{1,60})?[\"')\]},; ]{0,4}"
    r"(?:\n ?(?:(?:#|//)? ?=> ?|string\(\d{1,4}\) ?|(?=[\"'])|(?:<|\()?- ?)"
    r"| ?(?:#|//) ?(?:=> ?|->? ?|prints? ?|is ?)?|(?<=[)]) ?(?:->|=>) ?)[\"'`]?"
    r"(?P<uri>https?(?:://|%3a%2f%2f)[^\s\"'`<>)\],;]{3,600})"
)
"""``callback_url`` and, in the next line, ``=> "https://..."``; or a remark behind it."""


def find_printed_addresses(hidden: Rewritten, lower: str) -> Iterator[RedirectUri]:
    """Yield each address that was printed for the name of a redirect URI."""
    for place in places_of_names(lower):
        match = _PRINTED.match(lower, place)
        if match is None:
            continue
        start, end = match.span("uri")
        uri, _, query = unquote(hidden.text[start:end]).partition("?")
        yield RedirectUri(
            uri=uri.rstrip("."),
            where=Where.CONFIGURED,
            has_query=bool(query),
            span=hidden.span(start, end),
        )
