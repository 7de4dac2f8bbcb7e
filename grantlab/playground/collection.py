"""Requests that are kept, in folders, with the variables that belong to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from grantlab.playground.request import PlaygroundRequest
from grantlab.playground.variables import Variable


@dataclass(frozen=True, slots=True)
class SavedRequest:
    """A request with a name."""

    name: str
    request: PlaygroundRequest
    description: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """Requests and folders under a name, in the order in which they are shown."""

    name: str
    items: "tuple[Folder | SavedRequest, ...]" = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """What is imported and exported as one file."""

    name: str
    items: tuple[Folder | SavedRequest, ...] = ()
    description: str = ""
    variables: tuple[Variable, ...] = ()

    def requests(self) -> Iterator[SavedRequest]:
        """Give every request, folders opened, in order."""
        yield from _requests(self.items)


@dataclass(frozen=True, slots=True)
class CollectionVariables:
    """What of a collection the variables of a request are looked for in.

    Its members are named as those of ``Collection``, so that it is read from the same text.
    """

    name: str
    variables: tuple[Variable, ...] = ()


def _requests(items: tuple[Folder | SavedRequest, ...]) -> Iterator[SavedRequest]:
    for item in items:
        if isinstance(item, Folder):
            yield from _requests(item.items)
        else:
            yield item
