"""Values as Python source, with the environment asked for what was hidden."""

import json

from grantlab.formats.placeholders import Text, Variable
from grantlab.formats.request_parts import Document, TextPairs

INDENT = "    "


def text_source(text: Text) -> str:
    """Return an expression for a text: a literal, a variable, or both in an f-string."""
    match text:
        case [Variable(name)]:
            return environment_source(name)
        case _ if any(isinstance(piece, Variable) for piece in text):
            return 'f"' + "".join(_inside_f_string(piece) for piece in text) + '"'
        case _:
            plain = "".join(piece for piece in text if isinstance(piece, str))
            return json.dumps(plain, ensure_ascii=False)


def environment_source(name: str) -> str:
    """Return the expression that reads an environment variable."""
    return f'os.environ["{name}"]'


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
            return repr(value)


def pairs_source(pairs: TextPairs, *, depth: int) -> str:
    """Return a dictionary, or a list of pairs where a name comes twice."""
    inner = INDENT * (depth + 1)
    named = [(text_source(name), text_source(value)) for name, value in pairs]
    if len({name for name, _ in pairs}) < len(pairs):
        lines = [f"{inner}({name}, {value}),\n" for name, value in named]
        return "[\n" + "".join(lines) + INDENT * depth + "]"
    lines = [f"{inner}{name}: {value},\n" for name, value in named]
    return "{\n" + "".join(lines) + INDENT * depth + "}"


def _inside_f_string(piece: str | Variable) -> str:
    if isinstance(piece, Variable):
        return f"{{os.environ['{piece.name}']}}"
    literal = json.dumps(piece, ensure_ascii=False)[1:-1]
    return literal.replace("{", "{{").replace("}", "}}")
