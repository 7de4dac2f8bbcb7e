"""An XML document as it reads: each element on a line, indented by its depth."""

from html import escape
from typing import Final
from xml.parsers import expat

DEEPEST: Final = 40
"""Deeper elements are not indented further: the indents of a very deep document would be
larger than it by far."""


class _DoctypeError(Exception):
    """A document brings declarations of its own, such as entities."""


def indent_xml(text: str) -> str | None:
    """Return a document indented, whichever way it was; ``None`` if it is not well-formed.

    One with a DOCTYPE is not read either: no entity is expanded, and nothing is fetched.
    """
    writer = _Writer()
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.XmlDeclHandler = writer.declare
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.add_text
    parser.CommentHandler = writer.comment
    parser.ProcessingInstructionHandler = writer.instruct
    try:
        parser.Parse(text.strip(), True)  # noqa: FBT003 -- the whole of it, by expat's signature
    except (expat.ExpatError, _DoctypeError, ValueError):
        return None
    return "\n".join(writer.lines)


def _refuse(*_declared: object) -> None:
    raise _DoctypeError


class _Writer:
    """Writes what the parser tells; a start tag waits until it is known what follows it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._depth = 0
        self._waiting = ""
        self._text: list[str] = []

    def declare(self, version: str, encoding: str | None, _standalone: int) -> None:
        told = "" if encoding is None else f' encoding="{encoding}"'
        self._write(f'<?xml version="{version}"{told}?>')

    def start(self, name: str, attributes: list[str]) -> None:
        self._put_down()
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        told = "".join(f' {key}="{escape(value)}"' for key, value in pairs)
        self._waiting = f"<{name}{told}>"

    def end(self, name: str) -> None:
        if self._waiting:
            text = "".join(self._text)
            # Between two tags on two lines nothing was said.
            said = text if text.strip() or "\n" not in text else ""
            self._write(f"{self._waiting}{escape(said, quote=False)}</{name}>")
            self._waiting = ""
            self._text.clear()
            return
        self._put_down()
        self._depth -= 1
        self._write(f"</{name}>")

    def add_text(self, text: str) -> None:
        self._text.append(text)

    def comment(self, text: str) -> None:
        self._put_down()
        self._write(f"<!--{text}-->")

    def instruct(self, target: str, data: str) -> None:
        self._put_down()
        self._write(f"<?{target} {data}?>")

    def _put_down(self) -> None:
        """Write the start tag that waits, and the text after the last tag."""
        if self._waiting:
            self._write(self._waiting)
            self._waiting = ""
            self._depth += 1
        text = "".join(self._text).strip()
        self._text.clear()
        if text:
            self._write(escape(text, quote=False))

    def _write(self, line: str) -> None:
        self.lines.append("  " * min(self._depth, DEEPEST) + line)
