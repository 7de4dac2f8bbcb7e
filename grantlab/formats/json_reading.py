"""JSON of other people's making, read member by member, with the path of what is odd."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from grantlab.formats.errors import ImportedFileError

LARGEST = 8 * 1024 * 1024
"""Characters of a file that is imported."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of a file that was left out, or taken in another way than it is written."""

    path: str
    """As in ``item[2].request.body``."""

    why: str

    def __str__(self) -> str:
        return f"{self.path}: {self.why}" if self.path else self.why


@dataclass(slots=True)
class Finds:
    """What was left out so far."""

    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, path: str, why: str) -> None:
        """Note a part that was left out."""
        self.skipped.append(Skipped(path, why))


@dataclass(frozen=True, slots=True)
class Node:
    """One object of a file, and where it is."""

    members: dict[str, object]
    path: str
    finds: Finds

    def at(self, name: str) -> str:
        """Return the path of a member."""
        return f"{self.path}.{name}" if self.path else name

    def skip(self, name: str, why: str) -> None:
        """Note that a member was left out."""
        self.finds.skip(self.at(name), why)

    def text(self, name: str, default: str = "") -> str:
        """Return a member as text; a number or a yes becomes one."""
        match self.members.get(name):
            case str(value):
                return value
            case None:
                return default
            case bool(value):
                return "true" if value else "false"
            case int(value) | float(value):
                return str(value)
            case _:
                self.skip(name, "a text belongs here")
                return default

    def is_true(self, name: str) -> bool:
        """Whether a member is ``true``."""
        return self.members.get(name) is True

    def node(self, name: str) -> "Node | None":
        """Return a member that is an object, or ``None``."""
        value = self.members.get(name)
        if isinstance(value, dict):
            return Node(value, self.at(name), self.finds)
        if value is not None:
            self.skip(name, "an object belongs here")
        return None

    def nodes(self, name: str) -> Iterator["Node"]:
        """Give the objects of a member that is a list of them."""
        value = self.members.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            self.skip(name, "a list belongs here")
            return
        for number, item in enumerate(value):
            path = f"{self.at(name)}[{number}]"
            if isinstance(item, dict):
                yield Node(item, path, self.finds)
            else:
                self.finds.skip(path, "an object belongs here")

    def skip_others(self, *known: str, why: str = "it is not known here") -> None:
        """Note every member that was not asked for."""
        for name in self.members:
            if name not in known:
                self.skip(name, why)


_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""Half of a character, as an escape of JSON; both halves may be there."""


def _proper(value: object) -> object:
    """Return the value with question marks for halves of characters without the other."""
    match value:
        case str():
            return value.encode(errors="replace").decode()
        case list():
            return [_proper(item) for item in value]
        case dict():
            return {_proper(name): _proper(member) for name, member in value.items()}
        case _:
            return value


def read_file(text: str, *, kind: str) -> Node:
    """Return the object that a file is.

    Raises:
        ImportedFileError: it is no JSON, no object, or too large.
    """
    if len(text) > LARGEST:
        raise ImportedFileError(f"{kind} is larger than {LARGEST // 1024 // 1024} MiB")
    try:
        read = json.loads(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
        if _HALF.search(text):
            read = _proper(read)
    except json.JSONDecodeError as exc:
        raise ImportedFileError(
            f"line {exc.lineno}, column {exc.colno}: this is no JSON, and so not {kind}"
        ) from exc
    except (ValueError, RecursionError) as exc:
        raise ImportedFileError(f"this JSON is too deep or too odd for {kind}") from exc
    if not isinstance(read, dict):
        raise ImportedFileError(f"{kind} is a JSON object, and this is none")
    return Node(read, "", Finds())
