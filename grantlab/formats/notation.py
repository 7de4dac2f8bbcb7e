"""Values out of a request as source code, in a language that writes literals as JSON does."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from grantlab.formats.placeholders import Text, Variable
from grantlab.formats.request_parts import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """What a language writes in a way of its own."""

    environment: Callable[[str], str]
    """The expression that reads an environment variable."""

    template: Callable[[Text], str]
    """The expression for a text with variables in it."""

    scalar: Callable[[bool | float | None], str]
    """The literal of a value that is neither a text nor made of others."""

    def text(self, text: Text) -> str:
        """Return an expression for a text: a literal, a variable, or both in a template."""
        match text:
            case [Variable(name)]:
                return self.environment(name)
            case _ if any(isinstance(piece, Variable) for piece in text):
                return self.template(text)
            case _:
                plain = "".join(piece for piece in text if isinstance(piece, str))
                return json.dumps(plain, ensure_ascii=False)

    def value(self, value: Document) -> str:
        """Return an expression for a value out of a JSON document."""
        match value:
            case tuple():
                return self.text(value)
            case dict():
                members = (
                    f"{self.text((key,))}: {self.value(member)}"
                    for key, member in value.items()
                )
                return "{" + ", ".join(members) + "}"
            case list():
                return "[" + ", ".join(self.value(item) for item in value) + "]"
            case _:
                return self.scalar(value)
