"""A request as Python code for the ``requests`` library."""

from grantlab.formats.placeholders import Text
from grantlab.formats.python_source import (
    INDENT,
    pairs_source,
    text_source,
    value_source,
)
from grantlab.formats.request_parts import RequestParts, TextPairs
from grantlab.playground.request import FORM, JSON

_BROWSER_NOTE = "# A browser opens this address, with its person signed in.\n"


def requests_snippet(parts: RequestParts) -> str:
    """Return code that sends the request again, secrets from the environment."""
    lines = "".join(f"{INDENT}{argument},\n" for argument in _arguments(parts))
    note = _BROWSER_NOTE if parts.by_browser else ""
    call = f"{note}response = requests.{_function(parts)}\n{lines})\n"
    asks = "import os\n\n" if "os.environ" in call else ""
    return (
        f"{asks}import requests\n\n{call}print(response.status_code, response.text)\n"
    )


def _function(parts: RequestParts) -> str:
    method = parts.method.lower()
    if method in {"get", "post", "put", "patch", "delete", "head", "options"}:
        return f"{method}("
    return f"request(\n{INDENT}{text_source((parts.method,))},"


def _arguments(parts: RequestParts) -> list[str]:
    arguments = [text_source(parts.url)]
    if parts.basic is not None:
        username, password = parts.basic
        arguments.append(f"auth=({text_source(username)}, {text_source(password)})")
    if headers := _headers(parts):
        arguments.append(f"headers={_headers_source(headers)}")
    if parts.form:
        arguments.append(f"data={pairs_source(parts.form, depth=1)}")
    elif parts.body:
        arguments.append(_body(parts))
    arguments.append("timeout=30")
    return arguments


def _headers(parts: RequestParts) -> TextPairs:
    implied = FORM if parts.form else JSON if parts.document is not None else ""
    if parts.content_type == implied:
        return parts.headers
    return (*parts.headers, (("Content-Type",), (parts.content_type,)))


def _headers_source(headers: TextPairs) -> str:
    """Join the values of a name that comes twice: ``requests`` takes a name once.

    Spec: RFC 9110 §5.3.
    """
    joined: dict[Text, Text] = {}
    for name, value in headers:
        joined[name] = (*joined[name], ", ", *value) if name in joined else value
    return pairs_source(tuple(joined.items()), depth=1)


def _body(parts: RequestParts) -> str:
    if parts.document is not None:
        return f"json={value_source(parts.document)}"
    # As octets, because requests would write a text in Latin-1 if that suffices.
    return f"data={text_source(parts.body)}.encode()"
