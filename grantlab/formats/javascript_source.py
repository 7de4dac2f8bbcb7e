"""Values as JavaScript source, with the environment asked for what was hidden."""

import json

from grantlab.formats.notation import Notation
from grantlab.formats.placeholders import Text, Variable
from grantlab.formats.request_parts import TextPairs

INDENT = "  "


def environment_source(name: str) -> str:
    """Return the expression that reads an environment variable."""
    return f"process.env.{name}"


def _template(text: Text) -> str:
    return "`" + "".join(_inside_template(piece) for piece in text) + "`"


def _inside_template(piece: str | Variable) -> str:
    if isinstance(piece, Variable):
        return f"${{{environment_source(piece.name)}}}"
    literal = json.dumps(piece, ensure_ascii=False)[1:-1].replace('\\"', '"')
    return literal.replace("`", "\\`").replace("${", "\\${")


_JAVASCRIPT = Notation(
    environment=environment_source, template=_template, scalar=json.dumps
)
text_source = _JAVASCRIPT.text
value_source = _JAVASCRIPT.value


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
