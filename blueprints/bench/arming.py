"""The form that arms a fault, as it was filled in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from blueprints.bench.typed import (
    Typed,
    TypedError,
    read_amount,
    read_requests,
    read_span,
)

FIELDS = ("times", "span", "amount")
FIELD_BY_REFUSAL: Mapping[str, str] = {"arming": "times", "fault-amount": "amount"}
"""The field that a refusal of the bench is about, by the name of the refusal."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arming:
    """For how many requests, how long, and how much; ``None`` for what is usual."""

    times: int | None
    span: timedelta | None
    amount: timedelta | None


def read_arming(form: str, posted: Mapping[str, str]) -> Arming | Typed:
    """Return what was asked for, or the form with what is wrong in it."""
    values = values_of(posted)
    problems: dict[str, str] = {}

    def read(name: str, reader: Callable[[str], Value | None]) -> Value | None:
        try:
            return reader(values[name])
        except TypedError as exc:
            problems[name] = str(exc)
            return None

    arming = Arming(
        times=read("times", read_requests),
        span=read("span", read_span),
        amount=read("amount", read_amount),
    )
    return Typed(form=form, values=values, problems=problems) if problems else arming


def values_of(posted: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed into the form, as it was typed."""
    return {name: posted.get(name, "") for name in FIELDS}
