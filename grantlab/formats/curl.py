"""A request as a curl command."""

import re
import shlex

from grantlab.formats.placeholders import Text, Variable
from grantlab.formats.request_parts import RequestParts
from grantlab.playground.request import FORM

_NEEDS_SINGLE_QUOTES = re.compile(r'["$`\\!]')
_PATTERN = re.compile(r"[\[\]{}]")


def curl_command(parts: RequestParts) -> str:
    """Return the command that sends the request again, secrets as shell variables.

    It is written for a POSIX shell; the variables are to be set before.
    """
    command = " \\\n  ".join([f"curl --include{_method(parts)}", *_options(parts)])
    if parts.by_browser:
        return f"# A browser opens this address, with its person signed in.\n{command}"
    return command


def shell_word(text: Text) -> str:
    """Return one word for a POSIX shell, its variables as the shell's."""
    plain = "".join(piece for piece in text if isinstance(piece, str))
    if not any(isinstance(piece, Variable) for piece in text):
        return shlex.quote(plain)
    if _NEEDS_SINGLE_QUOTES.search(plain):
        return "".join(_quote_alone(piece) for piece in text)
    return f'"{_joined(text)}"'


def _method(parts: RequestParts) -> str:
    has_body = bool(parts.form or parts.body)
    if parts.method == "HEAD" and not has_body:
        # With --request alone, curl would wait for a body that does not come.
        return " --head"
    implied = "POST" if has_body else "GET"
    return "" if parts.method == implied else f" --request {shlex.quote(parts.method)}"


def _options(parts: RequestParts) -> list[str]:
    pattern = any(isinstance(it, str) and _PATTERN.search(it) for it in parts.url)
    options = ["--globoff"] if pattern else []
    options.append(shell_word(parts.url))
    if parts.basic is not None:
        username, password = parts.basic
        options.append(f"--user {shell_word((*username, ':', *password))}")
    options += [f"--header {_header(name, value)}" for name, value in parts.headers]
    if parts.content_type != _content_type_of_curl(parts):
        options.append(f"--header {_header(('Content-Type',), (parts.content_type,))}")
    if parts.body:
        options.append(f"--data-raw {shell_word(parts.body)}")
    options += [
        f"--data-urlencode {shell_word((*name, '=', *value))}"
        for name, value in parts.form
    ]
    return options


def _content_type_of_curl(parts: RequestParts) -> str:
    return FORM if parts.form or parts.body else ""


def _header(name: Text, value: Text) -> str:
    if value == ("",) and name == ("Content-Type",):
        return shell_word(("Content-Type:",))
    # A colon alone would take a header of curl's own away.
    return shell_word((*name, ": ", *value)) if any(value) else shell_word((*name, ";"))


def _quote_alone(piece: str | Variable) -> str:
    return f'"${piece.name}"' if isinstance(piece, Variable) else shlex.quote(piece)


def _joined(pieces: Text) -> str:
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
