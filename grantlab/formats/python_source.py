"""Values as Python source, with the environment asked for what was hidden."""

import json

from grantlab.formats.notation import Notation
from grantlab.formats.placeholders import Text, Variable
from grantlab.formats.request_parts import TextPairs

INDENT = "    "


def environment_source(name: str) -> str:
    """Return the expression that reads an environment variable."""
    return f'os.environ["{name}"]'


def _f_string(text: Text) -> str:
    return 'f"' + "".join(_inside_f_string(piece) for piece in text) + '"'


def _inside_f_string(piece: str | Variable) -> str:
    if isinstance(piece, Variable):
        return f"{{os.environ['{piece.name}']}}"
    literal = json.dumps(piece, ensure_ascii=False)[1:-1]
    return literal.replace("{", "{{").replace("}", "}}")


_PYTHON = Notation(environment=environment_source, template=_f_string, scalar=repr)
text_source = _PYTHON.text
value_source = _PYTHON.value


def pairs_source(pairs: TextPairs, *, depth: int) -> str:
    """Return a dictionary, or a list of pairs where a name comes twice."""
    inner = INDENT * (depth + 1)
    named = [(text_source(name), text_source(value)) for name, value in pairs]
    if len({name for name, _ in pairs}) < len(pairs):
        lines = [f"{inner}({name}, {value}),\n" for name, value in named]
        return "[\n" + "".join(lines) + INDENT * depth + "]"
    lines = [f"{inner}{name}: {value},\n" for name, value in named]
    return "{\n" + "".join(lines) + INDENT * depth + "}"
