"""A request that is typed in one field: an address, with a method before it, or a curl line."""

import re
from typing import Final

from blueprints.sentences import as_sentence
from grantlab.formats.curl_reader import is_curl, read_curl
from grantlab.formats.errors import CurlLineError
from grantlab.playground.request import PlaygroundRequest

_LINE: Final = re.compile(r"(?:(?P<method>[A-Za-z-]{1,20})[ \t]+)?(?P<url>\S+)")


class ProblemWithTyped(ValueError):  # noqa: N818 -- a sentence for a field, not an error of ours
    """What was typed is no request; the message is a sentence that says where and what."""


def read_typed(text: str) -> PlaygroundRequest:
    """Return the request.

    Raises:
        ProblemWithTyped: it is none.
    """
    typed = text.strip()
    if not typed:
        raise ProblemWithTyped("Type an address, or paste a curl line.")
    if is_curl(typed):
        try:
            return read_curl(typed).request
        except CurlLineError as exc:
            raise ProblemWithTyped(as_sentence(str(exc))) from exc
    match = _LINE.fullmatch(typed)
    if match is None:
        raise ProblemWithTyped(
            "An address has no spaces in it: write GET, a space and the address, or paste a curl line."
        )
    return PlaygroundRequest(
        method=(match["method"] or "GET").upper(), url=match["url"]
    )
