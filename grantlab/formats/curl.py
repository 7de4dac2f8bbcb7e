"""A recorded request as a curl command."""

import re
import shlex

from grantlab.formats.placeholders import Variable, split_variables, variable_name
from grantlab.formats.request_parts import RequestParts, take_apart
from grantlab.protocol.round_trip import FRONT_CHANNEL, RoundTrip

_NEEDS_SINGLE_QUOTES = re.compile(r'["$`\\!]')


def curl_command(round_trip: RoundTrip) -> str:
    """Return the command that sends the request again, secrets as shell variables.

    It is written for a POSIX shell; the variables are to be set before.
    """
    parts = take_apart(round_trip)
    command = " \\\n  ".join([f"curl --include{_method(parts)}", *_options(parts)])
    if round_trip.purpose in FRONT_CHANNEL:
        return f"# A browser opens this address, with its person signed in.\n{command}"
    return command


def shell_word(text: str, *, hidden: str = "HIDDEN") -> str:
    """Return one word for a POSIX shell, with variables where something was hidden."""
    pieces = split_variables(text, hidden=hidden)
    if not any(isinstance(piece, Variable) for piece in pieces):
        return shlex.quote(text)
    plain = "".join(piece for piece in pieces if isinstance(piece, str))
    if _NEEDS_SINGLE_QUOTES.search(plain):
        return "".join(_quote_alone(piece) for piece in pieces)
    return f'"{_joined(pieces)}"'


def _method(parts: RequestParts) -> str:
    implied = "POST" if parts.form or parts.body else "GET"
    return "" if parts.method == implied else f" --request {shlex.quote(parts.method)}"


def _options(parts: RequestParts) -> list[str]:
    options = [shell_word(parts.url)]
    if parts.basic:
        options.append('--user "$CLIENT_ID:$CLIENT_SECRET"')
    options += [
        f"--header {shell_word(f'{name}: {value}', hidden=variable_name(name))}"
        for name, value in parts.headers
    ]
    if parts.body:
        options.append(f"--header {shell_word(f'Content-Type: {parts.content_type}')}")
        options.append(f"--data-raw {shell_word(parts.body)}")
    options += [
        f"--data-urlencode {shell_word(f'{name}={value}', hidden=variable_name(name))}"
        for name, value in parts.form
    ]
    return options


def _quote_alone(piece: str | Variable) -> str:
    return f'"${piece.name}"' if isinstance(piece, Variable) else shlex.quote(piece)


def _joined(pieces: list[str | Variable]) -> str:
    """Join for double quotes; braces where a letter follows a variable's name."""
    text = ""
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            text += piece
            continue
        following = pieces[number + 1] if number + 1 < len(pieces) else ""
        runs_on = isinstance(following, str) and re.match(r"\w", following)
        text += f"${{{piece.name}}}" if runs_on else f"${piece.name}"
    return text
