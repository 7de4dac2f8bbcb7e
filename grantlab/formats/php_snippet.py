"""A request as PHP, for the extension ``curl`` that comes with it."""

from grantlab.formats.placeholders import Text, Variable
from grantlab.formats.request_parts import RequestParts, TextPairs
from grantlab.playground.request import FORM

_BROWSER_NOTE = "// A browser opens this address, with its person signed in.\n"


def php_snippet(parts: RequestParts) -> str:
    """Return code that sends the request again, secrets from the environment."""
    note = _BROWSER_NOTE if parts.by_browser else ""
    options = "".join(f"    {option},\n" for option in _options(parts))
    return (
        f"<?php\n{note}$request = curl_init({_text(parts.url)});\n"
        f"curl_setopt_array($request, [\n{options}]);\n"
        "$body = curl_exec($request);\n"
        "if ($body === false) {\n"
        "    exit(curl_error($request) . PHP_EOL);\n"
        "}\n"
        "echo curl_getinfo($request, CURLINFO_RESPONSE_CODE), ' ', $body, PHP_EOL;\n"
    )


def _options(parts: RequestParts) -> list[str]:
    options = ["CURLOPT_RETURNTRANSFER => true", "CURLOPT_TIMEOUT => 30"]
    if parts.method == "HEAD":
        options.append("CURLOPT_NOBODY => true")
    else:
        options.append(f"CURLOPT_CUSTOMREQUEST => {_text((parts.method,))}")
    if parts.basic is not None:
        username, password = parts.basic
        options.append(f"CURLOPT_USERPWD => {_text((*username, ':', *password))}")
    if headers := _headers(parts):
        lines = "".join(f"        {header},\n" for header in headers)
        options.append(f"CURLOPT_HTTPHEADER => [\n{lines}    ]")
    if parts.form:
        options.append(f"CURLOPT_POSTFIELDS => {_form(parts.form)}")
    elif parts.body:
        options.append(f"CURLOPT_POSTFIELDS => {_text(parts.body)}")
    return options


def _headers(parts: RequestParts) -> list[str]:
    # A colon alone would take a header of curl's own away; a semicolon sends it empty.
    headers = [
        _text((*name, ": ", *value) if any(value) else (*name, ";"))
        for name, value in parts.headers
    ]
    has_body = bool(parts.form or parts.body)
    if parts.content_type != (FORM if has_body else ""):
        headers.append(_text((f"Content-Type: {parts.content_type}".rstrip(),)))
    return headers


def _form(pairs: TextPairs) -> str:
    """Write a form; where a name comes twice PHP's own function would keep one."""
    if len({name for name, _ in pairs}) < len(pairs):
        written = [
            f"urlencode({_text(name)}) . '=' . urlencode({_text(value)})"
            for name, value in pairs
        ]
        lines = "".join(f"        {pair},\n" for pair in written)
        return f"implode('&', [\n{lines}    ])"
    lines = "".join(
        f"        {_text(name)} => {_text(value)},\n" for name, value in pairs
    )
    return f"http_build_query([\n{lines}    ])"


def _text(text: Text) -> str:
    return " . ".join(_piece(piece) for piece in text) or "''"


def _piece(piece: str | Variable) -> str:
    if isinstance(piece, Variable):
        return f"getenv('{piece.name}')"
    escaped = piece.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
