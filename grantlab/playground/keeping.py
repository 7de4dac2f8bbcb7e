"""What the playground keeps, as a text that is sealed, and back, told by types alone.

Nothing is left out and nothing is hidden: whoever keeps such a text seals it. A default
is not written, so a field that comes later finds its own in an older text.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret

Value = TypeVar("Value")
Read = Callable[[Any], Any]

_KIND = "is"
"""The member that says which of several types a value has."""

_MICROSECOND = timedelta(microseconds=1)


def write_kept(value: object) -> str:
    """Return a value of the playground as a text to be sealed."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def read_kept(kind: type[Value], text: str) -> Value:
    """Return the value of a type that ``write_kept`` made a text of."""
    wanted: Any = kind
    value: Value = _reader(wanted)(json.loads(text))
    return value


def read_pairs(text: str) -> Pairs:
    """Return the names and values that ``write_kept`` made a text of."""
    pairs: Pairs = _reader(Pairs)(json.loads(text))
    return pairs


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type | Secret):
        told = (
            (field.name, getattr(value, field.name), field.default)
            for field in fields(value)
        )
        members = {name: _plain(it) for name, it, default in told if it != default}
        return {_KIND: type(value).__name__, **members}
    match value:
        case Secret():
            return value.reveal()
        case tuple():
            return [_plain(item) for item in value]
        case datetime():
            return value.isoformat()
        case timedelta():
            return value // _MICROSECOND
        case _:
            return value


def _as_it_is(plain: object) -> object:
    return plain


_LEAVES: dict[object, Read] = {
    Secret: Secret,
    datetime: lambda plain: datetime.fromisoformat(plain).astimezone(UTC),
    timedelta: lambda plain: timedelta(microseconds=plain),
}


@cache
def _reader(kind: object) -> Read:
    """Return what reads a type; made once, because a collection has thousands of rows."""
    if isinstance(kind, UnionType):
        return _one_of(get_args(kind))
    if get_origin(kind) is tuple:
        return _tuple_of(get_args(kind))
    if isinstance(kind, type) and is_dataclass(kind) and kind is not Secret:
        return _object_of(kind)
    return _LEAVES.get(kind, _as_it_is)


def _one_of(kinds: tuple[Any, ...]) -> Read:
    [*named] = (kind for kind in kinds if kind is not NoneType)
    if len(named) == 1:
        [only] = named
        return lambda plain: None if plain is None else _reader(only)(plain)
    by_name = {kind.__name__: kind for kind in named}
    return lambda plain: _reader(by_name[plain[_KIND]])(plain)


def _tuple_of(kinds: tuple[Any, ...]) -> Read:
    if kinds[1:] == (Ellipsis,):
        # Looked up when there is one: a folder holds folders.
        return lambda plain: tuple(map(_reader(kinds[0]), plain)) if plain else ()
    readers = tuple(_reader(kind) for kind in kinds)
    return lambda plain: tuple(
        read(item) for read, item in zip(readers, plain, strict=True)
    )


def _object_of(kind: Any) -> Read:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    return lambda plain: kind(
        **{
            name: readers[name](member)
            for name, member in plain.items()
            if name in readers
        }
    )
