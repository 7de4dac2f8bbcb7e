"""Two redirect URIs that are nearly one: which characters differ, and what that is called."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

LONGEST: Final = 500
"""Of longer texts the rest is compared as one piece: nobody reads on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters, and whether the other text has the same there."""

    text: str
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two texts, character by character."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    count: int
    """How many characters differ, on the side that has more of them."""

    says: tuple[str, ...]
    """What the difference is, a sentence each; never empty."""


def compare_spelling(left: str, right: str) -> Comparison | None:
    """Return how two URIs differ, or ``None`` if they are equal.

    A service compares them character by character (L103), so nothing is too small to count.
    """
    if left == right:
        return None
    lefts, rights = [], []
    matcher = SequenceMatcher(None, left[:LONGEST], right[:LONGEST], autojunk=False)
    for kind, from_, to, other_from, other_to in matcher.get_opcodes():
        is_same = kind == "equal"
        lefts.append(Piece(left[from_:to], is_same))
        rights.append(Piece(right[other_from:other_to], is_same))
    lefts.append(Piece(left[LONGEST:], left[LONGEST:] == right[LONGEST:]))
    rights.append(Piece(right[LONGEST:], left[LONGEST:] == right[LONGEST:]))
    count = max(_differing(lefts), _differing(rights))
    return Comparison(
        left=tuple(piece for piece in lefts if piece.text),
        right=tuple(piece for piece in rights if piece.text),
        count=count,
        says=tuple(_says(left, right))
        or (f"{count} character{' differs' if count == 1 else 's differ'}.",),
    )


def _differing(pieces: list[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces if not piece.is_same)


def _says(left: str, right: str) -> Iterator[str]:
    """Yield what differs, by the names of the parts."""
    try:
        one, other = urlsplit(left), urlsplit(right)
        ports = one.port, other.port
    except ValueError:
        return
    if one.scheme != other.scheme:
        yield f"One begins with {one.scheme}, the other with {other.scheme}."
    yield from _says_of_host(one, other)
    if ports[0] != ports[1]:
        yield f"One names {_port(ports[0])}, the other {_port(ports[1])}."
    if one.path != other.path:
        yield _says_of_path(one.path, other.path)
    if one.query != other.query:
        yield "One has a query that the other has not; a redirect URI has none."
    if one.fragment != other.fragment:
        yield "Only one has a fragment, or another one."


def _says_of_host(one: SplitResult, other: SplitResult) -> Iterator[str]:
    hosts = one.hostname or "", other.hostname or ""
    if hosts[0] != hosts[1]:
        if hosts[0].removeprefix("www.") == hosts[1].removeprefix("www."):
            yield "Only one of the hosts begins with www."
        elif set(hosts) <= {"localhost", "127.0.0.1", "::1"}:
            yield "Both are this machine, but not by the same name."
        else:
            yield f"The hosts are two: {hosts[0]} and {hosts[1]}."
    elif one.netloc != other.netloc and one.netloc.lower() == other.netloc.lower():
        yield "The hosts are the same but for capital letters."


def _says_of_path(one: str, other: str) -> str:
    if one.rstrip("/") == other.rstrip("/"):
        return "Only one ends with a slash."
    if one.lower() == other.lower():
        return "The paths are the same but for capital letters."
    if unquote(one) == unquote(other):
        return (
            "The paths are the same, but one is percent-encoded where the other is not."
        )
    if not one or not other:
        return f"One has the path {one or other}, the other none."
    return f"The paths are two: {one} and {other}."


def _port(port: int | None) -> str:
    return "no port" if port is None else f"port {port}"
