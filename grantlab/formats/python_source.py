"""Values as Python source, with the environment asked for what was hidden."""

import json
from collections.abc import Mapping, Sequence

from grantlab.formats.placeholders import Variable, split_variables, variable_name
from grantlab.protocol.round_trip import Pairs

INDENT = "    "


def text_source(text: str, *, hidden: str = "HIDDEN") -> str:
    """Return an expression for a text: a literal, a variable, or both in an f-string."""
    pieces = split_variables(text, hidden=hidden)
    match pieces:
        case [Variable(name)]:
            return environment_source(name)
        case _ if any(isinstance(piece, Variable) for piece in pieces):
            return 'f"' + "".join(_inside_f_string(piece) for piece in pieces) + '"'
        case _:
            return json.dumps(text, ensure_ascii=False)


def environment_source(name: str) -> str:
    """Return the expression that reads an environment variable."""
    return f'os.environ["{name}"]'


def value_source(value: object, *, name: str = "") -> str:
    """Return an expression for a value out of a JSON document."""
    match value:
        case str():
            return text_source(value, hidden=variable_name(name))
        case Mapping():
            members = (
                f"{text_source(str(key))}: {value_source(member, name=str(key))}"
                for key, member in value.items()
            )
            return "{" + ", ".join(members) + "}"
        case Sequence():
            return (
                "[" + ", ".join(value_source(item, name=name) for item in value) + "]"
            )
        case _:
            return repr(value)


def pairs_source(pairs: Pairs, *, depth: int) -> str:
    """Return a dictionary, or a list of pairs where a name comes twice."""
    inner = INDENT * (depth + 1)
    named = [
        (text_source(name), text_source(value, hidden=variable_name(name)))
        for name, value in pairs
    ]
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
