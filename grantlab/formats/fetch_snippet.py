"""A request as JavaScript for ``fetch``, as Node has it; a module, because it awaits."""

from grantlab.formats.javascript_source import (
    INDENT,
    basic_source,
    pairs_source,
    text_source,
    value_source,
)
from grantlab.formats.request_parts import RequestParts
from grantlab.playground.request import FORM

_BROWSER_NOTE = "// A browser opens this address, with its person signed in.\n"
_UNSENT = frozenset({"GET", "HEAD"})


def fetch_snippet(parts: RequestParts) -> str:
    """Return code that sends the request again, secrets from the environment."""
    note = _BROWSER_NOTE if parts.by_browser else ""
    if parts.method in _UNSENT and (parts.form or parts.body):
        note += f"// fetch sends no body with {parts.method}.\n"
    options = "".join(f"{INDENT}{option},\n" for option in _options(parts))
    given = f", {{\n{options}}}" if options else ""
    return (
        f"{note}const response = await fetch({text_source(parts.url)}{given});\n"
        "console.log(response.status, await response.text());\n"
    )


def _options(parts: RequestParts) -> list[str]:
    options = []
    if parts.method != "GET":
        options.append(f"method: {text_source((parts.method,))}")
    if headers := _headers(parts):
        options.append(f"headers: {headers}")
    if parts.method in _UNSENT:
        return options
    if parts.form:
        options.append(
            f"body: new URLSearchParams({pairs_source(parts.form, depth=1)})"
        )
    elif parts.document is not None:
        options.append(f"body: JSON.stringify({value_source(parts.document)})")
    elif parts.body:
        options.append(f"body: Buffer.from({text_source(parts.body)})")
    return options


def _headers(parts: RequestParts) -> str:
    headers = parts.headers
    if parts.content_type and not (parts.form and parts.content_type == FORM):
        headers = (*headers, (("Content-Type",), (parts.content_type,)))
    if parts.basic is None:
        return pairs_source(headers, depth=1) if headers else ""
    pair = f'{INDENT * 2}["Authorization", {basic_source(*parts.basic)}],\n'
    rest = pairs_source(headers, depth=1).removeprefix("[\n")
    return f"[\n{pair}{rest}"
