"""Values as JavaScript source, with the environment asked for what was hidden."""

import json

from grantlab.formats.placeholders import Text, Variable
from grantlab.formats.request_parts import Document, TextPairs

INDENT = "  "


def text_source(text: Text) -> str:
    """Return an expression for a text: a literal, a variable, or both in a template."""
    match text:
        case [Variable(name)]:
            return environment_source(name)
        case _ if any(isinstance(piece, Variable) for piece in text):
            return "`" + "".join(_inside_template(piece) for piece in text) + "`"
        case _:
            plain = "".join(piece for piece in text if isinstance(piece, str))
            return json.dumps(plain, ensure_ascii=False)


def environment_source(name: str) -> str:
    """Return the expression that reads an environment variable."""
    return f"process.env.{name}"


def value_source(value: Document) -> str:
    """Return an expression for a value out of a JSON document."""
    match value:
        case tuple():
            return text_source(value)
        case dict():
            members = (
                f"{text_source((key,))}: {value_source(member)}"
                for key, member in value.items()
            )
            return "{" + ", ".join(members) + "}"
        case list():
            return "[" + ", ".join(value_source(item) for item in value) + "]"
        case _:
            return json.dumps(value)


def pairs_source(pairs: TextPairs, *, depth: int) -> str:
    """Return a list of pairs, in which a name may come twice."""
    inner = INDENT * (depth + 1)
    lines = [
        f"{inner}[{text_source(name)}, {text_source(value)}],\n"
        for name, value in pairs
    ]
    return "[\n" + "".join(lines) + INDENT * depth + "]"


def basic_source(username: Text, password: Text) -> str:
    """Return an expression for the value of the header ``Authorization``."""
    credentials = text_source((*username, ":", *password))
    return f'"Basic " + Buffer.from({credentials}).toString("base64")'


def _inside_template(piece: str | Variable) -> str:
    if isinstance(piece, Variable):
        return f"${{{environment_source(piece.name)}}}"
    literal = json.dumps(piece, ensure_ascii=False)[1:-1].replace('\\"', '"')
    return literal.replace("`", "\\`").replace("${", "\\${")
