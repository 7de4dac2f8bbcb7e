"""An object of the company API as an element of XML."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def object_element(name: str, members: Mapping[str, object]) -> str:
    """Return an object; where it comes from stands in its attributes.

    A member whose name cannot be that of an element is left out, and a character that
    XML does not have becomes a question mark.
    """
    content = _elements(
        {
            key: value
            for key, value in members.items()
            if key not in {"domain", "sparse"}
        }
    )
    return f'<{name} domain="QBO" sparse="false">{content}</{name}>'


def _elements(members: Mapping[str, object]) -> str:
    return "".join(
        _element(name, value)
        for name, value in members.items()
        if _NAME.fullmatch(name)
    )


def _element(name: str, value: object) -> str:
    match value:
        case list():
            return "".join(_element(name, item) for item in value)
        case dict():
            content = _elements({str(key): member for key, member in value.items()})
        case bool():
            content = "true" if value else "false"
        case None:
            content = ""
        case _:
            content = escape(_NO_XML.sub("?", str(value)))
    return f"<{name}>{content}</{name}>"
