"""A request as C#, for ``HttpClient``; a whole program, for .NET and for Mono."""

import json
from typing import Final

from grantlab.formats.placeholders import Text, Variable
from grantlab.formats.request_parts import RequestParts, TextPairs

_BROWSER_NOTE = "        // A browser opens this address, with its person signed in.\n"
_OF_THE_CONTENT: Final = frozenset(
    {
        "allow",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-location",
        "content-md5",
        "content-range",
        "expires",
        "last-modified",
    }
)
"""Headers that belong to a request's ``Content``, and are refused elsewhere."""


def csharp_snippet(parts: RequestParts) -> str:
    """Return a program that sends the request again, secrets from the environment."""
    note = _BROWSER_NOTE if parts.by_browser else ""
    lines = "".join(f"        {line}\n" for line in _lines(parts))
    return (
        "using System;\n"
        "using System.Collections.Generic;\n"
        "using System.Net.Http;\n"
        "using System.Net.Http.Headers;\n"
        "using System.Text;\n"
        "using System.Threading.Tasks;\n"
        "\n"
        "static class Program\n"
        "{\n"
        "    static string Env(string name) => Environment.GetEnvironmentVariable(name);\n"
        "\n"
        "    static void Main() => Send().GetAwaiter().GetResult();\n"
        "\n"
        "    static async Task Send()\n"
        "    {\n"
        f"{note}"
        f"{lines}"
        "        using (var client = new HttpClient())\n"
        "        using (var response = await client.SendAsync(request))\n"
        "        {\n"
        "            var body = await response.Content.ReadAsStringAsync();\n"
        '            Console.WriteLine((int)response.StatusCode + " " + body);\n'
        "        }\n"
        "    }\n"
        "}\n"
    )


def _lines(parts: RequestParts) -> list[str]:
    method = f"new HttpMethod({_text((parts.method,))})"
    lines = [f"var request = new HttpRequestMessage({method}, {_text(parts.url)});"]
    if parts.basic is not None:
        username, password = parts.basic
        credentials = _text((*username, ":", *password))
        lines.append(
            'request.Headers.Authorization = new AuthenticationHeaderValue("Basic",'
            f" Convert.ToBase64String(Encoding.UTF8.GetBytes({credentials})));"
        )
    lines += _content(parts)
    has_content = bool(parts.form or parts.body)
    for name, value in parts.headers:
        belongs = has_content and "".join(map(str, name)).lower() in _OF_THE_CONTENT
        where = "Content.Headers" if belongs else "Headers"
        lines.append(
            f"request.{where}.TryAddWithoutValidation({_text(name)}, {_text(value)});"
        )
    return lines


def _content(parts: RequestParts) -> list[str]:
    if parts.form:
        lines = [
            "request.Content = new FormUrlEncodedContent(new[]",
            "{",
            *(f"    {line}," for line in _pairs(parts.form)),
            "});",
        ]
    elif parts.body:
        octets = f"Encoding.UTF8.GetBytes({_text(parts.body)})"
        lines = [f"request.Content = new ByteArrayContent({octets});"]
    else:
        return []
    if parts.content_type:
        content_type = _text((parts.content_type,))
        added = f'"Content-Type", {content_type}'
        lines += [
            'request.Content.Headers.Remove("Content-Type");',
            f"request.Content.Headers.TryAddWithoutValidation({added});",
        ]
    return lines


def _pairs(pairs: TextPairs) -> list[str]:
    return [
        f"new KeyValuePair<string, string>({_text(name)}, {_text(value)})"
        for name, value in pairs
    ]


def _text(text: Text) -> str:
    return " + ".join(_piece(piece) for piece in text) or '""'


def _piece(piece: str | Variable) -> str:
    if isinstance(piece, Variable):
        return f'Env("{piece.name}")'
    # Its escapes are those of JSON, the four digits included.
    return json.dumps(piece)
