"""Column types of our own."""

import json
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from grantlab.protocol.round_trip import Pairs

NUL_SHOWN = "␀"
"""What stands for a NUL: the symbol that Unicode has for it."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime; a naive one is refused, because its zone would be a guess."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class OutsideText(TypeDecorator[str]):
    """Text that came from outside, with what a database would refuse made to fit.

    PostgreSQL takes no NUL in a text, and SQLite does. Refused for one octet that somebody
    sent, a whole row would be missing: the outcome of a refresh could not be noted.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.replace("\0", NUL_SHOWN)


class OutsideWords(TypeDecorator[str]):
    """A few words that came from outside; what is past the column's length is left out."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        length = cast("String", self.impl_instance).length
        return value.replace("\0", NUL_SHOWN)[:length]


class PairsText(TypeDecorator[Pairs]):
    """Names and values in order, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Pairs | None, dialect: Dialect) -> str:
        return json.dumps(value or (), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Pairs:
        return tuple(map(tuple, json.loads(value or "[]")))


class WordsText(TypeDecorator[tuple[str, ...]]):
    """A short list of texts, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: tuple[str, ...] | None, dialect: Dialect
    ) -> str:
        return json.dumps(value or (), ensure_ascii=False)

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> tuple[str, ...]:
        return tuple(json.loads(value or "[]"))
