"""A recorded request as Python code for the ``requests`` library."""

import json

from grantlab.formats.python_source import (
    INDENT,
    pairs_source,
    text_source,
    value_source,
)
from grantlab.formats.request_parts import RequestParts, take_apart
from grantlab.protocol.round_trip import FRONT_CHANNEL, RoundTrip

_BROWSER_NOTE = "# A browser opens this address, with its person signed in.\n"


def requests_snippet(round_trip: RoundTrip) -> str:
    """Return code that sends the request again, secrets from the environment."""
    parts = take_apart(round_trip)
    lines = "".join(f"{INDENT}{argument},\n" for argument in _arguments(parts))
    note = _BROWSER_NOTE if round_trip.purpose in FRONT_CHANNEL else ""
    call = f"{note}response = requests.{_function(parts)}\n{lines})\n"
    asks = "import os\n\n" if "os.environ" in call else ""
    return (
        f"{asks}import requests\n\n{call}print(response.status_code, response.text)\n"
    )


_AUTH = 'auth=(os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"])'


def _function(parts: RequestParts) -> str:
    method = parts.method.lower()
    if method in {"get", "post", "put", "patch", "delete", "head", "options"}:
        return f"{method}("
    return f"request(\n{INDENT}{text_source(parts.method)},"


def _arguments(parts: RequestParts) -> list[str]:
    arguments = [text_source(parts.url)]
    if parts.basic:
        arguments.append(_AUTH)
    if headers := _headers(parts):
        arguments.append(f"headers={pairs_source(headers, depth=1)}")
    if parts.form:
        arguments.append(f"data={pairs_source(parts.form, depth=1)}")
    elif parts.body:
        arguments.append(_body(parts.body))
    arguments.append("timeout=30")
    return arguments


def _headers(parts: RequestParts) -> tuple[tuple[str, str], ...]:
    if parts.body and not _is_json(parts.body):
        return (*parts.headers, ("Content-Type", parts.content_type))
    return parts.headers


def _body(body: str) -> str:
    if _is_json(body):
        return f"json={value_source(json.loads(body))}"
    return f"data={text_source(body)}"


def _is_json(body: str) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True
