"""Frozen values as plain JSON values, and back, told by their types alone.

A field that is added to a fact is written and read without a line here. What a file does
not have takes the field's default; what has no default has to be there.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from grantlab.diagnosis.evidence_file.errors import EvidenceFileError
from grantlab.protocol.secret import Secret

LONGEST_SPAN_SECONDS = 10**10
"""Three hundred years: longer than anything here, and inside what can be counted."""

Clean = Callable[[str], str]
"""What every text passes on its way: no secret, and no company."""


def write_plain(value: object, clean: Clean) -> object:
    """Return a value as JSON has it; of a secret nothing is written."""
    if is_dataclass(value):
        return {
            field.name: write_plain(getattr(value, field.name), clean)
            for field in fields(value)
            if _travels(type(value), field)
        }
    if isinstance(value, tuple):
        return [write_plain(item, clean) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Enum):
        return value.value
    return clean(value) if isinstance(value, str) else value


def read_plain(kind: object, plain: object, where: str, clean: Clean) -> object:
    """Return the value of a type that JSON holds at a place.

    Raises:
        EvidenceFileError: it holds none, and where that is.
    """
    if isinstance(kind, UnionType):
        [wanted] = [one for one in get_args(kind) if one is not NoneType]
        return None if plain is None else read_plain(wanted, plain, where, clean)
    if get_origin(kind) is tuple:
        return _read_tuple(get_args(kind), plain, where, clean)
    assert isinstance(kind, type)  # noqa: S101 -- facts have no other kinds of fields
    if is_dataclass(kind):
        return _read_members(kind, plain, where, clean)
    return _read_value(kind, plain, where, clean)


def _read_value(kind: type, plain: object, where: str, clean: Clean) -> object:
    if kind is datetime:
        return _read_moment(plain, where)
    if kind is timedelta:
        return _read_span(plain, where)
    if issubclass(kind, Enum):
        return _read_word(kind, plain, where)
    if type(plain) is not kind:
        raise EvidenceFileError(f"{where} is not of its kind")
    return clean(plain) if isinstance(plain, str) else plain


def _read_tuple(
    kinds: tuple[object, ...], plain: object, where: str, clean: Clean
) -> tuple[object, ...]:
    if not isinstance(plain, list):
        raise EvidenceFileError(f"{where} is not a list")
    if kinds[1:] == (Ellipsis,):
        kinds = kinds[:1] * len(plain)
    if len(kinds) != len(plain):
        raise EvidenceFileError(f"{where} has not the right length")
    return tuple(
        read_plain(kind, item, f"{where}[{place}]", clean)
        for place, (kind, item) in enumerate(zip(kinds, plain, strict=True))
    )


def _read_members(kind: type, plain: object, where: str, clean: Clean) -> object:
    if not isinstance(plain, dict):
        raise EvidenceFileError(f"{where} is not an object")
    given: dict[str, object] = {}
    for field in fields(kind):
        if not _travels(kind, field):
            continue
        place = f"{where}.{field.name}"
        if field.name in plain:
            hint = _hints(kind)[field.name]
            given[field.name] = read_plain(hint, plain[field.name], place, clean)
        elif field.default is MISSING:
            raise EvidenceFileError(f"{place} is missing")
    return kind(**given)


def _read_moment(plain: object, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(cast("str", plain))
        if moment.utcoffset() is not None:
            return moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    raise EvidenceFileError(f"{where} is not a moment with its zone")


def _read_span(plain: object, where: str) -> timedelta:
    if (
        isinstance(plain, bool)
        or not isinstance(plain, int | float)
        or not abs(plain) <= LONGEST_SPAN_SECONDS
    ):
        raise EvidenceFileError(f"{where} is not a length of time in seconds")
    return timedelta(seconds=plain)


def _read_word(kind: type[Enum], plain: object, where: str) -> Enum:
    try:
        return kind(plain)
    except ValueError:
        raise EvidenceFileError(f"{where} is not one of the known words") from None


def _travels(kind: type, field: Field[Any]) -> bool:
    return Secret not in get_args(_hints(kind)[field.name])


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)
