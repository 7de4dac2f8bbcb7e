"""Every text of a report passes here on its way out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import partial
from typing import Any, TypeVar, cast

from grantlab.diagnosis.hiding import OwnWord, hide_companies, hide_secrets

Told = TypeVar("Told")
Clean = Callable[[str], str]


def cleaner(companies: Iterable[str], *, names_company: bool) -> Clean:
    """Return what a text has to pass: secrets never stay, the company if it is meant to."""
    if names_company:
        return hide_secrets
    hide = partial(hide_companies, names=tuple(companies))
    return lambda text: hide(hide_secrets(text))


def cleaned(value: Told, clean: Clean) -> Told:
    """Return a report, or a part of one, with every text in it cleaned, however deep it lies.

    Words of ours stay whole: a company may be called like a part of one.
    """
    return cast("Told", _cleaned(value, clean))


def _cleaned(value: object, clean: Clean) -> object:
    if isinstance(value, Enum | OwnWord):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple | list):
        return type(value)(_cleaned(item, clean) for item in value)
    if isinstance(value, Mapping):
        return {name: _cleaned(item, clean) for name, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        inside = {
            field.name: _cleaned(getattr(value, field.name), clean)
            for field in fields(value)
        }
        return replace(cast("Any", value), **inside)
    return value
