"""The ways in which a request is offered to be copied."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from grantlab.formats.csharp_snippet import csharp_snippet
from grantlab.formats.curl import curl_command
from grantlab.formats.fetch_snippet import fetch_snippet
from grantlab.formats.intuit_oauth_node_snippet import intuit_oauth_node_snippet
from grantlab.formats.intuit_oauth_snippet import intuit_oauth_snippet
from grantlab.formats.php_snippet import php_snippet
from grantlab.formats.request_parts import RequestParts
from grantlab.formats.requests_snippet import requests_snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """One way to write a request down."""

    id: str
    label: str
    language: str
    """As Pygments names it."""

    write: Callable[[RequestParts], str]


SNIPPETS: Final = (
    Snippet(id="curl", label="curl", language="bash", write=curl_command),
    Snippet(
        id="requests",
        label="Python, requests",
        language="python",
        write=requests_snippet,
    ),
    Snippet(
        id="intuit-oauth",
        label="Python, intuit-oauth",
        language="python",
        write=intuit_oauth_snippet,
    ),
    Snippet(
        id="fetch",
        label="JavaScript, fetch",
        language="javascript",
        write=fetch_snippet,
    ),
    Snippet(
        id="intuit-oauth-node",
        label="JavaScript, intuit-oauth",
        language="javascript",
        write=intuit_oauth_node_snippet,
    ),
    Snippet(id="php", label="PHP", language="php", write=php_snippet),
    Snippet(id="csharp", label="C#", language="csharp", write=csharp_snippet),
)
