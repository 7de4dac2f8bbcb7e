"""Redirect URIs that a program or a console printed when it was asked for them."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.understood import RedirectUri, Where

_PRINTED = re.compile(
    r"(?=[cr])(?<![/\w-])(?:redirect|callback)_?ur[il]\b(?:\(\))?[\"')\]}; ]{0,4}"
    r"(?:\n ?(?:(?:#|//)? ?=> ?|string\(\d{1,4}\) ?|(?=[\"'])|(?:<|\()?- ?)"
    r"| ?(?:#|//) ?(?:=> ?|->? ?|prints? ?|is ?)?|(?<=[)]) ?(?:->|=>) ?)[\"'`]?"
    r"(?P<uri>https?(?:://|%3a%2f%2f)[^\s\"'`<>)\],;]{3,600})"
)
"""``callback_url`` and, in the next line, ``=> "https://..."``; or a remark behind it."""

_MOST = 20


def find_printed_addresses(hidden: Rewritten, lower: str) -> Iterator[RedirectUri]:
    """Yield each address that was printed for the name of a redirect URI."""
    for match in islice(_PRINTED.finditer(lower), _MOST):
        start, end = match.span("uri")
        uri, _, query = unquote(hidden.text[start:end]).partition("?")
        yield RedirectUri(
            uri=uri.rstrip("."),
            where=Where.CONFIGURED,
            has_query=bool(query),
            span=hidden.span(start, end),
        )
