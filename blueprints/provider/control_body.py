"""Reading the body of a request to the control API, member by member."""

import json
from collections.abc import Mapping
from typing import ClassVar, cast

from grantlab.errors import GrantlabError


class ControlBodyError(GrantlabError):
    """The body of a request to the control API was not of its form."""

    slug: ClassVar[str] = "control-body"


class ControlBody:
    """The members of one JSON object, each asked for by name and type."""

    def __init__(self, text: bytes, *names: str) -> None:
        """Read an object that may have these members; nothing at all is an empty one.

        Raises:
            ControlBodyError: it is no object, or has other members.
        """
        try:
            # Bytes that are no UTF-8 are a ValueError, too.
            members = json.loads(text.decode() or "{}")
        except (ValueError, RecursionError) as exc:
            raise ControlBodyError("the body is not JSON") from exc
        if not isinstance(members, dict):
            raise ControlBodyError("the body is not a JSON object")
        for name in members:
            if name not in names:
                known = ", ".join(names) or "none"
                raise ControlBodyError(
                    f"there is no member {name[:40]!r}; there are {known}"
                )
        self._members = cast("dict[str, object]", members)

    def text(self, name: str) -> str | None:
        """Return a member that is text, or ``None`` where it is absent or null."""
        value = self._members.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not _is_whole(value):
            raise ControlBodyError(f"{name} has to be text")
        return value

    def needed_text(self, name: str) -> str:
        """Return a member that has to be there."""
        value = self.text(name)
        if value is None:
            raise ControlBodyError(f"{name} is missing")
        return value

    def number(self, name: str) -> int | None:
        value = self._members.get(name)
        # A truth value is a number to Python, and none to JSON.
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        raise ControlBodyError(f"{name} has to be a whole number")

    def needed_truth(self, name: str) -> bool:
        value = self._members.get(name)
        if not isinstance(value, bool):
            raise ControlBodyError(f"{name} has to be true or false")
        return value

    def texts(self, name: str) -> tuple[str, ...] | None:
        """Return a member that is a list of texts."""
        value = self._members.get(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(map(_is_text, value)):
            raise ControlBodyError(f"{name} has to be a list of texts")
        return tuple(cast("list[str]", value))

    def text_by_name(self, name: str) -> Mapping[str, str]:
        """Return a member that is an object of texts; empty where it is absent."""
        value = self._members.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(map(_is_text, value.values())):
            raise ControlBodyError(f"{name} has to be an object of texts")
        return cast("dict[str, str]", value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and _is_whole(value)


def _is_whole(text: str) -> bool:
    """Whether it has no half of a surrogate pair, which no encoding can write."""
    return text.encode(errors="replace") == text.encode(errors="surrogatepass")
