"""Hearing what is logged, beside whoever reads the logs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog


class _Hearing(logging.Handler):
    """Hears what libraries log, which do not know of structured lines."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__()
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(record.getMessage())


@contextmanager
def listening() -> Iterator[list[str]]:
    """Give a list that grows by every line that is logged meanwhile, as it is written.

    What was to be written is, and what was to be kept quiet is heard and kept quiet.
    """
    heard: list[str] = []
    kept = structlog.get_config()
    is_written = kept["wrapper_class"](None, (), {}).is_enabled_for
    levels = logging.getLevelNamesMapping()

    def hear(_logger: object, method: str, line: Any) -> Any:
        heard.append(str(line))
        if not is_written(levels.get(method.upper(), logging.ERROR)):
            raise structlog.DropEvent
        return line

    libraries = _Hearing(heard)
    structlog.configure(
        processors=[*kept["processors"], hear],
        wrapper_class=structlog.make_filtering_bound_logger(logging.NOTSET),
    )
    logging.getLogger().addHandler(libraries)
    try:
        yield heard
    finally:
        logging.getLogger().removeHandler(libraries)
        structlog.configure(**kept)
